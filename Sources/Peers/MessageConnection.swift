import Glibc
import JSONRPC
import WireJSON

/// One connection that carries messages both ways, read and answered by one thread. A reply that is
/// held back waits in a queue of its own, so that the messages after it do not.
final class MessageConnection {
    /// What is still to be done about a message.
    struct Pending {
        var due: ContinuousClock.Instant
        var steps: ArraySlice<Step>
        var ticket: Play.Ticket?
        /// The case in which the message came.
        var round: Int
    }

    private let wire: Wire
    private let server: MockServer
    private let visit: Visit
    private let carrier: Exchange.Carrier
    private var codec: any MessageCodec
    /// In the order in which they are due.
    private var pending: [Pending] = []
    /// The ids of requests of the mock's that the caller has not answered.
    private var asked: [JSONValue] = []
    /// When the caller must have said something, or completed what it has begun.
    private var deadline: ContinuousClock.Instant?
    /// Whether it has begun something.
    private var isWithin = false
    /// How long it may say nothing at all; nil where that is its own affair.
    private let quiet: Duration?
    /// Whether nothing more is read; what is pending is still answered.
    private var isClosing = false

    /// Replies wait for each other up to this size.
    private static let outgoingBytes = 64 << 10
    /// How long a reply that never comes is held back.
    private static let stalling: Duration = .seconds(24 * 3600)
    /// How many of the mock's own requests are remembered.
    private static let askedRequests = 1000

    init(
        _ wire: Wire, _ codec: any MessageCodec, _ carrier: Exchange.Carrier,
        of server: MockServer, on visit: Visit
    ) {
        self.wire = wire
        self.codec = codec
        self.carrier = carrier
        self.server = server
        self.visit = visit
        quiet = visit.socket == nil ? nil : server.limits.quiet
    }

    /// Serves until either side has had enough; descriptors stay open.
    func run() {
        let greeting = server.play.greeting()
        emit(greeting.messages)
        while takeParcels(), performDue(), !isDone(), awaitMore() {}
        for _ in pending { visit.release() }
    }
}

// Reading.

extension MessageConnection {
    /// Takes what has come; false when the connection is over.
    private func takeParcels() -> Bool {
        do throws(CodecFault) {
            while !isClosing, pending.count < server.limits.heldReplies,
                let parcel = try codec.next(&wire.intake)
            {
                if codec.isAtRest { deadline = nil }
                guard take(parcel) else { return false }
            }
            if wire.hasEnded, !isClosing {
                let last = try codec.finish(&wire.intake)
                isClosing = true
                if let last { return take(last) }
            }
            return true
        } catch {
            return part(over: error)
        }
    }

    private func take(_ parcel: Parcel) -> Bool {
        switch parcel {
        case .message(let text): return take(message: text)
        case .control(let reply):
            wire.outgoing += reply
            return wire.outgoing.count < Self.outgoingBytes || wire.flush()
        case .farewell(let reply):
            wire.outgoing += reply
            if wire.flush() { wire.linger() }
            return false
        }
    }

    private func take(message text: [UInt8]) -> Bool {
        var record = Play.Record()
        record.carrier = carrier
        record.requestBody = text
        if settles(text) {
            record.role = .response
            _ = server.play.arrive(record, isCall: false)
            return true
        }
        let admission = server.play.arrive(record, isCall: true)
        let steps = server.steps(for: text, over: carrier, by: admission)
        return perform(
            Pending(
                due: .now, steps: steps[...], ticket: admission.ticket, round: admission.round))
    }

    /// Whether a text is the caller's Response to a request of the mock's, which has then been
    /// answered.
    private func settles(_ text: [UInt8]) -> Bool {
        guard !asked.isEmpty, let value = try? JSONValue.read(text) else { return false }
        let answers = value.array ?? [value]
        let open = answers.map { answer in
            asked.firstIndex { id in
                answer["method"] == nil && (answer["result"] != nil || answer["error"] != nil)
                    && answer["id"].map { id.equals($0, numbers: .value) } == true
            }
        }
        let found = Set(open.compactMap(\.self))
        guard !open.isEmpty, found.count == open.count else { return false }
        asked = asked.indices.filter { !found.contains($0) }.map { asked[$0] }
        return true
    }

    /// Waits for the caller, for what is due, or for the server to stop; false when the connection
    /// is over.
    private func awaitMore() -> Bool {
        visit.yield()
        guard wire.flush() else { return false }
        let isReading = !isClosing && pending.count < server.limits.heldReplies
        if isReading { setDeadline() }
        if pending.isEmpty { visit.enter(.waiting) }
        defer { visit.enter(.busy) }
        let isLeaving = server.doors.isClosing
        let end = [isReading ? deadline : nil, pending.first?.due].compactMap(\.self).min()
        let bell = isLeaving ? server.doors.stopping : server.doors.closing
        switch wire.await(reading: isReading, until: end, or: bell) {
        case .readable:
            _ = wire.read()
            return true
        case .bell: return !server.doors.isStopped
        case .gone: return false
        case .late:
            guard isReading, let deadline, deadline <= .now else { return true }
            if isWithin { return part(over: codec.tardiness) }
            isClosing = true
            return true
        }
    }

    private func setDeadline() {
        let wasWithin = isWithin
        isWithin = !codec.isAtRest || !wire.intake.isEmpty
        if isWithin {
            guard !wasWithin || deadline == nil else { return }
            deadline = .now + server.limits.transfer
        } else if server.doors.isClosing {
            deadline = .now
        } else if !pending.isEmpty {
            deadline = nil
        } else if wasWithin || deadline == nil {
            deadline = quiet.map { .now + $0 }
        }
    }
}

// Answering.

extension MessageConnection {
    /// Goes on with what has waited long enough; false when the connection is over.
    private func performDue() -> Bool {
        while let first = pending.first, first.due <= .now {
            pending.removeFirst()
            visit.release()
            guard server.play.isCurrent(first.round), perform(first) else { return false }
        }
        return true
    }

    /// Takes steps until one of them is to wait; false when the connection is over.
    private func perform(_ work: Pending) -> Bool {
        var work = work
        while let step = work.steps.popFirst() {
            switch step {
            case .wait(let time):
                work.due = .now + time
                return hold(work)
            case .emit(let messages): emit(messages)
            case .reply(let text), .raw(let text, _, _):
                // Recorded first: once the caller has the reply, the recording may be taken.
                server.play.amend(work.ticket) { $0.responseBody += text }
                wire.outgoing += codec.framed(text)
            case .carry(let text, let carriage):
                guard let text else { continue }
                let acts = carriage.acts(for: codec.cargo(text))
                work.steps = acts.map { Step($0) } + work.steps
            case .bytes(let bytes):
                server.play.amend(work.ticket) { $0.responseBody += bytes }
                wire.outgoing += bytes
                // Pieces stay pieces.
                guard wire.flush() else { return false }
            case .stall:
                work.due = .now + Self.stalling
                return hold(work)
            case .end:
                if wire.flush() { wire.linger() }
                return false
            case .reset:
                if wire.flush() { wire.resetOnClose() }
                return false
            case .complain(let count): wire.complain(count)
            }
            guard wire.outgoing.count < Self.outgoingBytes || wire.flush() else { return false }
        }
        return true
    }

    private func hold(_ work: Pending) -> Bool {
        let place = pending.firstIndex { $0.due > work.due } ?? pending.endIndex
        pending.insert(work, at: place)
        visit.hold()
        // Either the next `load` sees that this one is held, or this sees that there was one.
        return server.play.isCurrent(work.round)
    }

    private func emit(_ messages: [JSONValue]) {
        for message in messages {
            let text = message.bytes()
            var record = Play.Record()
            record.carrier = carrier
            record.role = .emission
            record.responseBody = text
            _ = server.play.arrive(record, isCall: false)
            if message["method"] != nil, let id = message["id"] {
                asked = asked.suffix(Self.askedRequests - 1) + [id]
            }
            wire.outgoing += codec.framed(text)
        }
    }

    /// Whether all has been said that is to be said.
    private func isDone() -> Bool {
        guard isClosing, pending.isEmpty else { return false }
        wire.outgoing += codec.farewell
        if wire.flush() { wire.linger() }
        return true
    }

    /// Ends a connection from which nothing more can be read, and says why.
    private func part(over fault: CodecFault) -> Bool {
        var record = Play.Record()
        record.carrier = carrier
        record.fault = fault.reason
        record.requestBody = Array(wire.intake.take().prefix(1 << 20))
        record.responseBody = fault.reply
        _ = server.play.arrive(record, isCall: false)
        wire.outgoing += fault.parting
        if wire.flush() { wire.linger() }
        return false
    }
}
