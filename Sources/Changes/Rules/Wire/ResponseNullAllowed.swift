import Lint

extension ChangeRule {
    static let responseNullAllowed = ChangeRule(
        "wire.response-null-allowed", .breaking,
        advice: "go on answering without null",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: null is a type of its own.",
            why: """
                Callers may be given values that were never announced to them: null is a value \
                like others.
                """,
            example: #""type": "string" becomes "type": ["string", "null"]"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
