import Lint

extension ChangeRule {
    static let errorCodeChanged = ChangeRule(
        "wire.error-code-changed", .breaking,
        advice: "keep the code",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Error Object; JSON-RPC 2.0 §5.1: a code, a message, and data.
                """,
            why: "Callers tell errors apart by code and do not know the new one.",
            example: """
                { "code": 404, "message": "no pet" } becomes { "code": 410, "message": "no pet" }
                """,
            remedy: "Keep the code."))
}
