import Lint

extension ChangeRule {
    static let openrpcChanged = ChangeRule(
        "documentation.openrpc-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: OpenRPC Object, 'openrpc'.",
            why: """
                Tools may hold the document to other rules; what the service does is told by the \
                rest.
                """,
            example: #""openrpc": "1.2.6" becomes "openrpc": "1.3.2""#,
            remedy: "Nothing."))
}
