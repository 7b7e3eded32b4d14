import Lint

extension ChangeRule {
    static let responseEnumMemberAdded = ChangeRule(
        "wire.response-enum-member-added", .breaking,
        advice: "announce enumerations as open from the start",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1.2: enum.",
            why: """
                Callers may be given values that were never announced to them: the values of an \
                enumeration are fewer or more.
                """,
            example: #""enum": ["cat"] becomes "enum": ["cat", "dog"]"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
