import Lint

extension ChangeRule {
    static let methodRemoved = ChangeRule(
        "wire.method-removed", .breaking,
        advice: "keep it as deprecated until nobody calls it",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'name': what a request names to call the \
                method.
                """,
            why: "A call of it is answered with -32601, method not found.",
            example: "'pet.get' in the old document's methods, and not in the new one's",
            remedy: "Keep the method, set 'deprecated', and remove it in a major version."))
}
