import Lint

extension ChangeRule {
    static let methodAdded = ChangeRule(
        "wire.method-added", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'name': what a request names to call the \
                method.
                """,
            why: "Nobody calls it yet.",
            example: "'pet.list' in the new document's methods alone",
            remedy: "Nothing; a minor version announces it."))
}
