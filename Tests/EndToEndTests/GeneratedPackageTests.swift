import SDKGenerator
import TestSupport
import Testing

/// Packages generated from documents: our own as blessed, other people's as they come.
@Suite struct GeneratedPackageTests {
    static let ours = ["bookshelf", "shapes"]

    private func generate(_ name: String) -> Generation {
        Generation.python(
            document: Fixtures.bytes("openrpc/\(name).json"), file: "\(name).json")
    }

    @Test(arguments: ours) func ourDocumentsGiveTheBlessedFiles(_ name: String) {
        let generation = generate(name)
        #expect(!generation.isRefused)
        for file in generation.files where !file.text.isEmpty {
            Snapshot.check(file.text, at: "fixtures/generated/python/\(name)/\(file.path)")
        }
        let expected = Set(generation.files.filter { !$0.text.isEmpty }.map(\.path))
        for ext in ["py", "toml"] {
            let found = Repository.files(
                below: Fixtures.root + "/generated/python/\(name)", ext: ext)
            #expect(Set(found).isSubset(of: expected), "a blessed file is no longer generated")
        }
    }

    @Test(arguments: ours) func ourPackagesPassTheTools(_ name: String) throws {
        let guest = try Guest(generate(name))
        defer { guest.remove() }
        try guest.python("import \(guest.package).\(guest.package)_interface")
        try guest.checkWithTools()
    }

    /// The interface says what the client does: the same public methods, the same signatures.
    @Test(arguments: ours) func interfacesMatchTheirClients(_ name: String) throws {
        let guest = try Guest(generate(name))
        defer { guest.remove() }
        try guest.python(
            """
            import dataclasses, inspect, \(guest.package).\(guest.package)_interface as interface
            compared = 0
            for name, mine in vars(interface).items():
                if getattr(mine, "__module__", None) != interface.__name__: continue
                theirs = getattr(module, name)
                if dataclasses.is_dataclass(mine):
                    names = [f.name for f in dataclasses.fields(mine)]
                    assert names == [f.name for f in dataclasses.fields(theirs)], name
                if name.endswith("Client"):
                    def public(kind):
                        return {k for k in dir(kind) if callable(getattr(kind, k)) and k[0] != "_"}
                    # The asynchronous client has `aclose` besides.
                    assert public(mine) == public(theirs) | {"aclose"} & public(mine), name
                    methods = {entry["python"] for entry in module.METHODS.values()}
                    for method in public(theirs) | {"__init__"}:
                        left, right = (
                            inspect.signature(getattr(kind, method)) for kind in (mine, theirs))
                        assert list(left.parameters) == list(right.parameters), method
                        if method in methods: assert left == right, method
                        compared += 1
            assert compared == 2 * (len(module.METHODS) + 9) + 1
            """)
    }

    @Test func theSameDocumentGivesTheSameBytes() {
        #expect(generate("shapes").files == generate("shapes").files)
    }

    @Test func theFirstServerIsWhereCallsGo() {
        func client(_ servers: String) -> String {
            let text =
                #"{"openrpc":"1.2.6","info":{"title":"T","version":"1"},"methods":[]\#(servers)}"#
            let generation = Generation.python(document: Array(text.utf8), file: "t.json")
            return generation.files.first { $0.path == "t/t_client.py" }?.text ?? ""
        }
        func server(_ url: String) -> String { #","servers":[{"name":"s","url":"\#(url)"}]"# }
        let byDefault = #"_default_url = "http://localhost"\#n"#
        for servers in [
            "", #","servers":[]"#, server("/rpc"), server("ws://a"), server("http://${a}"),
        ] {
            #expect(client(servers).contains(byDefault), "\(servers)")
        }
        #expect(
            client(server("https://a.example/x"))
                .contains(#"_default_url = "https://a.example/x"\#n"#))
    }
}
