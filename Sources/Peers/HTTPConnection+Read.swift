import Glibc

extension HTTPConnection {
    /// Waits for more bytes, after sending what is ready. Between requests a caller may rest for
    /// the idle time; within one it has until the deadline.
    private func fill(mayRest: Bool) -> Wire.Reading {
        visit.yield()
        guard !wire.hasEnded, wire.flush() else { return .ended }
        visit.enter(mayRest ? .resting : .waiting)
        defer { visit.enter(.busy) }
        // Either the server sees that this one rests, or this sees that it is to leave.
        if mayRest { return server.doors.isClosing ? wire.read(until: .now) : wire.read() }
        let end = deadline ?? ContinuousClock.now + limits.transfer
        deadline = end
        return wire.read(until: end)
    }

    /// Takes everything up to the empty line; false when the caller has nothing more to ask.
    func readHead(_ arrival: inout Arrival) throws(HTTPFault) -> Bool {
        var search = HeadSearch()
        while true {
            let length = try search.length(in: wire.intake)
            guard (length ?? wire.intake.count) <= limits.headBytes else { throw HTTPFault(431) }
            if let length {
                arrival.record.requestHead = wire.intake.take(length)
                arrival.head = try HTTPHead.parse(arrival.record.requestHead[...])
                return true
            }
            let isIdle = wire.intake.isEmpty
            switch fill(mayRest: isIdle) {
            case .more: continue
            case .ended, .late: if isIdle { return false }
            }
            throw wire.hasEnded ? .badRequest : HTTPFault(408)
        }
    }

    /// Takes the body that the head announces.
    func readBody(_ arrival: inout Arrival) throws(HTTPFault) {
        guard let head = arrival.head else { return }
        switch head.framing {
        case .absent where head.verb == .post: throw HTTPFault(411)
        case .absent: return
        case .length(let length):
            guard length <= limits.bodyBytes else { throw HTTPFault(413) }
            while wire.intake.count < length { try awaitMore(&arrival) }
            arrival.record.requestBody = wire.intake.take(length)
        case .chunked:
            try readChunks(&arrival)
        }
    }

    private func readChunks(_ arrival: inout Arrival) throws(HTTPFault) {
        var body = ChunkedBody(contentLimit: limits.bodyBytes, lineLimit: limits.headBytes)
        arrival.record.codedRequestBody = []
        defer { arrival.record.requestBody = body.content }
        while !(try take(&body, into: &arrival.record)) { try awaitMore(&arrival) }
    }

    /// Takes what has come of a chunked body; true when that is all.
    private func take(
        _ body: inout ChunkedBody, into record: inout Play.Record
    ) throws(HTTPFault) -> Bool {
        let before = wire.intake.start
        defer { record.codedRequestBody? += wire.intake.bytes[before..<wire.intake.start] }
        return try body.take(wire.intake.bytes, from: &wire.intake.start)
    }

    /// Waits for the next part of a body, with an encouraging word where the head asked for one.
    private func awaitMore(_ arrival: inout Arrival) throws(HTTPFault) {
        if arrival.head?.expectsContinue == true {
            arrival.head?.expectsContinue = false
            arrival.record.interimHead = HTTPReply.interim
            wire.outgoing += HTTPReply.interim
        }
        switch fill(mayRest: false) {
        case .more: return
        case .ended: throw .badRequest
        case .late: throw HTTPFault(408)
        }
    }
}
