import Lint

extension ChangeRule {
    static let paramRemoved = ChangeRule(
        "wire.param-removed", .breaking,
        advice: "keep it and ignore it",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: """
                Calls that carry it are refused, or do without what the caller asked for; params \
                behind it move up.
                """,
            example: "'limit' in the old params alone",
            remedy: "Keep it, set 'deprecated', and remove it in a major version."))
}
