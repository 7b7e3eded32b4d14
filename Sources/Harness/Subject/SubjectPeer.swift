import Conformance
import EmbeddedPython
import Glibc
import JSONRPC
import Peers
import WireJSON

/// The mock that a subject talks to, and the ways to it in the words of `connect`.
final class SubjectPeer {
    /// A folder of its own, with a short path.
    let directory: String
    private let mock: MockServer
    private let python: PythonInstallation
    private var port: UInt16?
    private var sockets: [String: String] = [:]

    init(
        _ document: JSONValue, _ documentBytes: [UInt8], _ settings: LaneSettings,
        directory: String
    ) {
        self.directory = directory
        python = settings.python
        mock = MockServer(
            document: document, documentBytes: documentBytes, seed: settings.seed,
            isRecording: true)
    }

    deinit { mock.stop() }

    /// Answers at a socket that was opened elsewhere, such as in the network of a worker.
    func serve(listener: Int32, port: UInt16) throws(HarnessFault) {
        do {
            try mock.serve(listener: listener)
        } catch {
            throw HarnessFault("\(error)")
        }
        self.port = port
    }

    /// Replaces what is answered, and forgets what was asked.
    func load(_ script: MockScript) { mock.load(script) }

    /// The requests that have come since this was last asked, or anything was loaded.
    func takeRequests() -> [Exchange] { mock.takeRecording().filter { $0.role == .request } }

    /// The params of `connect`, but for the timeout.
    func connection(_ way: Way) throws(HarnessFault) -> [JSONObject.Member] {
        let members: [JSONObject.Member] =
            switch way.transport {
            case .tcp: [.init("url", .string("http://127.0.0.1:\(try listening())/rpc"))]
            case .webSocket: [.init("url", .string("ws://127.0.0.1:\(try listening())/rpc"))]
            case .unix: [.init("path", .string(try socket("http", .http)))]
            case .memory: [.init("path", .string(try socket("headers", .frames(.contentLength))))]
            case .stdioLines: [.init("command", relay(try socket("lines", .frames(.newline))))]
            case .stdioHeaders:
                [.init("command", relay(try socket("headers", .frames(.contentLength))))]
            case .injected: [.init("url", .string("http://127.0.0.1:\(try listening())/injected"))]
            }
        return [
            .init("transport", .string(way.transport.rawValue)),
            .init("client", .string(way.client.rawValue)),
        ] + members
    }

    private func listening() throws(HarnessFault) -> UInt16 {
        if let port { return port }
        do {
            let opened = try mock.listenTCP()
            port = opened
            return opened
        } catch {
            throw HarnessFault("\(error)")
        }
    }

    private func socket(_ name: String, _ speech: Speech) throws(HarnessFault) -> String {
        if let known = sockets[name] { return known }
        let path = "\(directory)/\(name).sock"
        do {
            try mock.listenUnix(path: path, speaking: speech)
        } catch {
            throw HarnessFault(
                "no Unix socket can be opened below '\(directory)'; set TMPDIR to a shorter path")
        }
        // Whoever is confined is somebody else.
        chmod(path, 0o666)
        sockets[name] = path
        return path
    }

    /// A service on standard streams, which passes what it hears on to the mock.
    private func relay(_ path: String) -> JSONValue {
        let words = [python.executable, "-I", "-S", "-B", "-c", DriverSource.relay, path]
        return .array(words.map(JSONValue.string))
    }
}
