import Lint

extension ChangeRule {
    static let requestVariantRemoved = ChangeRule(
        "wire.request-variant-removed", .breaking,
        advice: "go on taking the variant",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.7: anyOf and oneOf.",
            why: """
                Callers send values that are refused now: the variants of a union are fewer or \
                more.
                """,
            example: #""oneOf": [Cat, Dog] becomes "oneOf": [Cat]"#,
            remedy: "Go on taking what was taken, or add a method."))
}
