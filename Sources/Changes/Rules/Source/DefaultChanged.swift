import Lint

extension ChangeRule {
    static let defaultChanged = ChangeRule(
        "source.default-changed", .breaking,
        advice: "keep the default",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §10.2: default.",
            why: """
                Code that leaves the value out gets another one, whether the server or the \
                generated client fills it in.
                """,
            example: #""default": 10 becomes "default": 20"#,
            remedy: "Keep the default."))
}
