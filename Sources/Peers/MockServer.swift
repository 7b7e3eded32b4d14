// Peers: the other side of every exchange: a mock server for generated clients. It reads a document
// through WireJSON alone, answers as its script or the document says, records every byte, and
// judges nothing.

package import JSONRPC
package import WireJSON

/// A JSON-RPC service on TCP and Unix sockets and pairs of descriptors, one thread for each
/// connection. Over HTTP/1.1 calls are taken by `POST` to any path, `GET` serves `/`, `/health` and
/// `/openrpc.json`, and a WebSocket opens at any path.
package final class MockServer: Sendable {
    let limits: MockLimits
    let gate: MockGate
    /// Subprotocols of WebSockets, the most wanted first; of those that a caller offers one is
    /// chosen.
    let subprotocols: [String]
    let play: Play
    package let service: MockService
    let host: MockHost
    private let documentBytes: [UInt8]?
    let visitors: Visitors
    let doors = Doors()

    /// The document decides what is answered until a script is loaded. Recording costs a copy of
    /// each exchange until it is taken.
    package init(
        document: JSONValue?, documentBytes: [UInt8]?, seed: UInt64 = 0,
        limits: MockLimits = MockLimits(), gate: MockGate = MockGate(),
        subprotocols: [String] = [], isRecording: Bool
    ) {
        self.limits = limits
        self.gate = gate
        self.subprotocols = subprotocols
        self.documentBytes = documentBytes
        service = MockService(document: MockDocument(document, seed: seed), limits: limits)
        host = MockHost()
        visitors = Visitors(limit: limits.connections)
        play = Play(isRecording: isRecording, recordedBytes: limits.recordedBytes)
    }

    /// A server for people: nothing is recorded, and the host has its say.
    package init(
        hosted service: MockService, by host: MockHost, limits: MockLimits = MockLimits(),
        gate: MockGate = MockGate()
    ) {
        self.limits = limits
        self.gate = gate
        visitors = Visitors(limit: limits.connections)
        self.service = service
        self.host = host
        subprotocols = []
        documentBytes = nil
        play = Play(isRecording: false, recordedBytes: limits.recordedBytes)
    }
}

// Cases.

extension MockServer {
    /// Replaces the behaviour for the next case, clears the recording, and lets go of callers that
    /// still wait for a delayed reply of the case before.
    package func load(_ script: MockScript) {
        play.load(script)
        visitors.interruptHeld()
    }

    /// Every exchange that has begun since the last `load` or `takeRecording`, in the order in
    /// which the requests were complete; one that has no reply yet has an empty response.
    package func takeRecording() -> [Exchange] { play.take() }
}

// Resources.

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
