import Glibc
import Peers

/// What `assay serve` was asked for.
struct ServeOptions {
    /// Something to listen on that carries bare messages.
    struct Frames {
        var framing: Framing
        /// A port or a path.
        var place: String
    }

    var document: String?
    var host: String
    /// Nil where HTTP was not asked for.
    var port: UInt16?
    var unix: [String]
    var tcpFrames: [(framing: Framing, port: UInt16)] = []
    var unixFrames: [Frames] = []
    var stdio: Framing?
    var seed: UInt64
    var latency: Duration
    var isStateful: Bool
    var isQuiet: Bool
    /// What callers over HTTP and WebSockets must bear; nil where anybody may call.
    var token: String?
    /// What is to go wrong on purpose.
    var steering: [Steering]
    var record: String?
    var replays: [String]
    /// Whether calls without a recorded reply are the document's to answer.
    var fallsBack: Bool

    static let all: [Arguments.Option] = [
        .init(
            name: "port", value: "N", help: "TCP port of HTTP and WebSocket (default: a free one)"),
        .init(name: "host", value: "ADDRESS", help: "listen here instead of on 127.0.0.1"),
        .init(name: "unix", value: "PATH", help: "also serve HTTP on this Unix socket"),
        .init(
            name: "tcp", value: "FRAMING:N",
            help: "also serve bare messages on a port, framed by 'newline' or 'content-length'"),
        .init(name: "unix-frames", value: "FRAMING:PATH", help: "the same on a Unix socket"),
        .init(
            name: "stdio", value: "FRAMING",
            help: "serve one caller on standard input and output; no HTTP without --port"),
        .init(name: "seed", value: "N", help: "seed of the sampled values (default: 1)"),
        .init(name: "stateless", value: nil, help: "remember nothing: no family of methods stores"),
        .init(name: "latency", value: "MS", help: "hold every reply back for so long"),
        .init(
            name: "record", value: "FILE",
            help: "write calls and replies to a new file: JSON Lines to .jsonl, else '.io'"),
        .init(name: "replay", value: "FILE", help: "answer recorded requests as recorded"),
        .init(
            name: "unrecorded", value: "WAY",
            help: "other calls with --replay: 'document' (default) or 'error'"),
        Arguments.aberrationOption,
        .init(
            name: "bearer-file", value: "FILE",
            help: "a file with the token that callers must bear; not over bare messages"),
        .init(name: "quiet", value: nil, help: "write no line for each call"),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        replays = arguments.all("replay")
        guard arguments.operands.count <= 1, !arguments.operands.isEmpty || !replays.isEmpty else {
            throw UsageError("serve takes one document, or none beside --replay")
        }
        document = arguments.operands.first
        host = arguments.value("host") ?? "127.0.0.1"
        unix = arguments.all("unix")
        stdio = try arguments.value("stdio").map { text throws(UsageError) in
            try Self.framing(text, "stdio")
        }
        for text in arguments.all("tcp") {
            let (framing, place) = try Self.frames(text, "tcp")
            guard let port = UInt16(place) else {
                throw UsageError(
                    "'--tcp' is '\(text)'; after the ':' stands a port, 0 for a free one")
            }
            tcpFrames.append((framing, port))
        }
        for text in arguments.all("unix-frames") {
            let (framing, place) = try Self.frames(text, "unix-frames")
            unixFrames.append(Frames(framing: framing, place: place))
        }
        let number = try arguments.integer("port", in: 0...65_535, or: 0)
        port = stdio != nil && !arguments.has("port") ? nil : UInt16(number)
        seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        latency = .milliseconds(try arguments.integer("latency", in: 0...600_000, or: 0))
        isStateful = !arguments.has("stateless")
        isQuiet = arguments.has("quiet")
        token = try arguments.bearerToken()
        steering = try arguments.steering()
        record = arguments.value("record")
        let way = arguments.value("unrecorded") ?? "document"
        guard way == "document" || way == "error" else {
            throw UsageError("'--unrecorded' is '\(way)'; it is 'document' or 'error'")
        }
        if arguments.has("unrecorded"), replays.isEmpty {
            throw UsageError("'--unrecorded' is for '--replay'; name a transcript")
        }
        fallsBack = way == "document"
        guard token == nil || tcpFrames.isEmpty && unixFrames.isEmpty else {
            throw UsageError("bare messages cannot bear a token; leave out '--bearer-file'")
        }
    }

    private static func frames(_ text: String, _ option: String) throws(UsageError) -> (
        Framing, String
    ) {
        guard let colon = text.firstIndex(of: ":") else {
            throw UsageError("'--\(option)' is '\(text)'; it is 'newline:…' or 'content-length:…'")
        }
        return (
            try framing(String(text[..<colon]), option), String(text[text.index(after: colon)...])
        )
    }

    private static func framing(_ text: String, _ option: String) throws(UsageError) -> Framing {
        switch text {
        case "newline": return .newline
        case "content-length": return .contentLength
        default:
            throw UsageError(
                "'--\(option)' frames by '\(text)'; it is 'newline' or 'content-length'")
        }
    }

    /// Whether strangers on the network can call.
    var isExposed: Bool {
        !(host == "localhost" || host == "::1" || host.hasPrefix("127."))
    }
}
