import Lint

extension ChangeRule {
    static let titleChanged = ChangeRule(
        "documentation.title-changed", .compatible,
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §10.1: title, of what gets no type of its own.
                """,
            why: "People read other words.",
            example: #""title": "id" becomes "title": "the id" at a string"#,
            remedy: "Nothing."))
}
