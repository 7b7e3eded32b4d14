import Glibc
import WireJSON

/// One connection, read and answered by one thread, request after request.
final class Connection {
    /// What has come of the request at hand.
    struct Arrival {
        var head: HTTPHead?
        var record = Play.Record()
        var ticket: Play.Ticket?
        /// The case in which it came.
        var round = 0
    }

    let descriptor: Int32
    let server: MockServer
    var limits: MockLimits { server.limits }
    var intake = Intake()
    /// Replies that are ready; they leave together before anything more is read.
    var output: [UInt8] = []
    /// When the request at hand must be complete; nil until its first part has come alone.
    var deadline: ContinuousClock.Instant?
    /// Whether the caller will send nothing more.
    var hasEnded = false
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    /// Replies of pipelined requests wait for each other up to this size.
    private static let outputBytes = 64 << 10
    /// How long a caller may go on talking after the last reply before the connection is cut: cut
    /// at once, it could lose the reply as well.
    private static let lingering: Duration = .seconds(1)

    init(_ descriptor: Int32, of server: MockServer) {
        self.descriptor = descriptor
        self.server = server
    }

    deinit { scratch.deallocate() }

    /// Serves until either side has had enough; the descriptor stays open.
    func run() {
        Socket.configure(descriptor, receive: limits.idle, send: limits.transfer)
        while serveOne() {}
    }

    /// Reads and answers one request; false when it was the last.
    private func serveOne() -> Bool {
        var arrival = Arrival()
        deadline = nil
        do {
            guard try readHead(&arrival) else { return false }
            try readBody(&arrival)
        } catch {
            return refuse(&arrival, with: error.status)
        }
        let isCall = arrival.head?.verb == .post
        let admission = server.play.arrive(arrival.record, isCall: isCall)
        arrival.ticket = admission.ticket
        arrival.round = admission.round
        if case .overflow = admission.answer { return refuse(&arrival, with: 503) }
        return isCall
            ? answer(arrival, admission.answer) : send(server.resource(arrival.head), arrival)
    }

    /// Sends what is ready; false when nobody takes it.
    func flush() -> Bool {
        guard !output.isEmpty else { return true }
        let isSent = output.withUnsafeBytes { Socket.send($0, to: descriptor) }
        output.removeAll(keepingCapacity: output.capacity <= 1 << 20)
        return isSent
    }
}

// Answering.

extension Connection {
    private func answer(_ arrival: Arrival, _ answer: Play.Answer) -> Bool {
        let body = arrival.record.requestBody
        switch answer {
        case .scripted(let reply): return perform(reply, arrival)
        case .documentBehaviour: return send(.rpc(server.service.answer(body)), arrival)
        case .refuse, .overflow: return send(.rpc(server.service.refuse(body)), arrival)
        }
    }

    private func perform(_ scripted: ScriptedReply, _ arrival: Arrival) -> Bool {
        switch scripted {
        case .message(let template):
            let text = server.service.answer(arrival.record.requestBody, with: template)
            return send(.rpc(text), arrival)
        case .raw(let body, let status, let contentType):
            return send(HTTPReply(status, contentType, body), arrival)
        case .none:
            return send(.nothing, arrival)
        case .close:
            if flush() { Socket.resetOnClose(descriptor) }
            return false
        case .delay(let time, let then):
            guard flush(), server.hold(descriptor, for: time, in: arrival.round) else {
                return false
            }
            return perform(then, arrival)
        }
    }

    /// Makes a reply ready; false when it is the connection's last and has been sent.
    private func send(_ reply: HTTPReply, _ arrival: Arrival) -> Bool {
        let isKept = arrival.head?.isKeptAlive ?? false
        let isOld = arrival.head?.isOldVersion ?? false
        let head = reply.head(connection: isKept ? (isOld ? "keep-alive" : nil) : "close")
        let body = arrival.head?.verb == .head ? [] : reply.body
        // Recorded first: once the caller has the reply, the recording may be taken.
        server.play.amend(arrival.ticket) { record in
            record.responseHead = head
            record.responseBody = body
        }
        output += head
        output += body
        if isKept { return output.count < Self.outputBytes || flush() }
        if flush() { linger(arrival.ticket) }
        return false
    }

    /// Answers what cannot be answered otherwise and ends the connection: nobody can tell where its
    /// next request would begin.
    private func refuse(_ arrival: inout Arrival, with status: Int) -> Bool {
        arrival.head?.isKeptAlive = false
        if arrival.ticket == nil {
            arrival.record.appendRest(intake.take())
            arrival.ticket = server.play.arrive(arrival.record, isCall: false).ticket
        }
        return send(.bare(status), arrival)
    }

    /// Says that nothing more will come and waits for the caller to say so too.
    private func linger(_ ticket: Play.Ticket?) {
        guard !hasEnded, shutdown(descriptor, Int32(SHUT_WR)) == 0 else { return }
        deadline = ContinuousClock.now + Self.lingering
        while fill(mayRest: false) == .more {
            let rest = intake.take()
            server.play.amend(ticket) { $0.appendRest(rest) }
        }
    }
}

extension Play.Record {
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
