import Glibc
import JSONRPC
import WireJSON

/// One connection that speaks HTTP, read and answered by one thread, request after request.
final class HTTPConnection {
    /// What has come of the request at hand.
    struct Arrival {
        var head: HTTPHead?
        var record = Play.Record()
        var ticket: Play.Ticket?
        /// The case in which it came.
        var round = 0
    }

    /// What becomes of the connection after a request.
    private enum Sequel { case next, end, webSocket }

    let wire: Wire
    let server: MockServer
    let visit: Visit
    var limits: MockLimits { server.limits }
    /// Whether the caller is on this machine for sure.
    private let isLocal: Bool
    /// When the request at hand must be complete; nil until its first part has come alone.
    var deadline: ContinuousClock.Instant?

    /// How long a reply that never comes is held back.
    private static let stalling: Duration = .seconds(24 * 3600)
    /// Replies of pipelined requests wait for each other up to this size.
    private static let outgoingBytes = 64 << 10

    init(_ wire: Wire, of server: MockServer, on visit: Visit) {
        self.wire = wire
        self.server = server
        self.visit = visit
        isLocal = Socket.isUnix(wire.input)
    }

    /// Serves until either side has had enough; the descriptor stays open.
    func run() {
        while true {
            switch serveOne() {
            case .next: continue
            case .end: return
            case .webSocket:
                let codec = WebSocketCodec(limit: limits.bodyBytes)
                MessageConnection(wire, codec, .webSocket, of: server, on: visit).run()
                return
            }
        }
    }

    /// Reads and answers one request.
    private func serveOne() -> Sequel {
        var arrival = Arrival()
        deadline = nil
        do {
            guard try readHead(&arrival) else { return .end }
            try readBody(&arrival)
        } catch {
            return refuse(&arrival, with: error.status)
        }
        let head = arrival.head ?? HTTPHead()
        let refusal = server.gate.refusal(of: head, isLocal: isLocal)
        let isHandshake = head.fields.asksForWebSocket && !head.isOldVersion
        if isHandshake { arrival.record.role = .handshake }
        let isCall = head.verb == .post && !isHandshake && refusal == nil
        let admission = server.play.arrive(arrival.record, isCall: isCall)
        arrival.ticket = admission.ticket
        arrival.round = admission.round
        if case .overflow = admission.answer { return refuse(&arrival, with: 503) }
        if let refusal { return send(refusal, arrival) }
        if isHandshake { return shakeHands(head, arrival, admission.steering) }
        guard isCall else { return send(server.resource(head), arrival) }
        let steps = server.steps(for: arrival.record.requestBody, over: .http, by: admission)
        return perform(steps, arrival)
    }
}

// Answering.

extension HTTPConnection {
    private func perform(_ steps: [Step], _ arrival: Arrival) -> Sequel {
        var rest = steps[...]
        var sequel: Sequel?
        while let step = rest.popFirst() {
            switch step {
            case .wait(let time):
                guard wire.flush(), hold(for: time, in: arrival.round) else { return .end }
            case .emit, .complain: continue
            case .reply(let text): sequel = send(.json(text), arrival)
            case .raw(let body, let status, let contentType):
                sequel = send(HTTPReply(status, contentType, body), arrival)
            case .carry(let text, let carriage):
                let (head, body) = layOut(.rpc(text), arrival)
                rest = carriage.acts(for: .http(head: head, body: body)).map { Step($0) } + rest
            case .bytes(let bytes): sequel = sendPiece(bytes, arrival)
            case .stall:
                if wire.flush() { _ = hold(for: Self.stalling, in: arrival.round) }
                return .end
            case .end:
                if wire.flush() { linger(arrival) }
                return .end
            case .reset:
                if wire.flush() { wire.resetOnClose() }
                return .end
            }
            if case .end? = sequel { return .end }
        }
        return sequel ?? send(.nothing, arrival)
    }

    /// Sends bytes that need be no reply; pieces stay pieces.
    private func sendPiece(_ bytes: [UInt8], _ arrival: Arrival) -> Sequel {
        server.play.amend(arrival.ticket) { $0.appendBytes(bytes) }
        wire.outgoing += bytes
        return wire.flush() ? .next : .end
    }

    /// Holds a reply back; false when there is nobody left to give it to, or the case is over.
    private func hold(for time: Duration, in round: Int) -> Bool {
        visit.hold()
        defer { visit.release() }
        // Either the next `load` sees that this one is held, or this sees that there was one.
        guard server.play.isCurrent(round) else { return false }
        return Socket.wait(wire.input, for: 0, atMost: time) == 0
    }

    private func shakeHands(
        _ head: HTTPHead, _ arrival: Arrival, _ steering: [Steering]
    ) -> Sequel {
        let reply = WebSocketHandshake.answer(head, subprotocols: server.subprotocols)
        guard reply.status == 101 else { return send(reply, arrival) }
        let bytes = reply.head(connection: "Upgrade")
        let acts = steering.compactMap { $0.handshake(instead: bytes) }.first ?? [.send(bytes)]
        server.play.amend(arrival.ticket) { record in
            for case .send(let bytes) in acts { record.responseHead += bytes }
        }
        for case .send(let bytes) in acts { wire.outgoing += bytes }
        guard acts.contains(.end) else { return .webSocket }
        if wire.flush() { linger(arrival) }
        return .end
    }

    /// Makes a reply ready; the connection's last has been sent on return.
    private func send(_ reply: HTTPReply, _ arrival: Arrival) -> Sequel {
        let isKept = isKept(after: arrival)
        let (head, body) = layOut(reply, arrival)
        // Recorded first: once the caller has the reply, the recording may be taken.
        server.play.amend(arrival.ticket) { $0.appendReply(head, body) }
        wire.outgoing += head
        wire.outgoing += body
        if isKept {
            return wire.outgoing.count < Self.outgoingBytes || wire.flush() ? .next : .end
        }
        if wire.flush() { linger(arrival) }
        return .end
    }

    private func layOut(
        _ reply: HTTPReply, _ arrival: Arrival
    ) -> (head: [UInt8], body: [UInt8]) {
        var reply = reply
        reply.fields += arrival.head.map(server.gate.permissions) ?? []
        let isOld = arrival.head?.isOldVersion ?? false
        let isKept = isKept(after: arrival)
        let head = reply.head(connection: isKept ? (isOld ? "keep-alive" : nil) : "close")
        return (head, arrival.head?.verb == .head ? [] : reply.body)
    }

    /// Whether another request may follow.
    private func isKept(after arrival: Arrival) -> Bool {
        arrival.head?.isKeptAlive ?? false && !server.doors.isClosing
    }

    private func linger(_ arrival: Arrival) {
        wire.linger { rest in server.play.amend(arrival.ticket) { $0.appendRest(rest) } }
    }

    /// Answers what cannot be answered otherwise and ends the connection: nobody can tell where its
    /// next request would begin.
    private func refuse(_ arrival: inout Arrival, with status: Int) -> Sequel {
        arrival.head?.isKeptAlive = false
        if arrival.ticket == nil {
            arrival.record.appendRest(wire.intake.take())
            arrival.ticket = server.play.arrive(arrival.record, isCall: false).ticket
        }
        return send(.bare(status), arrival)
    }
}

extension Play.Record {
    /// Adds a reply; one after the first is no part of HTTP any more and counts as content.
    fileprivate mutating func appendReply(_ head: [UInt8], _ body: [UInt8]) {
        if responseHead.isEmpty {
            responseHead = head
            responseBody = body
        } else {
            responseBody += head + body
        }
    }

    /// Adds bytes of a reply of whatever kind: what ends with an empty line is its head.
    fileprivate mutating func appendBytes(_ bytes: [UInt8]) {
        let known = responseHead + responseBody + bytes
        let end = known.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A])?.upperBound ?? known.endIndex
        responseHead = Array(known[..<end])
        responseBody = Array(known[end...])
    }

    /// Adds bytes that came where no request could be made out any more, up to a mebibyte of them.
    fileprivate mutating func appendRest(_ bytes: [UInt8]) {
        let bytes = bytes.prefix(max(0, (1 << 20) - requestBody.count))
        if requestHead.isEmpty {
            requestHead += bytes
        } else if codedRequestBody != nil {
            codedRequestBody?.append(contentsOf: bytes)
        } else {
            requestBody += bytes
        }
    }
}
