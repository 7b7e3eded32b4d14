import Lint

extension ChangeRule {
    static let summaryChanged = ChangeRule(
        "documentation.summary-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: 'summary' of any object.",
            why: "People read other words.",
            example: #""summary": "a pet" becomes "summary": "a tame animal""#,
            remedy: "Nothing."))
}
