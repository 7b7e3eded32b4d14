import Lint

extension ChangeRule {
    static let versionChanged = ChangeRule(
        "documentation.version-changed", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4: Info Object, 'version': the version of the document, not of \
                the specification.
                """,
            why: "It tells what the other changes amount to.",
            example: #""version": "1.0.0" becomes "version": "1.0.1""#,
            remedy: "Nothing."))
}
