import Lint

extension ChangeRule {
    static let responseTypeWidened = ChangeRule(
        "wire.response-type-widened", .breaking,
        advice: "go on answering within the old bounds",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: type, enum and const.",
            why: """
                Callers may be given values that were never announced to them: the types are \
                fewer or more.
                """,
            example: #""type": "integer" becomes "type": ["integer", "string"]"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
