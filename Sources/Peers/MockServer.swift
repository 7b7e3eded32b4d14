// Peers: the other side of every exchange: a mock server for generated clients. It reads a document
// through WireJSON alone, answers as its script or the document says, records every byte, and
// judges nothing.

import Glibc
package import JSONRPC
import Synchronization
package import WireJSON

/// A JSON-RPC service on TCP and Unix sockets and pairs of descriptors, one thread for each
/// connection. Over HTTP/1.1 calls are taken by `POST` to any path, `GET` serves `/`, `/health` and
/// `/openrpc.json`, and a WebSocket opens at any path.
package final class MockServer: Sendable {
    let limits: MockLimits
    let play: Play
    package let service: MockService
    let host: MockHost
    private let documentBytes: [UInt8]?
    private let state = Mutex(State())
    /// Rings when the server stops.
    let bell = Bell()
    /// Subprotocols of WebSockets, the most wanted first; of those that a caller offers one is
    /// chosen.
    let subprotocols: [String]

    private struct State {
        var isStopped = false
        var accepting: [PosixThread] = []
        var visits: [ObjectIdentifier: (visit: Visit, thread: PosixThread)] = [:]
        /// Threads past their last work that nobody has joined.
        var finished: [PosixThread] = []
        var paths: [String] = []
    }

    /// The document decides what is answered until a script is loaded. Recording costs a copy of
    /// each exchange until it is taken.
    package init(
        document: JSONValue?, documentBytes: [UInt8]?, seed: UInt64 = 0,
        limits: MockLimits = MockLimits(), subprotocols: [String] = [], isRecording: Bool
    ) {
        self.limits = limits
        self.subprotocols = subprotocols
        self.documentBytes = documentBytes
        service = MockService(document: MockDocument(document, seed: seed))
        host = MockHost()
        play = Play(isRecording: isRecording, recordedBytes: limits.recordedBytes)
    }

    /// A server for people: nothing is recorded, and the host has its say.
    package init(
        hosted service: MockService, by host: MockHost, limits: MockLimits = MockLimits()
    ) {
        self.limits = limits
        self.service = service
        self.host = host
        subprotocols = []
        documentBytes = nil
        play = Play(isRecording: false, recordedBytes: limits.recordedBytes)
    }
}

// MARK: - Cases

extension MockServer {
    /// Replaces the behaviour for the next case, clears the recording, and lets go of callers that
    /// still wait for a delayed reply of the case before.
    package func load(_ script: MockScript) {
        play.load(script)
        state.withLock { state in
            for (visit, _) in state.visits.values where visit.isHeld { visit.interrupt() }
        }
    }

    /// Every exchange that has begun since the last `load` or `takeRecording`, in the order in
    /// which the requests were complete; one that has no reply yet has an empty response.
    package func takeRecording() -> [Exchange] { play.take() }
}

// MARK: - Listening

extension MockServer {
    /// Listens on an address and says which port it is; port 0 takes a free one.
    package func listenTCP(
        host: String = "127.0.0.1", port: UInt16 = 0, speaking speech: Speech = .http
    ) throws(SocketFault) -> UInt16 {
        let (descriptor, port) = try Socket.listenTCP(host: host, port: port)
        try serve(listener: descriptor, speaking: speech)
        return port
    }

    /// Listens on a Unix socket made at that path and removed when the server stops.
    package func listenUnix(
        path: String, speaking speech: Speech = .http
    ) throws(SocketFault) {
        let descriptor = try Socket.listenUnix(path: path)
        state.withLock { $0.paths.append(path) }
        try serve(listener: descriptor, speaking: speech)
    }

    /// Serves a listening socket made elsewhere, which is closed when the server stops.
    package func serve(
        listener: Int32, speaking speech: Speech = .http
    ) throws(SocketFault) {
        _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
        let thread = state.withLock { state in
            guard !state.isStopped else { return nil as PosixThread? }
            let thread = PosixThread.start { self.accept(from: listener, speaking: speech) }
            if let thread { state.accepting.append(thread) }
            return thread
        }
        if thread == nil {
            close(listener)
            throw SocketFault("cannot serve a listening socket", errno: EAGAIN)
        }
    }

    /// Takes connections until the bell rings.
    private func accept(from listener: Int32, speaking speech: Speech) {
        defer { close(listener) }
        while true {
            var items = [
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
                pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&items, 2, -1)
            if items[1].revents != 0 { return }
            guard count > 0 else { continue }
            if let descriptor = Socket.accept(listener) {
                admit(descriptor, speaking: speech)
            } else if errno == EINVAL {
                // Whoever made the listener has shut it down.
                return
            } else if errno != EAGAIN, errno != ECONNABORTED, errno != EINTR {
                // Out of descriptors, most likely: whoever waits can wait a little longer.
                _ = Socket.wait(bell.descriptor, for: Int32(POLLIN), atMost: .milliseconds(20))
            }
        }
    }

    /// Gives a connection a thread of its own, or turns it away.
    private func admit(_ descriptor: Int32, speaking speech: Speech) {
        let visit = Visit(socket: descriptor)
        let isAdmitted = begin(visit) { [self] in
            let wire = Wire(socket: descriptor, limits: limits)
            switch speech {
            case .http: HTTPConnection(wire, of: self, on: visit).run()
            case .frames(let framing): serve(wire, framing, on: visit)
            }
        }
        if isAdmitted { return }
        if speech == .http {
            let reply = HTTPReply.bare(503)
            let bytes = reply.head(connection: "close") + reply.body
            _ = bytes.withUnsafeBytes { Socket.send($0, to: descriptor) }
        }
        close(descriptor)
    }

    private func serve(_ wire: Wire, _ framing: Framing, on visit: Visit) {
        let codec: any MessageCodec =
            switch framing {
            case .newline: LineCodec(limit: limits.bodyBytes)
            case .contentLength:
                LengthCodec(limit: limits.bodyBytes, headLimit: limits.headBytes)
            }
        MessageConnection(wire, codec, .frames, of: self, on: visit).run()
    }

    /// Begins a visit in a thread of its own; false when there is no room for it.
    private func begin(_ visit: Visit, _ body: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard !state.isStopped, state.visits.count < limits.connections else { return false }
            // The thread cannot leave before it is known: leaving takes this lock.
            let thread = PosixThread.start {
                body()
                self.leave(visit)
            }
            state.visits[ObjectIdentifier(visit)] = thread.map { (visit, $0) }
            return thread != nil
        }
    }

    /// A connection's thread ends; it sees off those that ended before it.
    private func leave(_ visit: Visit) {
        let others = state.withLock { state in
            let own = state.visits.removeValue(forKey: ObjectIdentifier(visit))
            // Within the lock: `stop` must not shut down whatever gets this number next.
            visit.end()
            guard !state.isStopped else { return [] as [PosixThread] }
            defer { state.finished = own.map { [$0.thread] } ?? [] }
            return state.finished
        }
        for other in others { other.join() }
    }

    /// Serves one caller that writes to one descriptor and reads from another, until it says no
    /// more and has had its replies, or the server stops; the descriptors stay open.
    package func serve(
        input: Int32, output: Int32, speaking framing: Framing
    ) throws(SocketFault) {
        let visit = Visit(socket: nil)
        let over = Bell()
        let isBegun = begin(visit) { [self] in
            serve(Wire(input: input, output: output, limits: limits), framing, on: visit)
            over.ring()
        }
        guard isBegun else {
            throw SocketFault("cannot serve a pair of descriptors", errno: EAGAIN)
        }
        _ = Socket.wait([(over.descriptor, Int32(POLLIN))], until: nil)
    }

    /// Closes listeners and connections and returns when their threads are gone; once is enough.
    package func stop() {
        let (accepting, paths) = state.withLock { state in
            defer {
                state.isStopped = true
                state.accepting = []
                state.paths = []
            }
            return (state.accepting, state.paths)
        }
        bell.ring()
        for thread in accepting { thread.join() }
        for path in paths { unlink(path) }
        // From here on nobody else joins: `leave` keeps off once the server has stopped.
        let threads = state.withLock { state in
            for (visit, _) in state.visits.values { visit.interrupt() }
            defer { state.finished = [] }
            return state.visits.values.map(\.thread) + state.finished
        }
        for thread in threads { thread.join() }
    }
}

// MARK: - Resources

extension MockServer {
    /// What there is beside the calls.
    func resource(_ head: HTTPHead?) -> HTTPReply {
        switch head?.verb {
        case .get, .head:
            let path = String(decoding: head?.path ?? [], as: UTF8.self)
            let showsHTML = head?.fields.showsHTML ?? false
            return host.resource?(path, showsHTML).map(HTTPReply.init) ?? resource(at: path)
        case .options:
            return HTTPReply(204, allowed: Self.verbs)
        default: return .bare(405, allowed: Self.verbs)
        }
    }

    private static let verbs = "GET, HEAD, OPTIONS, POST"

    private func resource(at path: String) -> HTTPReply {
        switch path {
        case "/": return .text(200, Self.greeting)
        case "/health": return .json(Array(#"{"status":"ok"}"#.utf8))
        case "/openrpc.json":
            return documentBytes.map(HTTPReply.json) ?? .bare(404)
        case "/rpc": return .bare(405, allowed: "OPTIONS, POST")
        default: return .bare(404)
        }
    }

    private static let greeting =
        "JSON-RPC 2.0: POST to / or /rpc; the document: GET /openrpc.json; also GET /health"
}
