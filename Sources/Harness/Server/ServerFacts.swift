import Conformance
import Peers
import WireJSON

/// What is known of the server under test before its cases are played.
struct ServerFacts {
    /// How reports call what the server is held to.
    var name: String
    /// Cases that the document implies.
    var swept: [ServerCase] = []
    var methods: [String] = []
    var known = KnownService()
    /// Why no call is known that the server takes.
    var lacking: String?
    /// Whether the document is the shipped one, whose methods authored cases call.
    var isShipped = false

    /// Calls that are tried until one is answered by a result.
    private static let trials = 50

    /// Reads the document, or asks the server for it, and finds a call that the server takes.
    init(
        document given: JSONValue?, isShipped: Bool, _ options: ServerRunOptions,
        _ lane: ServerLane, oracle: () throws(HarnessFault) -> Oracle
    ) throws(HarnessFault) {
        let discovery = try lane.ask([
            "jsonrpc": "2.0", "method": "rpc.discover", "id": "assay-discover",
        ])
        let served = discovery?["result"].flatMap { $0["methods"]?.array == nil ? nil : $0 }
        name = options.document ?? (served == nil ? "no document" : "rpc.discover")
        self.isShipped = isShipped
        var candidates = options.call.map { [$0] } ?? []
        if let root = given ?? served {
            let document = RawDocument(root)
            let oracle = try oracle()
            let sweep = try ServerSweep(of: document, seed: options.seed) {
                questions throws(HarnessFault) in
                try oracle.answer(questions)
            }
            methods = document.methods.map(\.name)
            swept = sweep.cases + [Self.discovery(methods, answered: discovery)]
            known.needy = sweep.needy
            candidates += sweep.candidates
        }
        try find(among: candidates, lane)
    }

    private mutating func find(
        among candidates: [KnownCall], _ lane: ServerLane
    ) throws(HarnessFault) {
        lacking = ServerMessage.lacking
        for (index, call) in candidates.prefix(Self.trials).enumerated() {
            let request = JSONValue.object(
                [.init("jsonrpc", "2.0"), .init("method", .string(call.method))]
                    + (call.params.map { [.init("params", $0)] } ?? [])
                    + [.init("id", .string("assay-trial-\(index + 1)"))])
            let reply = try lane.ask(request)
            if reply?["result"] != nil {
                known.call = call
                lacking = nil
                return
            }
            lacking =
                "no lawful call is known that this server answers with a result; "
                + "name one with --method and --params"
        }
    }

    /// Whether the served document has the methods of the one that was read (O38, O39).
    private static func discovery(_ methods: [String], answered reply: JSONValue?) -> ServerCase {
        let request: JSONValue = [
            "jsonrpc": "2.0", "method": "rpc.discover", "params": [], "id": "discover",
        ]
        let names = methods.filter { $0 != "rpc.discover" }.map { name in
            Pattern.including([(name: "name", pattern: .exactly(.string(name)))])
        }
        let own = Pattern.including([(name: "name", pattern: .exactly("rpc.discover"))])
        let list = Pattern.either([.unordered(names), .unordered(names + [own])])
        let expected = Pattern.including([
            (name: "result", pattern: .including([(name: "methods", pattern: list)]))
        ])
        var subject = ServerCase(
            id: "server/discover/methods",
            title: "rpc.discover serves the methods of the document",
            why: "who generates a client from what a server says of itself must not miss a method",
            requirements: ["O38", "O39"], level: .derived,
            steps: [ServerCase.Step(message: .json(request), expected: .replies([expected]))])
        if reply?["error"]?["code"]?.int == -32601 {
            subject.unsupported = "the server has no 'rpc.discover'"
        }
        return subject
    }
}
