import Lint

extension ChangeRule {
    static let requestEnumMemberAdded = ChangeRule(
        "wire.request-enum-member-added", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1.2: enum.",
            why: """
                What callers send is taken as before, and more: the values of an enumeration are \
                fewer or more.
                """,
            example: #""enum": ["cat"] becomes "enum": ["cat", "dog"]"#,
            remedy: "Nothing; a minor version announces it."))
}
