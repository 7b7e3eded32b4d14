import Lint

extension ChangeRule {
    static let requestEnumMemberRemoved = ChangeRule(
        "wire.request-enum-member-removed", .breaking,
        advice: "go on taking the value",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1.2: enum.",
            why: """
                Callers send values that are refused now: the values of an enumeration are fewer \
                or more.
                """,
            example: #""enum": ["cat", "dog"] becomes "enum": ["cat"]"#,
            remedy: "Go on taking what was taken, or add a method."))
}
