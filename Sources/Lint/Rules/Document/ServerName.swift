import WireJSON

extension Rule {
    static let serverName = Rule(
        "openrpc.server-name", .prose, .must, decides: ["O10"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, Server Object: 'name' is required, the canonical name of the \
                server. The meta-schema does not ask for it, and 1.4 makes it optional.
                """,
            why: "Tools that let their user choose a server have no name to show.",
            example: #"{ "servers": [ { "url": "https://rpc.example.org" } ] }"#,
            remedy: "Give each server a name, such as 'production', or move to OpenRPC 1.4.")
    ) { reading in
        guard reading.isWritten(for: 0...3) else { return [] }
        return reading.survey[.server].compactMap { server in
            guard let object = server.value.object, object["name"] == nil else { return nil }
            return Remark(
                "a server must have a 'name' up to OpenRPC 1.3; add it, such as 'production'",
                at: server)
        }
    }
}
