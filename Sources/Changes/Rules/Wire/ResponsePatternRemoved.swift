import Lint

extension ChangeRule {
    static let responsePatternRemoved = ChangeRule(
        "wire.response-pattern-removed", .breaking,
        advice: "go on answering as announced",
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.3.3: pattern; §7: format, which a server may \
                hold values to.
                """,
            why: """
                Callers may be given values that were never announced to them: texts must look \
                like something, or need not.
                """,
            example: #""pattern": "^[a-z]+$" is gone"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
