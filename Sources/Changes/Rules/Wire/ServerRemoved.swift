import Lint

extension ChangeRule {
    static let serverRemoved = ChangeRule(
        "wire.server-removed", .breaking,
        advice: "keep it until no client uses it",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Object, 'url' and 'variables'; a method's servers \
                stand in for the document's.
                """,
            why: "Clients that were built with it have nobody to talk to.",
            example: "'https://b.example' in the old servers alone",
            remedy: "Keep the server until no client uses it."))
}
