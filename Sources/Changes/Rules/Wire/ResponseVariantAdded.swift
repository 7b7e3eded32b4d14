import Lint

extension ChangeRule {
    static let responseVariantAdded = ChangeRule(
        "wire.response-variant-added", .breaking,
        advice: "announce unions as open from the start",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.7: anyOf and oneOf.",
            why: """
                Callers may be given values that were never announced to them: the variants of a \
                union are fewer or more.
                """,
            example: #""oneOf": [Cat] becomes "oneOf": [Cat, Dog]"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
