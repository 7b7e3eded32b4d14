import Lint

extension ChangeRule {
    static let paramStructureWidened = ChangeRule(
        "wire.param-structure-widened", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Callers go on as before.",
            example: #""paramStructure": "either" where it was "by-name""#,
            remedy: "Nothing; a minor version announces it."))
}
