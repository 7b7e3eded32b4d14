import Lint

extension ChangeRule {
    static let paramRenamed = ChangeRule(
        "wire.param-renamed", .breaking,
        advice: "keep the old name",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Who sends params by name sends a name that the server does not know.",
            example: """
                the first param is 'id' in the old document and 'petId' in the new one, of one \
                schema
                """,
            remedy: "Keep the name; a 'summary' can say it better."))
}
