import Lint

extension ChangeRule {
    static let descriptionChanged = ChangeRule(
        "documentation.description-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: 'description' of any object.",
            why: "People read other words.",
            example: #""description": "a pet" becomes "description": "a tame animal""#,
            remedy: "Nothing."))
}
