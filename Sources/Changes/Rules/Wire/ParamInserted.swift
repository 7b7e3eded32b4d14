import Lint

extension ChangeRule {
    static let paramInserted = ChangeRule(
        "wire.param-inserted", .breaking,
        advice: "add it behind the others",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Who sends params by position sends what was meant for the param behind it.",
            example: "params 'id', 'limit' become 'id', 'owner', 'limit'",
            remedy: "Add params at the end, or take them by name alone from the start."))
}
