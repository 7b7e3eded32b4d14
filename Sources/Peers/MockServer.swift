// Peers: the other side of every exchange: a mock server for generated clients. It reads a document
// through WireJSON alone, answers as its script or the document says, records every byte, and
// judges nothing.

import Glibc
package import JSONRPC
import Synchronization
package import WireJSON

/// A JSON-RPC service over HTTP/1.1, on TCP and Unix sockets, one thread for each connection. Calls
/// are taken by `POST` to any path; `GET` serves `/`, `/health` and `/openrpc.json`.
package final class MockServer: Sendable {
    let limits: MockLimits
    let play: Play
    let service: MockService
    private let documentBytes: [UInt8]?
    private let state = Mutex(State())
    private let bell = Bell()

    private struct State {
        var isStopped = false
        var accepting: [PosixThread] = []
        var visitors: [Int32: Visitor] = [:]
        /// Threads past their last work that nobody has joined.
        var finished: [PosixThread] = []
        var paths: [String] = []
    }

    private struct Visitor {
        var thread: PosixThread
        /// Whether a scripted delay is running.
        var isHeld = false
    }

    /// The document decides what is answered until a script is loaded. Recording costs a copy of
    /// each exchange until it is taken.
    package init(
        document: JSONValue?, documentBytes: [UInt8]?, seed: UInt64 = 0,
        limits: MockLimits = MockLimits(), isRecording: Bool
    ) {
        self.limits = limits
        self.documentBytes = documentBytes
        service = MockService(document: MockDocument(document, seed: seed))
        play = Play(isRecording: isRecording, recordedBytes: limits.recordedBytes)
    }
}

// MARK: - Cases

extension MockServer {
    /// Replaces the behaviour for the next case, clears the recording, and lets go of callers that
    /// still wait for a delayed reply of the case before.
    package func load(_ script: MockScript) {
        play.load(script)
        state.withLock { state in
            for (descriptor, visitor) in state.visitors where visitor.isHeld {
                shutdown(descriptor, Int32(SHUT_RDWR))
            }
        }
    }

    /// Every exchange that has begun since the last `load` or `takeRecording`, in the order in
    /// which the requests were complete; one that has no reply yet has an empty response.
    package func takeRecording() -> [Exchange] { play.take() }

    /// Holds a reply back; false when there is nobody left to give it to, or the case is over.
    func hold(_ descriptor: Int32, for time: Duration, in round: Int) -> Bool {
        setHeld(true, descriptor)
        defer { setHeld(false, descriptor) }
        // Either the next `load` sees that this one is held, or this sees that there was one.
        guard play.isCurrent(round) else { return false }
        return Socket.wait(descriptor, for: 0, atMost: time) == 0
    }

    private func setHeld(_ isHeld: Bool, _ descriptor: Int32) {
        state.withLock { $0.visitors[descriptor]?.isHeld = isHeld }
    }
}

// MARK: - Listening

extension MockServer {
    /// Listens on an address and says which port it is; port 0 takes a free one.
    package func listenTCP(
        host: String = "127.0.0.1", port: UInt16 = 0
    ) throws(SocketFault) -> UInt16 {
        let (descriptor, port) = try Socket.listenTCP(host: host, port: port)
        try serve(listener: descriptor)
        return port
    }

    /// Listens on a Unix socket made at that path and removed when the server stops.
    package func listenUnix(path: String) throws(SocketFault) {
        let descriptor = try Socket.listenUnix(path: path)
        state.withLock { $0.paths.append(path) }
        try serve(listener: descriptor)
    }

    /// Serves a listening socket made elsewhere, which is closed when the server stops.
    package func serve(listener: Int32) throws(SocketFault) {
        _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
        let thread = state.withLock { state in
            guard !state.isStopped else { return nil as PosixThread? }
            let thread = PosixThread.start { self.accept(from: listener) }
            if let thread { state.accepting.append(thread) }
            return thread
        }
        if thread == nil {
            close(listener)
            throw SocketFault("cannot serve a listening socket", errno: EAGAIN)
        }
    }

    /// Takes connections until the bell rings.
    private func accept(from listener: Int32) {
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
                admit(descriptor)
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
    private func admit(_ descriptor: Int32) {
        let isAdmitted = state.withLock { state in
            guard !state.isStopped, state.visitors.count < limits.connections else { return false }
            // The thread cannot leave before it is known: leaving takes this lock.
            let thread = PosixThread.start {
                Connection(descriptor, of: self).run()
                self.leave(descriptor)
            }
            state.visitors[descriptor] = thread.map { Visitor(thread: $0) }
            return thread != nil
        }
        if isAdmitted { return }
        let reply = HTTPReply.bare(503)
        let bytes = reply.head(connection: "close") + reply.body
        _ = bytes.withUnsafeBytes { Socket.send($0, to: descriptor) }
        close(descriptor)
    }

    /// A connection's thread ends; it sees off those that ended before it.
    private func leave(_ descriptor: Int32) {
        let others = state.withLock { state in
            let visitor = state.visitors.removeValue(forKey: descriptor)
            // Within the lock: `stop` must not shut down whatever gets this number next.
            close(descriptor)
            guard !state.isStopped else { return [] as [PosixThread] }
            defer { state.finished = visitor.map { [$0.thread] } ?? [] }
            return state.finished
        }
        for other in others { other.join() }
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
            for descriptor in state.visitors.keys { shutdown(descriptor, Int32(SHUT_RDWR)) }
            defer { state.finished = [] }
            return state.visitors.values.map(\.thread) + state.finished
        }
        for thread in threads { thread.join() }
    }
}

// MARK: - Resources

extension MockServer {
    /// What there is beside the calls.
    func resource(_ head: HTTPHead?) -> HTTPReply {
        switch head?.verb {
        case .get, .head: return resource(at: head?.path ?? [])
        case .options:
            var reply = HTTPReply.nothing
            reply.allowed = Self.verbs
            return reply
        default: return .bare(405, allowed: Self.verbs)
        }
    }

    private static let verbs = "GET, HEAD, OPTIONS, POST"

    private func resource(at path: ArraySlice<UInt8>) -> HTTPReply {
        switch String(decoding: path, as: UTF8.self) {
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
