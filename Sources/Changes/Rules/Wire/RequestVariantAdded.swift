import Lint

extension ChangeRule {
    static let requestVariantAdded = ChangeRule(
        "wire.request-variant-added", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.7: anyOf and oneOf.",
            why: """
                What callers send is taken as before, and more: the variants of a union are fewer \
                or more.
                """,
            example: #""oneOf": [Cat] becomes "oneOf": [Cat, Dog]"#,
            remedy: "Nothing; a minor version announces it."))
}
