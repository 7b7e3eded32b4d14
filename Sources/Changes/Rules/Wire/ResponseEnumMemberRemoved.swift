import Lint

extension ChangeRule {
    static let responseEnumMemberRemoved = ChangeRule(
        "wire.response-enum-member-removed", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1.2: enum.",
            why: """
                Whatever the server answers was announced before: the values of an enumeration \
                are fewer or more.
                """,
            example: #""enum": ["cat", "dog"] becomes "enum": ["cat"]"#,
            remedy: "Nothing; a minor version announces it."))
}
