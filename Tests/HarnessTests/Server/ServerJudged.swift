import Peers
import TestSupport
import WireJSON

/// The server suite of the program, held against a server of this process.
enum ServerJudged {
    static let document = Repository.root + "/conformance/server.openrpc.json"

    /// One run; without a document the server is asked for its own.
    static func run(
        _ server: ServerAddress, document: String? = ServerJudged.document, only: [String] = [],
        words: [String] = []
    ) throws -> Judged {
        var all = address(server) + ["--timeout", "20"]
        for glob in only { all += ["--only", glob] }
        all += words
        if let document { all.append(document) }
        return try Judged(all)
    }

    private static func address(_ server: ServerAddress) -> [String] {
        var words: [String] = []
        switch server.place {
        case .unix(let path): words = ["--server", "unix:\(path)"]
        case .process(let program): words = ["--server", program.joined(separator: " ")]
        case .tcp(_, let port):
            switch server.speech {
            case .http(let target): words = ["--server", "http://127.0.0.1:\(port)\(target)"]
            case .webSocket(let target): words = ["--server", "ws://127.0.0.1:\(port)\(target)"]
            case .frames: words = ["--server", "tcp://127.0.0.1:\(port)"]
            }
        }
        if case .frames(let framing) = server.speech { words += ["--framing", framing.rawValue] }
        return words
    }
}

extension Judged {
    /// What was said of each failure.
    var failures: [String] {
        cases.filter { $0.verdict == "failed" }.map { played in
            "\(played.id): \(played.reason) \(played.violations)"
        }
    }
}

/// The mock as a server under test, with the suite's own document.
final class MockUnderTest: Sendable {
    private let mock: MockServer
    private let folder: TestFolder

    init() throws {
        let bytes = Repository.bytes(of: ServerJudged.document) ?? []
        mock = MockServer(
            document: try JSONValue.read(bytes), documentBytes: bytes, isRecording: false)
        folder = try TestFolder()
    }

    deinit { mock.stop() }

    /// The address of a new listener for that way of speaking.
    func address(_ speech: ServerAddress.Speech, isUnix: Bool = false) throws -> ServerAddress {
        let spoken: Speech
        if case .frames(let framing) = speech { spoken = .frames(framing) } else { spoken = .http }
        if isUnix {
            let path = folder.path + "/mock.sock"
            try mock.listenUnix(path: path, speaking: spoken)
            return ServerAddress(place: .unix(path: path), speech: speech)
        }
        let port = try mock.listenTCP(speaking: spoken)
        return ServerAddress(place: .tcp(host: "127.0.0.1", port: port), speech: speech)
    }
}
