import Lint

extension ChangeRule {
    static let resultAdded = ChangeRule(
        "wire.result-added", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.3, Method Object, 'result': a method without one is used as a \
                notification alone.
                """,
            why: """
                Notifications are still answered with nothing; who wants the result asks with an \
                id.
                """,
            example: "a method without 'result' has one in the new document",
            remedy: "Nothing; a minor version announces it."))
}
