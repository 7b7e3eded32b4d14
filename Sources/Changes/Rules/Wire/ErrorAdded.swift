import Lint

extension ChangeRule {
    static let errorAdded = ChangeRule(
        "wire.error-added", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Error Object; JSON-RPC 2.0 §5.1: a code, a message, and data.
                """,
            why: """
                Any method may fail with codes that it does not declare, so callers handle those \
                already.
                """,
            example: #"{ "code": 404, "message": "no pet" } in the new errors alone"#,
            remedy: "Nothing; a minor version announces it."))
}
