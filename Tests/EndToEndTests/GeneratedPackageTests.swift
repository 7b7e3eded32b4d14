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
                        return {k for k, v in vars(kind).items() if callable(v) and k[0] != "_"}
                    assert public(mine) == public(theirs)
                    for method in public(mine) | {"__init__"}:
                        left, right = getattr(mine, method), getattr(theirs, method)
                        assert inspect.signature(left) == inspect.signature(right), method
                        compared += 1
            assert compared == len(module.METHODS) + 3
            """)
    }

    @Test(.needsCorpus, arguments: Corpus.isPresent ? Corpus.files(under: "openrpc") : [""])
    func realDocumentsPassTheTools(_ path: String) throws {
        let generation = Generation.python(document: Corpus.bytes(path), file: path)
        if generation.isRefused {
            #expect(generation.diagnostics.contains { $0.hasPrefix("\(path):") })
            return
        }
        let guest = try Guest(generation)
        defer { guest.remove() }
        try guest.python("import \(guest.package).\(guest.package)_interface")
        try guest.checkWithTools()
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
        let byDefault = #"HttpTransport("http://localhost" if url is None else url)"#
        for servers in [
            "", #","servers":[]"#, server("/rpc"), server("ws://a"), server("http://${a}"),
        ] {
            #expect(client(servers).contains(byDefault), "\(servers)")
        }
        #expect(
            client(server("https://a.example/x")).contains(#"HttpTransport("https://a.example/x""#))
    }
}
