import Lint

extension ChangeRule {
    static let paramOrderChanged = ChangeRule(
        "wire.param-order-changed", .breaking,
        advice: "keep the order",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Who sends params by position sends each in the place of another.",
            example: "params 'id', 'owner' become 'owner', 'id'",
            remedy: "Keep the order."))
}
