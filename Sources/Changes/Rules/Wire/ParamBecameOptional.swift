import Lint

extension ChangeRule {
    static let paramBecameOptional = ChangeRule(
        "wire.param-became-optional", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Calls that carry it mean what they meant.",
            example: #""required": true is gone"#,
            remedy: "Nothing; a minor version announces it."))
}
