import Lint

extension ChangeRule {
    static let examplesChanged = ChangeRule(
        "documentation.examples-changed", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4: Example Pairing Object; JSON Schema draft-07, 'examples'.
                """,
            why: "People see other examples, and mock servers give other answers.",
            example: #""value": "cat" becomes "value": "dog" in an example pairing"#,
            remedy: "Nothing."))
}
