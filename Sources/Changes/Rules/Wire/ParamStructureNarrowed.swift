import Lint

extension ChangeRule {
    static let paramStructureNarrowed = ChangeRule(
        "wire.param-structure-narrowed", .breaking,
        advice: "go on taking what was taken",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params' and 'paramStructure'; JSON-RPC 2.0 \
                §4.2: params go by position in an array or by name in an object.
                """,
            why: "Callers that send params in the way that is gone are refused.",
            example: #""paramStructure": "by-name" where it was "either""#,
            remedy: "Go on taking both."))
}
