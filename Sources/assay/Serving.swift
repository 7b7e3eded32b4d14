import Diagnostics
import Dispatch
import Glibc
import Harness
import Peers
import Synchronization
import WireJSON

/// One run of `assay serve`.
final class Serving: Sendable {
    private let options: ServeOptions
    private let service: MockService
    private let mock: MockServer
    private let source: Source
    private let recording: Recording?

    /// How long calls under way may take to end once the server is stopped.
    private static let grace: Duration = .seconds(5)

    /// The document as it is served.
    private final class Source: Sendable {
        let bytes: Mutex<[UInt8]>
        init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes) }
    }

    /// Nil when something that it was given cannot be used; why has then been said.
    init?(_ options: ServeOptions) {
        self.options = options
        var document: JSONValue?
        var bytes: [UInt8] = []
        if let path = options.document {
            guard let (text, value) = Self.readJSON(path) else { return nil }
            (bytes, document) = (text, value)
        }
        var transcripts: [Transcript] = []
        for path in options.replays {
            guard let transcript = TranscriptFile.read(path) else { return nil }
            transcripts.append(transcript)
        }
        source = Source(bytes)
        service = MockService(
            document: MockDocument(document, seed: options.seed, isStateful: options.isStateful),
            replay: transcripts.isEmpty ? nil : Replay(transcripts), fallsBack: options.fallsBack)
        recording = options.record.map(Recording.init) ?? nil
        if options.record != nil, recording == nil { return nil }
        mock = MockServer(
            hosted: service, by: Self.host(options, service, source, recording),
            gate: Self.gate(options))
        mock.load(MockScript(afterwards: .documentBehaviour, steering: options.steering))
    }

    /// No page from elsewhere may use the browser of whoever develops here.
    private static func gate(_ options: ServeOptions) -> MockGate {
        MockGate(
            token: options.token, keepsForeignPagesOut: true, hosts: [options.host.lowercased()])
    }

    private static func host(
        _ options: ServeOptions, _ service: MockService, _ source: Source, _ recording: Recording?
    ) -> MockHost {
        var host = MockHost()
        host.latency = options.latency
        host.resource = { path, showsHTML in
            if path == "/openrpc.json", options.document != nil {
                return MockHost.Resource(
                    contentType: "application/json", body: source.bytes.withLock { $0 })
            }
            return StatusPage(service.document).resource(at: path, showsHTML: showsHTML)
        }
        let isQuiet = options.isQuiet
        host.observe = { observation in
            recording?.note(observation)
            if !isQuiet { for line in observation.lines { Output.note(line) } }
        }
        return host
    }

    /// Serves until it is stopped, or its one caller on standard input has gone.
    func run() -> Int32 {
        MockServer.raiseDescriptorLimit()
        // Whoever reads an address may stop us at once.
        let stopped = Interrupt.arrivals()
        do {
            let addresses = try listen()
            for address in addresses {
                options.stdio == nil ? Output.line(address) : Output.complain(address)
            }
        } catch {
            Output.complain("assay: \(error)")
            mock.stop()
            return ExitCode.inconclusive
        }
        if options.isExposed {
            Output.complain(
                "assay: warning: '\(options.host)' is no loopback address; "
                    + "whoever reaches it can call"
            )
        }
        let watch = options.document.map { FileWatch($0) }
        Interrupt.wait(for: stopped, alongside: caller()) {
            if watch?.hasChanged() ?? false { self.reload() }
        }
        mock.drain(atMost: Self.grace + options.latency)
        return recording?.isWhole ?? true ? ExitCode.asExpected : ExitCode.inconclusive
    }

    private func listen() throws(SocketFault) -> [String] {
        var addresses: [String] = []
        if let port = options.port {
            let opened = try mock.listenTCP(host: options.host, port: port)
            addresses += ["http://\(named(opened))/", "ws://\(named(opened))/"]
        }
        for path in options.unix {
            try mock.listenUnix(path: path)
            addresses.append("unix:\(path)")
        }
        for (framing, port) in options.tcpFrames {
            let opened = try mock.listenTCP(
                host: options.host, port: port, speaking: .frames(framing))
            addresses.append("tcp+\(framing.name)://\(named(opened))")
        }
        for frames in options.unixFrames {
            try mock.listenUnix(path: frames.place, speaking: .frames(frames.framing))
            addresses.append("unix+\(frames.framing.name):\(frames.place)")
        }
        return addresses
    }

    private func named(_ port: UInt16) -> String {
        options.host.contains(":") ? "[\(options.host)]:\(port)" : "\(options.host):\(port)"
    }

    /// The work of serving standard input; nil when that was not asked for.
    private func caller() -> (@Sendable () -> Void)? {
        guard let framing = options.stdio else { return nil }
        return { [mock] in
            do throws(SocketFault) {
                try mock.serve(input: STDIN_FILENO, output: STDOUT_FILENO, speaking: framing)
            } catch {
                Output.complain("assay: \(error)")
            }
        }
    }
}

// The document's file.

extension Serving {
    private func reload() {
        guard let path = options.document else { return }
        guard let (bytes, value) = Self.readJSON(path) else {
            Output.complain("assay: the text of '\(path)' before this is still served")
            return
        }
        source.bytes.withLock { $0 = bytes }
        service.document = MockDocument(
            value, seed: options.seed, isStateful: options.isStateful)
        Output.complain(
            "assay: '\(path)' has changed; its new text is served, and nothing is stored")
    }

    /// Reads a document that need only be JSON; prints why when it is not.
    static func readJSON(_ path: String) -> ([UInt8], JSONValue)? {
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

extension Framing {
    fileprivate var name: String {
        switch self {
        case .newline: "newline"
        case .contentLength: "content-length"
        }
    }
}
