import Lint

extension ChangeRule {
    static let requestAdditionalPropertiesWidened = ChangeRule(
        "wire.request-additional-properties-widened", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5.6: additionalProperties.",
            why: """
                What callers send is taken as before, and more: members that have no name in the \
                schema.
                """,
            example: #""additionalProperties": false is gone"#,
            remedy: "Nothing; a minor version announces it."))
}
