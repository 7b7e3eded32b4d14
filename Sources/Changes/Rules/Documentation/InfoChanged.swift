import Lint

extension ChangeRule {
    static let infoChanged = ChangeRule(
        "documentation.info-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Info Object.",
            why: "People read other words of the service.",
            example: #""termsOfService" is new"#,
            remedy: "Nothing."))
}
