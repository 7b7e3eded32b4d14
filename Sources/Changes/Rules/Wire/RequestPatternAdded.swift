import Lint

extension ChangeRule {
    static let requestPatternAdded = ChangeRule(
        "wire.request-pattern-added", .breaking,
        advice: "take what was taken",
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.3.3: pattern; §7: format, which a server may \
                hold values to.
                """,
            why: """
                Callers send values that are refused now: texts must look like something, or need \
                not.
                """,
            example: #""pattern": "^[a-z]+$" where there was none"#,
            remedy: "Go on taking what was taken, or add a method."))
}
