import Lint

extension ChangeRule {
    static let requestAdditionalPropertiesNarrowed = ChangeRule(
        "wire.request-additional-properties-narrowed", .breaking,
        advice: "go on taking what was taken",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5.6: additionalProperties.",
            why: """
                Callers send values that are refused now: members that have no name in the \
                schema.
                """,
            example: #""additionalProperties": false where it was absent"#,
            remedy: "Go on taking what was taken, or add a method."))
}
