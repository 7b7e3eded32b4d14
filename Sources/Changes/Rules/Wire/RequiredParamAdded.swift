import Lint

extension ChangeRule {
    static let requiredParamAdded = ChangeRule(
        "wire.required-param-added", .breaking,
        advice: "make it optional",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: """
                Calls that callers make today lack it and are refused with -32602, invalid \
                params.
                """,
            example: """
                { "name": "id", "required": true, "schema": { "type": "integer" } } in the new \
                params alone
                """,
            remedy: "Make it optional, with what was done without it as the default."))
}
