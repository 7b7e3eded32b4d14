import Lint

extension ChangeRule {
    static let responseNullExcluded = ChangeRule(
        "wire.response-null-excluded", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: null is a type of its own.",
            why: """
                Whatever the server answers was announced before: null is a value like others.
                """,
            example: #""type": ["string", "null"] becomes "type": "string""#,
            remedy: "Nothing; a minor version announces it."))
}
