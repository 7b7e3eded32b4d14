import Lint

extension ChangeRule {
    static let errorMessageChanged = ChangeRule(
        "wire.error-message-changed", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Error Object; JSON-RPC 2.0 §5.1: a code, a message, and data.
                """,
            why: "The message is for people; programs go by the code.",
            example: """
                { "code": 404, "message": "no pet" } becomes { "code": 404, "message": "no such \
                pet" }
                """,
            remedy: "Nothing, unless callers are known to read it."))
}
