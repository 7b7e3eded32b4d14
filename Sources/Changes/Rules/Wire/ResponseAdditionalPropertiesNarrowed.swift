import Lint

extension ChangeRule {
    static let responseAdditionalPropertiesNarrowed = ChangeRule(
        "wire.response-additional-properties-narrowed", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5.6: additionalProperties.",
            why: """
                Whatever the server answers was announced before: members that have no name in \
                the schema.
                """,
            example: #""additionalProperties": false where it was absent"#,
            remedy: "Nothing; a minor version announces it."))
}
