import TestSupport
import Testing

/// `assay run --suite lock-in`: on our generator, on one that describes itself in no way, and on
/// what is no package at all.
@Suite struct LockInSuiteTests {
    private static let suite = ["--suite", "lock-in"]
    private static let examinations = [
        "imports", "dataclasses", "required-first", "defaults", "reserved-words", "interface",
    ].map { "lock-in/\($0)" }

    @Test func ourGeneratorIsLockedIn() throws {
        let judged = try Judged(Self.suite)
        #expect(judged.outcome.status == 0 && judged.ids("passed").count == judged.cases.count)
        #expect(Array(judged.cases.map(\.id).prefix(6)) == Self.examinations)
        for id in [
            "typed-result/ship.get", "wrapped-elements/ship.list", "wire-names/ship.list",
            "wire-names/ship.set", "typed-result/voyage.get", "get-gives-none",
        ] {
            #expect(judged.ids("passed").contains("lock-in/\(id)"))
        }
        #expect(Set(judged.cases.map(\.document)) == ["fleet"])
    }

    @Test(arguments: ["bookshelf", "shapes"]) func anyDocumentWillDo(_ name: String) throws {
        let judged = try Judged(Self.suite + [Fixtures.root + "/openrpc/\(name).json"])
        #expect(judged.outcome.status == 0, "\(judged.ids("failed"))")
        #expect(judged.ids("passed").count >= 10)
    }

    /// Names are found by convention: what holds passes, what does not fails with its reason.
    @Test func aPackageWithoutMETHODSIsJudged() throws {
        let folder = try TestFolder()
        try folder.write(Self.plainClient, to: "sdk/fleet_client.py")
        try folder.write("# SERVICE: Fleet\n", to: "sdk/fleet_interface.py")
        let judged = try Judged(
            Self.suite + [
                "--generator", "/bin/sh -c 'test -f $0 && cp sdk/* $1' {document} {out}",
            ],
            in: folder.path)
        #expect(judged.outcome.status == 1, "\(judged.outcome)")
        #expect(judged.ids("inconclusive") == [])
        for id in [
            "imports", "required-first", "defaults", "reserved-words", "list-wraps-each",
        ] {
            #expect(judged.ids("passed").contains("lock-in/\(id)"), "\(judged.cases)")
        }
        let told = { (id: String) in
            judged.cases.first { $0.id == "lock-in/\(id)" }?.violations.map(\.text).joined() ?? ""
        }
        #expect(told("dataclasses").contains("no dataclass stands for the schema 'Voyage'"))
        #expect(told("wire-names/ship.list").contains("is a dict, expected a dataclass"))
        #expect(told("interface").contains("the interface has no SUMMARY line"))
        #expect(told("typed-result/voyage.get").contains("'voyage.get' as a method of the client"))
        #expect(told("get-gives-none").contains("TypeError"))
    }

    /// An SDK of several services: the client is the one that is named after the document.
    @Test func aClientIsFoundAmongOthers() throws {
        let folder = try TestFolder()
        for (name, place) in [("fleet", "sea"), ("bookshelf", "land")] {
            let made = try Program.assay([
                "generate", Fixtures.root + "/openrpc/\(name).json", "--python",
                folder.path + "/sdk/\(place)",
            ])
            try #require(made.status == 0)
        }
        let judged = try Judged(Self.suite + ["--sdk", "sdk"], in: folder.path)
        #expect(judged.outcome.status == 0, "\(judged.ids("failed"))")
    }

    @Test func whatIsNoPackageFails() throws {
        let folder = try TestFolder()
        try folder.write("x = 1\n", to: "sdk/other.py")
        try folder.write("class Thing: pass\n", to: "strange/strange_client.py")
        let words = [
            ["--sdk", "sdk"], ["--sdk", "strange"],
            ["--generator", "/bin/sh -c 'exit 3' {document} {out}"],
        ]
        for (words, reason) in zip(words, ["has 0 files", "", "exited with status 3"]) {
            let judged = try Judged(Self.suite + words, in: folder.path)
            #expect(judged.outcome.status == 1 && judged.inconclusive == "")
            #expect(judged.ids("failed").count >= 10)
            #expect(judged.ids("inconclusive") == [])
            let failed = judged.cases.filter { $0.verdict == "failed" }
            #expect(failed.allSatisfy { !$0.reason.isEmpty || !$0.violations.isEmpty })
            #expect(reason.isEmpty || failed.allSatisfy { $0.reason.contains(reason) })
        }
        let missing = try Judged(Self.suite + ["--sdk", "nowhere"], in: folder.path)
        #expect(missing.outcome.status == 3)
    }

    @Test(arguments: [
        (["--suite", "lockin"], "no suite is called 'lockin'; there is lock-in"),
        (["--generator", "make {out}"], "with {document} and {out} among its words"),
        (["x.json", "--generator", "m {document} {out}", "--sdk", "x"], "give one of them"),
    ])
    func wrongWordsAreRefused(_ words: [String], _ told: String) throws {
        let outcome = try Program.assay(["run"] + words, timeout: .seconds(60))
        #expect(outcome.status == 64 && outcome.errors.contains(told))
    }

    /// A client as other generators write it: a class, no manifest, one way in.
    private static let plainClient = """
        import http.client, json, socket
        from dataclasses import dataclass, field
        from typing import List, Optional

        @dataclass
        class Base:
            sid: Optional[str] = None
            created_at: Optional[int] = None
            updated_at: Optional[int] = None

        @dataclass
        class Ship:
            name: str
            sid: Optional[str] = None
            created_at: Optional[int] = None
            updated_at: Optional[int] = None
            from_: Optional[str] = None
            crew: List[str] = field(default_factory=list)
            voyages: List[dict] = field(default_factory=list)

        def ship(raw):
            return Ship(**{"from_" if name == "from" else name: raw[name] for name in raw})

        class Connection(http.client.HTTPConnection):
            def connect(self):
                self.sock = socket.socket(socket.AF_UNIX)
                self.sock.connect(self.host)

        class FleetClient:
            def __init__(self, socket_path: str = None):
                self.path = socket_path

            def _call(self, method, params):
                params = {name: each for name, each in params.items() if each is not None}
                body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
                connection = Connection("localhost")
                connection.host = self.path
                head = {"Content-Type": "application/json"}
                connection.request("POST", "/rpc", json.dumps(body), head)
                reply = json.loads(connection.getresponse().read())
                connection.close()
                return reply["result"]

            def ship_get(self, sid: str):
                return ship(self._call("ship.get", {"sid": sid}))

            def ship_list(self, from_: str = None, limit: int = None) -> List[Ship]:
                raw = self._call("ship.list", {"from": from_, "limit": limit})
                return [ship(each) for each in raw]
        """
}
