import Conformance
import TestSupport
import Testing
import WireJSON

/// Both clients over everything that carries messages, with the mock in Swift at the other end.
@Suite struct WayTests {
    /// What a run tells of one way at its end.
    struct Counts {
        var compared: Int
        var verdicts: [String: Int]

        init(_ value: JSONValue) {
            compared = value["compared"]?.int ?? 0
            let members = value["verdicts"]?.object?.members ?? []
            let counts = members.map { ($0.name, $0.value.int ?? 0) }
            verdicts = Dictionary(uniqueKeysWithValues: counts)
        }
    }

    private static func counts(_ judged: Judged) -> [String: Counts] {
        let ways = judged.events.last?["ways"]?.array ?? []
        return Dictionary(uniqueKeysWithValues: ways.map { ($0["way"]?.string ?? "", Counts($0)) })
    }

    /// The interpreter with the package for WebSockets is taken by itself. Each case of the sweep
    /// passes on every way, and all but the first are held against the first.
    @Test(arguments: ["bookshelf", "shapes", "fleet"])
    func everyWayIsGreenWithTheSameBytes(_ service: String) throws {
        let document = Fixtures.root + "/openrpc/\(service).json"
        let judged = try Judged([
            document, "--way", "all", "--only", "sweep/*/all-params", "--only", "sweep/*/error-*",
            "--only", "streams/*", "--only", "transport/*", "--only", "results/f*",
        ])
        #expect(judged.outcome.status == 0, "\(judged.outcome.output.suffix(2000))")
        let ways = Self.counts(judged)
        #expect(Set(ways.keys) == Set(Way.all.map(\.description)))
        let swept = judged.cases.filter { $0.id.hasPrefix("sweep/") && $0.verdict == "passed" }
        let first = swept.filter { $0.way == "sync/tcp" }
        #expect(first.count > 5)
        for (way, counts) in ways {
            #expect(counts.verdicts["failed"] == 0 && counts.verdicts["inconclusive"] == 0)
            #expect(swept.filter { $0.way == way }.map(\.id) == first.map(\.id))
            #expect(way == "sync/tcp" ? counts.compared == 0 : counts.compared >= first.count)
        }
    }

    /// A quick run: everything once, one case for each method by both clients, and over memory.
    @Test func aQuickRunSamplesTheOtherWays() throws {
        let judged = try Judged([Fixtures.root + "/openrpc/fleet.json"])
        #expect(judged.outcome.status == 0)
        let ways = Self.counts(judged)
        let quick: Set = ["async/memory", "async/tcp", "sync/memory", "sync/tcp"]
        // The authored cases of the lock-in suite are for a Unix socket alone.
        #expect(Set(ways.keys) == quick.union(["sync/unix"]))
        let sampled = judged.cases.filter { $0.way == "async/memory" }.map(\.id)
        let methods = Set(
            judged.cases.compactMap { played -> Substring? in
                played.id.hasSuffix("/all-params") ? played.id.dropLast(11) : nil
            })
        #expect(methods.count == 8 && methods.allSatisfy { sampled.contains("\($0)/all-params") })
        #expect(Set(judged.cases.filter { $0.way == "sync/tcp" }.map(\.id)).isSuperset(of: sampled))
    }

    @Test func aPackageWithoutCoroutinesClaimsNone() throws {
        let package = try Package(of: "fleet")
        try package.replace("class FleetAsyncClient(", by: "class FleetAsyncThing(")
        let described = "_describe(FleetClient, FleetAsyncClient, FleetCalls)\n"
        try package.replace(
            described,
            by: described.replacing("FleetAsyncClient", with: "FleetAsyncThing")
                + "FleetAsyncClient = None\n")
        let judged = try Judged([
            package.document, "--sdk", package.path, "--way", "*/tcp", "--only", "sweep/*",
        ])
        let asked = judged.cases.filter { $0.way == "async/tcp" }
        #expect(!asked.isEmpty && asked.allSatisfy { $0.verdict == "unsupported" })
        #expect(asked.allSatisfy { $0.reason == "the package has no client of coroutines" })
        #expect(judged.cases.filter { $0.way == "sync/tcp" }.allSatisfy { $0.verdict == "passed" })
    }

    /// Who makes up ids cannot send the same twice, and is held to all other bytes.
    @Test func newIDsEachTimeAreNoDifference() throws {
        let package = try Package(of: "fleet")
        try package.replace(
            "itertools.count(1)", by: "iter(lambda: __import__('random').getrandbits(40), None)")
        let words = [
            package.document, "--sdk", package.path, "--way", "*/tcp",
            "--only", "sweep/*/all-params",
        ]
        let right = try Judged(words)
        #expect(right.outcome.status == 0, "\(right.outcome.output.suffix(2000))")
        #expect(Self.counts(right)["async/tcp"]?.compared ?? 0 > 5)
        try package.replace(
            "response = await self._exchange(_written(requests[0])",
            by: "response = await self._exchange(_written(requests[0]) + b' '")
        let wrong = try Judged(words)
        let violated = wrong.cases.filter { $0.verdict == "failed" }.flatMap(\.violations)
        #expect(!violated.isEmpty && violated.allSatisfy { $0.check == "request.same-bytes" })
    }

    /// What an interpreter lacks is not the package's fault, and not passed over.
    @Test func noPackageForWebSocketsIsInconclusive() throws {
        let bare = "/usr/bin/python3"
        let found = try Program.run([bare, "-I", "-c", "import websockets.asyncio.client"])
        if found.status == 0 { try Test.cancel("\(bare) has the package 'websockets'") }
        let judged = try Judged([
            Fixtures.root + "/openrpc/fleet.json", "--python", bare, "--way", "sync/websocket",
            "--only", "sweep/*/all-params",
        ])
        #expect(judged.outcome.status == 3)
        #expect(!judged.cases.isEmpty && judged.ids("inconclusive").count == judged.cases.count)
        #expect(judged.cases.allSatisfy { $0.reason.contains("'--python'") })
    }

    @Test(arguments: ["async/pipe", "sync", "ASYNC/tcp", ""])
    func aWayThatIsNoneIsASlip(_ word: String) throws {
        let document = Fixtures.root + "/openrpc/fleet.json"
        let outcome = try Program.assay(["run", document, "--way", word])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(word.isEmpty ? "names no way" : "async/stdio-lines"))
    }
}
