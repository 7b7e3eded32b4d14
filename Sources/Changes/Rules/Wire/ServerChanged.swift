import Lint

extension ChangeRule {
    static let serverChanged = ChangeRule(
        "wire.server-changed", .breaking,
        advice: "keep the old address as well",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Object, 'url' and 'variables'; a method's servers \
                stand in for the document's.
                """,
            why: "Clients that were built with the old address go on using it.",
            example: #""url": "https://a.example/v1" becomes "https://a.example/v2""#,
            remedy: "Serve both, or redirect."))
}
