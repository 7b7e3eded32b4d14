import WireJSON

extension Rule {
    static let reservedMethodName = Rule(
        "openrpc.reserved-method-name", .prose, .must, decides: ["O40"],
        Explanation(
            clause: """
                JSON-RPC 2.0 §4 and §8: names that begin with 'rpc.' are reserved for system \
                extensions that a specification describes, and used for nothing else. OpenRPC \
                describes one, 'rpc.discover'.
                """,
            why: """
                Servers and gateways keep such calls to themselves or refuse them, and a future \
                extension may give the name another meaning.
                """,
            example: #"{ "name": "rpc.echo", "params": [] }"#,
            remedy: """
                Give the method another prefix; if it is a system extension that a specification \
                of yours describes, silence this finding and say so.
                """)
    ) { reading in
        reading.distinctMethods.compactMap { method in
            guard let site = method.member("name"), let name = site.value.string,
                name.utf8.starts(with: "rpc.".utf8), name != "rpc.discover"
            else { return nil }
            return Remark(
                "names that begin with 'rpc.' are reserved for extensions of JSON-RPC, found "
                    + "'\(name)'; choose another prefix", at: site)
        }
    }
}
