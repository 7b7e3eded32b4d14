import Lint

extension ChangeRule {
    static let sameMeaning = ChangeRule(
        "documentation.same-meaning", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4: two ways to say one thing, such as a default that is spelled \
                out, or a value that a reference leads to.
                """,
            why: "Nothing changes for anybody.",
            example: #""required": false where it was absent"#,
            remedy: "Nothing."))
}
