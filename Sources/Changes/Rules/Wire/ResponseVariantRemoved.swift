import Lint

extension ChangeRule {
    static let responseVariantRemoved = ChangeRule(
        "wire.response-variant-removed", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.7: anyOf and oneOf.",
            why: """
                Whatever the server answers was announced before: the variants of a union are \
                fewer or more.
                """,
            example: #""oneOf": [Cat, Dog] becomes "oneOf": [Cat]"#,
            remedy: "Nothing; a minor version announces it."))
}
