import Glibc

extension Connection {
    /// How waiting for bytes ended.
    enum Filling { case more, ended, late }

    /// Waits for more bytes, after sending what is ready. Between requests a caller may rest for
    /// the idle time; within one it has until the deadline.
    func fill(mayRest: Bool) -> Filling {
        guard !hasEnded, flush() else { return .ended }
        if !mayRest {
            let end = deadline ?? ContinuousClock.now + limits.transfer
            deadline = end
            let left = ContinuousClock.now.duration(to: end)
            guard Socket.wait(descriptor, for: Int32(POLLIN), atMost: left) != 0 else {
                return .late
            }
        }
        while true {
            let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
            if count > 0 {
                intake.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
                return .more
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return .late }
            hasEnded = true
            return .ended
        }
    }

    /// Takes everything up to the empty line; false when the caller has nothing more to ask.
    func readHead(_ arrival: inout Arrival) throws(HTTPFault) -> Bool {
        var search = HeadSearch()
        while true {
            let length = try search.length(in: intake)
            guard (length ?? intake.count) <= limits.headBytes else { throw HTTPFault(431) }
            if let length {
                arrival.record.requestHead = intake.take(length)
                arrival.head = try HTTPHead.parse(arrival.record.requestHead[...])
                return true
            }
            let isIdle = intake.isEmpty
            switch fill(mayRest: isIdle) {
            case .more: continue
            case .ended, .late: if isIdle { return false }
            }
            throw hasEnded ? .badRequest : HTTPFault(408)
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
            while intake.count < length { try awaitMore(&arrival) }
            arrival.record.requestBody = intake.take(length)
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
        let before = intake.start
        defer { record.codedRequestBody? += intake.bytes[before..<intake.start] }
        return try body.take(intake.bytes, from: &intake.start)
    }

    /// Waits for the next part of a body, with an encouraging word where the head asked for one.
    private func awaitMore(_ arrival: inout Arrival) throws(HTTPFault) {
        if arrival.head?.expectsContinue == true {
            arrival.head?.expectsContinue = false
            arrival.record.interimHead = HTTPReply.interim
            output += HTTPReply.interim
        }
        switch fill(mayRest: false) {
        case .more: return
        case .ended: throw .badRequest
        case .late: throw HTTPFault(408)
        }
    }
}
