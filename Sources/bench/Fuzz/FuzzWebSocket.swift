/// Messages of RFC 6455 after its handshake; the last frame may be one that fails the connection.
struct FuzzWebSocket: FuzzCarrier {
    private static let handshake = Array(
        ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
            .utf8)
    private static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    func session(_ text: inout FuzzText, frames: Int, methods: Set<[UInt8]>) -> FuzzSession {
        var session = FuzzSession(bytes: Self.handshake, frames: frames)
        for _ in 0..<(frames - 1) {
            if text.random.once(in: 10) {
                let payload = (0..<text.random.below(125)).map { _ in text.random.byte() }
                session.bytes += frame(0x89, payload, &text.random)
                session.expected.append(.pong(payload))
            }
            let made = text.make()
            // A text frame holds UTF-8, or the connection ends there.
            let sent = Array(String(decoding: made, as: UTF8.self).utf8)
            session.bytes += message(sent, &text.random)
            session.expected.append(
                .text(FuzzExpectation(of: sent[...], methods: methods), of: sent))
        }
        end(&session, &text)
        return session
    }

    private func end(_ session: inout FuzzSession, _ text: inout FuzzText) {
        let made = text.make()
        switch text.random.below(4) {
        case 0:
            session.bytes += frame(0x88, [0x03, 0xE8], &text.random)
            session.expected.append(.closing([1000]))
        case 1:
            var bytes = message(made, &text.random)
            bytes[text.random.below(bytes.count)] = text.random.byte()
            session.bytes += bytes
            session.expected.append(.anything)
        default:
            let (bytes, codes) = bad(made, &text.random)
            session.bytes += bytes
            session.expected.append(.closing(codes))
        }
        session.endsBadly = true
    }

    /// Frames that a server fails the connection for (§5, §7.4), with the codes that say so.
    private func bad(_ payload: [UInt8], _ random: inout FuzzRandom) -> ([UInt8], Set<Int>) {
        let long = [UInt8](repeating: 0x61, count: 126)
        let kinds: [([UInt8], Set<Int>)] = [
            ([0x81, UInt8(min(payload.count, 125))] + payload.prefix(125), [1002]),
            (frame(0xC1, payload, &random), [1002]), (frame(0xB1, payload, &random), [1002]),
            (frame(0x83, payload, &random), [1002]), (frame(0x8B, payload, &random), [1002]),
            (frame(0x80, payload, &random), [1002]), (frame(0x09, [0x61], &random), [1002]),
            (frame(0x89, long, &random), [1002]), (frame(0x82, payload, &random), [1003]),
            (frame(0x01, [0x61], &random) + frame(0x81, payload, &random), [1002]),
            (frame(0x81, [0x61, 0xC3, 0x28], &random), [1007]),
            (frame(0x01, [0xFF], &random) + frame(0x80, [], &random), [1007]),
            (frame(0x88, [0x03], &random), [1002]), (frame(0x88, [0x03, 0xED], &random), [1002]),
            (frame(0x88, [0, 0], &random), [1002]),
            (frame(0x88, [0x03, 0xE8, 0xFF], &random), [1007, 1002]),
            ([0x81, 0xFE, 0, 5, 0, 0, 0, 0] + long.prefix(5), [1002]),
            ([0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0x61], [1002, 1009]),
            ([0x81, 0xFF, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1009]),
        ]
        return random.pick(kinds)
    }

    /// A text in one frame, or in several.
    private func message(_ text: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        guard text.count > 1, random.once(in: 4) else { return frame(0x81, text, &random) }
        let half = 1 + random.below(text.count - 1)
        return frame(0x01, Array(text[..<half]), &random)
            + frame(0x80, Array(text[half...]), &random)
    }

    private func frame(
        _ first: UInt8, _ payload: [UInt8], _ random: inout FuzzRandom
    ) -> [UInt8] {
        var bytes = [first]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ...0xFFFF: bytes += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default:
            bytes.append(0xFF)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (8 * (7 - $0))) }
        }
        let key = (0..<4).map { _ in random.byte() }
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
    }

    func units(_ bytes: [UInt8]) throws(FuzzFault) -> [FuzzUnit] {
        guard let end = bytes.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]),
            case let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self),
            head.hasPrefix("HTTP/1.1 101 "), head.contains(Self.accept)
        else { throw FuzzFault("the handshake is not answered") }
        var rest = bytes[end.upperBound...]
        var units: [FuzzUnit] = []
        while !rest.isEmpty { units.append(try unit(&rest)) }
        return units
    }

    private func unit(_ rest: inout ArraySlice<UInt8>) throws(FuzzFault) -> FuzzUnit {
        let bytes = Array(rest.prefix(10))
        guard bytes.count >= 2, bytes[1] & 0x80 == 0 else {
            throw FuzzFault("a frame is cut or masked")
        }
        let extent = bytes[1] == 126 ? 2 : bytes[1] == 127 ? 8 : 0
        guard bytes.count >= 2 + extent else { throw FuzzFault("a frame is cut") }
        let length =
            extent == 0
            ? Int(bytes[1]) : bytes[2..<(2 + extent)].reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(2 + extent)
        guard rest.count >= length else { throw FuzzFault("a frame is cut") }
        let payload = rest.prefix(length)
        rest = rest.dropFirst(length)
        switch bytes[0] {
        case 0x81: return .text(payload)
        case 0x8A: return .pong(Array(payload))
        case 0x88:
            return .closing(length < 2 ? nil : payload.prefix(2).reduce(0) { $0 << 8 | Int($1) })
        default: throw FuzzFault("a frame begins with \(bytes[0])")
        }
    }
}
