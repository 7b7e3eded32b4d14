import Lint

extension ChangeRule {
    static let paramBecameRequired = ChangeRule(
        "wire.param-became-required", .breaking,
        advice: "leave it optional",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Calls without it were lawful and are refused now.",
            example: #""required": true where it was absent"#,
            remedy: "Leave it optional, with a default."))
}
