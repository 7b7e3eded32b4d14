import Lint

extension ChangeRule {
    static let requestPatternRemoved = ChangeRule(
        "wire.request-pattern-removed", .compatible,
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.3.3: pattern; §7: format, which a server may \
                hold values to.
                """,
            why: """
                What callers send is taken as before, and more: texts must look like something, \
                or need not.
                """,
            example: #""pattern": "^[a-z]+$" is gone"#,
            remedy: "Nothing; a minor version announces it."))
}
