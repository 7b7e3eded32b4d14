import Lint

extension ChangeRule {
    static let sourceParamOrderChanged = ChangeRule(
        "source.param-order-changed", .breaking,
        advice: "keep the order",
        Explanation(
            clause: """
                No sentence of a specification: generators make the code of a client from it.
                """,
            why: """
                The wire carries names, but arguments of the generated functions change places.
                """,
            example: """
                params 'id', 'owner' become 'owner', 'id' in a method that takes them by name
                """,
            remedy: "Keep the order."))
}
