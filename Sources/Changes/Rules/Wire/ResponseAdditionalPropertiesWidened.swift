import Lint

extension ChangeRule {
    static let responseAdditionalPropertiesWidened = ChangeRule(
        "wire.response-additional-properties-widened", .breaking,
        advice: "go on answering within the old bounds",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5.6: additionalProperties.",
            why: """
                Callers may be given values that were never announced to them: members that have \
                no name in the schema.
                """,
            example: #""additionalProperties": false is gone"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
