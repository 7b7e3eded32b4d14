import Lint

extension ChangeRule {
    static let errorDataChanged = ChangeRule(
        "wire.error-data-changed", .undecided,
        advice: "say in the changelog who is affected",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Error Object; JSON-RPC 2.0 §5.1: a code, a message, and data.
                """,
            why: """
                The document shows data by a value, not by a schema, so nobody can tell what else \
                callers may see.
                """,
            example: #""data": { "id": 7 } becomes "data": "7""#,
            remedy: "Keep the old members beside the new ones."))
}
