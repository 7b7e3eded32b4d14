import Lint

extension ChangeRule {
    static let optionalParamAdded = ChangeRule(
        "wire.optional-param-added", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Calls without it mean what they meant.",
            example: """
                { "name": "limit", "schema": { "type": "integer" } } at the end of the new params \
                alone
                """,
            remedy: "Nothing; a minor version announces it."))
}
