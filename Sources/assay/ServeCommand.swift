import Glibc
import Diagnostics
import Harness
import Peers
import WireJSON

extension Command {
    static let serve = Command(
        name: "serve", operands: "DOCUMENT",
        summary: "answer calls as the document says, on loopback",
        details: """
            Serves a mock of the document's service over HTTP until it is interrupted. The first line
            on standard output is its address. Example pairings are answered as written, all else with
            values sampled from the result's schema. GET /openrpc.json is the document itself.
            """,
        options: [
            .init(name: "port", value: "N", help: "TCP port on 127.0.0.1 (default: a free one)"),
            .init(name: "unix", value: "PATH", help: "also listen on this Unix socket"),
            .init(name: "seed", value: "N", help: "seed of the sampled values (default: 1)"),
            Arguments.aberrationOption,
        ],
        examples: [
            "assay serve petstore.json",
            "assay serve petstore.json --port 8080 --unix /tmp/petstore.sock",
            "assay serve petstore.json --aberration id-as-text@list_pets",
        ]
    ) { arguments throws(UsageError) in
        guard let path = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("serve takes one document")
        }
        let port = try arguments.integer("port", in: 0...65_535, or: 0)
        let seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        let steering = try arguments.steering()
        guard let (bytes, document) = readJSON(path) else { return ExitCode.documentRefused }
        let mock = MockServer(
            document: document, documentBytes: bytes, seed: seed, isRecording: false)
        mock.load(MockScript(afterwards: .documentBehaviour, steering: steering))
        do {
            let opened = try mock.listenTCP(host: "127.0.0.1", port: UInt16(port))
            if let socket = arguments.value("unix") { try mock.listenUnix(path: socket) }
            Output.line("http://127.0.0.1:\(opened)/")
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
        Interrupt.wait()
        mock.stop()
        return ExitCode.asExpected
    }

    /// Reads a document that need only be JSON; prints why when it is not.
    private static func readJSON(_ path: String) -> ([UInt8], JSONValue)? {
        switch DocumentFile.read(path) {
        case .failure(let refusal):
            Output.complain("\(refusal.diagnostic)")
            return nil
        case .success(let bytes):
            do throws(JSONFault) {
                return (bytes, try JSONValue.read(bytes))
            } catch {
                let source = SourceFile(name: path, bytes: bytes)
                Output.complain("\(error.diagnostic(in: source))")
                return nil
            }
        }
    }
}
