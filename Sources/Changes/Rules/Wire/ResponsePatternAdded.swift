import Lint

extension ChangeRule {
    static let responsePatternAdded = ChangeRule(
        "wire.response-pattern-added", .compatible,
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.3.3: pattern; §7: format, which a server may \
                hold values to.
                """,
            why: """
                Whatever the server answers was announced before: texts must look like something, \
                or need not.
                """,
            example: #""pattern": "^[a-z]+$" where there was none"#,
            remedy: "Nothing; a minor version announces it."))
}
