import Lint

extension ChangeRule {
    static let serverAdded = ChangeRule(
        "wire.server-added", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Object, 'url' and 'variables'; a method's servers \
                stand in for the document's.
                """,
            why: "Clients go on with the servers that they know.",
            example: "'https://b.example' in the new servers alone",
            remedy: "Nothing; a minor version announces it."))
}
