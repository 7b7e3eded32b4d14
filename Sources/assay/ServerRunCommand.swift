import Conformance
import Harness
import Peers
import Reporting
import WireJSON

/// `assay run --server`: the server suite.
enum ServerRunCommand {
    /// The options that mean something for a server alone.
    static let options: [Arguments.Option] = [
        .init(
            name: "server", value: "ADDR|CMD",
            help: "judge a server: http://…, ws://…, tcp://HOST:PORT, unix:PATH, or a command"),
        .init(
            name: "framing", value: "NAME",
            help: "newline or content-length, on tcp://, unix: and the streams of a command"),
        .init(name: "method", value: "NAME", help: "a method of the server, without a document"),
        .init(name: "params", value: "JSON", help: "the parameters to call that method with"),
        .init(
            name: "transcript", value: "FILE",
            help: "replay this .io or .jsonl record instead of the suite; repeatable"),
        .init(name: "header", value: "'N: V'", help: "a header of each request; repeatable"),
        .init(name: "bearer-file", value: "FILE", help: "a file with the token to authorize with"),
        .init(name: "allow-remote", value: nil, help: "let the server be on another machine"),
        .init(name: "level", value: "NAME", help: "play must, should and must, or derived (all)"),
    ]

    /// What of a client's run means nothing for a server.
    private static let foreign = [
        "python", "sdk", "generator", "dispatch", "subject", "language", "profile", "suite", "jobs",
        "keep", "fresh", "config", "shard", "resume", "changed-since",
    ]

    static func run(_ arguments: Arguments, isConsole: Bool) throws(UsageError) -> Int32 {
        let options = try runOptions(arguments)
        let reports = try RunReports(arguments)
        let printer = RunPrinter(
            isConsole: isConsole, showsUnsupported: arguments.has("unsupported"), reports)
        let run = ServerRun(options) { printer.print($0) }
        Interrupt.forward(to: run.control)
        return reports.write(exitCode: run.judge().exitCode)
    }

    /// Options of a server's run are no use without a server.
    static func refuseStray(_ arguments: Arguments) throws(UsageError) {
        if let stray = options.first(where: { arguments.has($0.name) }) {
            throw UsageError("'--\(stray.name)' is about a server; name one with --server")
        }
    }

    private static func runOptions(_ arguments: Arguments) throws(UsageError) -> ServerRunOptions {
        if let stray = foreign.first(where: arguments.has) {
            throw UsageError("'--\(stray)' is about a client; a server's run does not take it")
        }
        guard arguments.operands.count <= 1 else {
            throw UsageError(
                "a server is held to one document; quote a command that has several words")
        }
        var options = ServerRunOptions(
            version: CommandLineTool.version, server: try address(arguments))
        options.document = arguments.operands.first
        options.call = try call(arguments)
        options.transcripts = arguments.all("transcript")
        options.headers = try headers(arguments)
        options.only = arguments.all("only").map(Glob.init)
        options.level = try level(arguments)
        options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 5))
        options.replay = replay(arguments)
        options.ledger = try arguments.ledgerOrder()
        options.floor = try arguments.floor()
        return options
    }

    private static func address(_ arguments: Arguments) throws(UsageError) -> ServerAddress {
        let text = arguments.value("server") ?? ""
        var framing: Framing?
        if let name = arguments.value("framing") {
            framing = Framing(rawValue: name)
            if framing == nil {
                throw UsageError("'--framing' is '\(name)'; it is newline or content-length")
            }
        }
        do {
            if let address = try ServerAddress.read(text, framing: framing) {
                guard address.isLocal || arguments.has("allow-remote") else {
                    throw UsageError(
                        "'\(text)' may be on another machine; --allow-remote says that it may")
                }
                return address
            }
            return try ServerAddress.process(command: text, framing: framing ?? .newline)
        } catch let error as UsageError {
            throw error
        } catch {
            throw UsageError("\(error)")
        }
    }

    private static func call(_ arguments: Arguments) throws(UsageError) -> KnownCall? {
        let text = arguments.value("params")
        guard let method = arguments.value("method") else {
            if text != nil { throw UsageError("'--params' go with a method; give --method") }
            return nil
        }
        guard let text else { return KnownCall(method: method, params: nil) }
        guard let params = try? JSONValue.read(text), params.array != nil || params.object != nil
        else { throw UsageError("'--params' is a JSON array or object") }
        return KnownCall(method: method, params: params)
    }

    private static func headers(
        _ arguments: Arguments
    ) throws(UsageError) -> [ServerCase.Header] {
        var headers: [ServerCase.Header] = []
        for text in arguments.all("header") {
            let parts = text.split(separator: ":", maxSplits: 1)
            let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            guard parts.count == 2, isPlain, !parts[0].contains(" ") else {
                throw UsageError("'--header' is 'NAME: VALUE' on one line")
            }
            let value = String(parts[1].drop { $0 == " " })
            headers.append(ServerCase.Header(name: String(parts[0]), value: value))
        }
        guard let token = try arguments.bearerToken() else { return headers }
        return headers + [ServerCase.Header(name: "Authorization", value: "Bearer \(token)")]
    }

    private static func level(_ arguments: Arguments) throws(UsageError) -> Check.Level {
        guard let name = arguments.value("level") else { return .derived }
        if let level = Check.Level(rawValue: name) { return level }
        throw UsageError("'--level' is '\(name)'; it is must, should or derived")
    }

    /// The command that repeats the run; headers may be secret and are not in it.
    private static func replay(_ arguments: Arguments) -> String {
        let named = ["server", "framing", "method", "params", "bearer-file", "timeout"]
        var words = named.compactMap { name in
            arguments.value(name).map { " --\(name) \(RunInfo.quoted($0))" }
        }
        words += arguments.all("transcript").map { " --transcript \(RunInfo.quoted($0))" }
        return "assay run --seed \(arguments.value("seed") ?? "1")" + words.joined()
            + (arguments.has("allow-remote") ? " --allow-remote" : "")
    }
}
