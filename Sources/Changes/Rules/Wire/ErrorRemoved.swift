import Lint

extension ChangeRule {
    static let errorRemoved = ChangeRule(
        "wire.error-removed", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Error Object; JSON-RPC 2.0 §5.1: a code, a message, and data.
                """,
            why: "What callers do about it is done no more, and harms nobody.",
            example: #"{ "code": 404, "message": "no pet" } in the old errors alone"#,
            remedy: "Nothing; a minor version announces it."))
}
