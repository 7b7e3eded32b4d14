import Peers
import TestSupport
import Testing
import WireJSON

/// The server suite of the program, held against a server of this process.
enum ServerJudged {
    static let document = Repository.root + "/conformance/server.openrpc.json"

    /// One run; without a document the server is asked for its own.
    static func run(
        _ server: ServerAddress, document: String? = ServerJudged.document, only: [String] = [],
        words: [String] = []
    ) throws -> Judged {
        try run(address(server), document: document, only: only, words: words)
    }

    /// The same with the words that name the server.
    static func run(
        _ server: [String], document: String? = ServerJudged.document, only: [String] = [],
        words: [String] = []
    ) throws -> Judged {
        var all = server + ["--timeout", "20"]
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

/// The mock as people serve it, with the suite's own document, on every transport.
final class MockUnderTest {
    private let program: Program
    private let folder: TestFolder
    private let addresses: [String]

    init() throws {
        folder = try TestFolder()
        let words = [
            "--quiet", "--unix", "\(folder.path)/http.sock",
            "--tcp", "newline:0", "--tcp", "content-length:0",
            "--unix-frames", "newline:\(folder.path)/lines.sock",
            "--unix-frames", "content-length:\(folder.path)/messages.sock",
        ]
        let program = try Program([Program.assay, "serve", ServerJudged.document] + words)
        addresses = (0..<7).compactMap { _ in program.nextLine() }
        self.program = program
    }

    /// The words of `assay run` that name the mock by one of its transports, such as `ws` or
    /// `unix+newline`; for `stdio+FRAMING` the run starts one of its own.
    func server(_ transport: String) throws -> [String] {
        let parts = transport.split(separator: "+").map(String.init)
        let framing = parts.count > 1 ? ["--framing", parts[1]] : []
        if parts[0] == "stdio" {
            let command = [
                Program.assay, "serve", ServerJudged.document, "--quiet", "--stdio", parts[1],
            ]
            return ["--server", command.map { "'\($0)'" }.joined(separator: " ")] + framing
        }
        let address = try #require(addresses.first { $0.hasPrefix(transport + ":") })
        return ["--server", address.replacing("+\(parts.last ?? ""):", with: ":")] + framing
    }
}
