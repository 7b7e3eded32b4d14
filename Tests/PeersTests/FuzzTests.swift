import Peers
import TestSupport
import Testing
import WireJSON

/// A bounded part of `scripts/fuzz`: seeded frames over each transport, judged by a reading of
/// their own; and the judge on trial.
@Suite struct FuzzTests {
    private static let path = Repository.root + "/conformance/server.openrpc.json"

    private func fuzz(
        _ carrier: String, _ port: UInt16, seed: Int = 7, frames: Int = 1_500
    ) throws -> Program.Outcome {
        let document = try JSONValue.read(try #require(Repository.bytes(of: Self.path)))
        let methods = document["methods"]?.array?.compactMap { $0["name"]?.string } ?? []
        let names = (methods + ["rpc.discover"]).joined(separator: ",")
        return try Program.run(
            [
                Program.bench, "fuzz", carrier, String(port), "--frames", String(frames),
                "--seed", String(seed), "--methods", names,
            ], timeout: .seconds(120))
    }

    private func serving<Result>(
        _ speech: Speech, _ aberration: String? = nil, _ body: (UInt16) throws -> Result
    ) throws -> Result {
        let bytes = try #require(Repository.bytes(of: Self.path))
        let server = MockServer(
            document: try JSONValue.read(bytes), documentBytes: bytes, isRecording: false)
        defer { server.stop() }
        if let aberration {
            let steering = [try Steering.read(aberration)]
            server.load(MockScript(afterwards: .documentBehaviour, steering: steering))
        }
        return try body(try server.listenTCP(speaking: speech))
    }

    private static let carriers: [(String, Speech)] = [
        ("http", .http), ("websocket", .http), ("newline", .frames(.newline)),
        ("content-length", .frames(.contentLength)),
    ]

    @Test(arguments: carriers)
    func nothingThatIsSentGetsAWrongReply(_ carrier: String, _ speech: Speech) throws {
        let outcome = try serving(speech) { try fuzz(carrier, $0) }
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains(" replies judged, seed 7, "))
    }

    /// What the trial would be worth if it could not fail.
    @Test(arguments: [
        ("newline", "answers-notifications"), ("newline", "nested-batches"),
        ("http", "accepts-boolean-ids"), ("http", "parse-error-as-invalid-request"),
        ("websocket", "frame-masked"), ("content-length", "message-length-short"),
        ("newline", "mends-utf8"), ("http", "ids-as-doubles"), ("newline", "version-missing"),
    ])
    func aWrongServerIsNoticed(_ carrier: String, _ aberration: String) throws {
        let speech = Self.carriers.first { $0.0 == carrier }?.1 ?? .http
        let outcome = try serving(speech, aberration) { try fuzz(carrier, $0) }
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("FAILED seed 7 session "))
    }

    /// The script starts the program itself, and so meets what stands before the mock too.
    @Test func theScriptDrivesTheProgramOverEveryTransport() throws {
        let binaries = Program.bench.split(separator: "/").dropLast().joined(separator: "/")
        let outcome = try Program.run(
            [
                "/usr/bin/python3", "-B", Repository.root + "/scripts/fuzz.d/server.py",
                Repository.root, "/" + binaries, "--frames", "1000",
            ], timeout: .seconds(120))
        #expect(outcome.status == 0, "\(outcome.output)")
        let held = outcome.output.split(separator: "\n").filter { $0.contains(" ok ") }
        #expect(held.count == 7 && held.allSatisfy { $0.contains(" replies judged, seed 1, ") })
    }
}
