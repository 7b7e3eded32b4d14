import Lint

extension ChangeRule {
    static let responseTypeNarrowed = ChangeRule(
        "wire.response-type-narrowed", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: type, enum and const.",
            why: """
                Whatever the server answers was announced before: the types are fewer or more.
                """,
            example: #""type": ["integer", "string"] becomes "type": "integer""#,
            remedy: "Nothing; a minor version announces it."))
}
