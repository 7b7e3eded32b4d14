import Conformance
import EmbeddedPython
import Peers
import TestSupport
import Testing
import WireJSON

@testable import Harness

/// The driver of generated Python clients, asked by the subject protocol as any adapter is: what
/// it answers is read by the same letter.
@Suite struct DriverTests {
    /// A worker that has loaded a generated client, and the mock in its network.
    private struct Stage {
        let worker: PythonWorker
        let peer: SubjectPeer
        let description: JSONValue

        init(_ folder: TestFolder) throws {
            let bytes = try #require(
                Repository.bytes(of: "\(Fixtures.root)/openrpc/bookshelf.json"))
            let staged = try StagedSubject(
                root: "\(Fixtures.root)/generated/python/bookshelf",
                document: try JSONValue.read(bytes), documentBytes: bytes)
            let python = try Interpreters.subject(nil)
            var configuration = PythonWorker.Configuration(
                installation: python, bootstrap: DriverSource.driver,
                workingDirectory: folder.path)
            configuration.host = Program.assay
            worker = try PythonWorker(configuration)
            let settings = LaneSettings(python: python, seed: 1, timeout: .seconds(10))
            peer = SubjectPeer(
                staged.document, bytes, settings, directory: folder.path)
            let text = staged.settingsText(needsWebSockets: false)
            guard case .returned(let told, _) = worker.load(text, timeout: .seconds(20)) else {
                throw HarnessFault("the package does not load")
            }
            description = try JSONValue.read(told)
            try peer.serve(listener: worker.takeListener(), port: worker.port)
        }

        /// The responses to requests, each a method and its params.
        func responses(_ requests: [(String, JSONValue)]) throws -> [JSONValue] {
            let asked = requests.enumerated().map { index, request -> JSONValue in
                [
                    "jsonrpc": "2.0", "id": .number(index + 7), "method": .string(request.0),
                    "params": request.1,
                ]
            }
            let outcome = worker.call(
                "speak", JSONValue.array(asked).text(), timeout: .seconds(10))
            guard case .returned(let text, let output) = outcome else {
                throw HarnessFault("no answer: \(outcome)")
            }
            #expect(output.error.text == "")
            let responses = try #require(try JSONValue.read(text).array)
            #expect(responses.map { $0["id"]?.int } == requests.indices.map { $0 + 7 })
            return responses
        }
    }

    private static let delete: JSONValue = [
        "session": 1, "method": "book.delete", "params": ["sid": "b1"],
    ]

    /// What is asked of either client once it is connected, and how its outcome begins.
    private static let questions: [(request: String, params: JSONValue, outcome: String)] = [
        ("call", delete, "returned false"),
        (
            "call", ["session": 1, "method": "book.lend", "params": [:]],
            "missing: 'book.lend' in METHODS"
        ),
        (
            "call", ["session": 1, "method": "book.delete", "params": ["ids": 1]],
            "missing: the parameter 'ids' of 'book.delete'"
        ),
        ("call", delete, #"raised {"outcome":"raised","kind":"rpc""#),
        (
            "construct", ["names": ["no", "such"], "members": [:]],
            "missing: a dataclass with the members ['no', 'such']"
        ),
        ("subscribe", ["session": 1], "unsupported: "), ("prepare", [:], "returned null"),
        ("close", ["session": 1], "returned null"),
        ("close", ["session": 1], "could not run: no session is called 1"),
        ("call", delete, "could not run: no session is called 1"),
    ]

    @Test(arguments: Way.Client.allCases, [Way.Transport.tcp, .injected, .memory, .stdioLines])
    func itAnswersByTheProtocol(_ client: Way.Client, _ transport: Way.Transport) throws {
        let folder = try TestFolder()
        let stage = try Stage(folder)
        defer { stage.worker.close() }
        stage.peer.load(
            MockScript([
                .message(["jsonrpc": "2.0", "id": ["$use": "id"], "result": false]),
                .message([
                    "jsonrpc": "2.0", "id": ["$use": "id"], "error": ["code": 4, "message": "no"],
                ]),
            ]))
        let place = try stage.peer.connection(Way(client, over: transport))
        let connect = ("connect", JSONValue.object(place + [.init("timeout", 5)]))
        let asked = [connect] + Self.questions.map { ($0.request, $0.params) }
        let responses = try stage.responses(asked)
        let due = ["connected, session 1"] + Self.questions.map(\.outcome)
        for (index, response) in responses.enumerated() {
            let request = try #require(SubjectOutcome.Request(rawValue: asked[index].0))
            let outcome = try SubjectOutcome(try #require(response["result"]), of: request)
            #expect(outcome.description.hasPrefix(due[index]), "\(outcome)")
        }
        #expect(stage.peer.takeRequests().count == 2)
    }

    @Test func itSaysWhatItIs() throws {
        let folder = try TestFolder()
        let stage = try Stage(folder)
        defer { stage.worker.close() }
        let pigeon: JSONValue = ["transport": "pigeon", "timeout": 1]
        let responses = try stage.responses(
            [("describe", [:]), ("connect", pigeon), ("frobnicate", [:])])
        for told in [stage.description, try #require(responses[0]["result"])] {
            let described = try SubjectDescription(told)
            #expect(described.language == "python")
            #expect(described.name == "bookshelf.bookshelf_client")
            #expect(described.ways == Way.all)
            #expect(described.features == [.construct, .notify, .typedErrors, .shapes])
        }
        let refused = try SubjectOutcome(try #require(responses[1]["result"]), of: .connect)
        #expect(refused.description.hasPrefix("unsupported: "), "\(refused)")
        #expect(responses[2]["error"]?["code"] == -32601)
    }
}
