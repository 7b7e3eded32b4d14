import Lint

extension ChangeRule {
    static let externalDocsChanged = ChangeRule(
        "documentation.external-docs-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: External Documentation Object.",
            why: "People are sent to another page.",
            example: #""url" of "externalDocs" is another"#,
            remedy: "Nothing."))
}
