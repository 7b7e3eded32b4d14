/// The caller's side of RFC 6455 after the handshake.
struct WebSocketStream: MessageStream {
    let limit: Int
    private var reaction: [UInt8] = []
    /// The message whose fragments are coming.
    private var gathered: [UInt8]?
    private var frames = 0

    /// The key of the specification's example, and what a server must make of it (§1.3); nobody
    /// need be surprised here.
    static let key = "dGhlIHNhbXBsZSBub25jZQ=="
    static let acceptance = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    init(limit: Int) { self.limit = limit }

    static func handshake(
        target: String, host: String, headers: [(name: String, value: String)]
    ) -> [UInt8] {
        let own = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array(
            ("GET \(target) HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: \(key)\r\n"
                + "Sec-WebSocket-Version: 13\r\n\(own)\r\n").utf8)
    }

    /// Why a head does not accept the handshake; nil when it does.
    static func objection(to head: [UInt8]) -> String? {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        guard lines.first?.hasPrefix("HTTP/1.1 101") == true else {
            return "the handshake is answered with '\(lines.first?.prefix(100) ?? "")'"
        }
        let accepts = lines.contains { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts.count == 2 && parts[0].lowercased() == "sec-websocket-accept"
                && parts[1].drop { $0 == " " } == acceptance
        }
        return accepts ? nil : "the handshake's Sec-WebSocket-Accept is wrong or missing"
    }

    func wrapped(_ message: [UInt8]) -> [UInt8] { Self.frame(0x1, message) }

    /// One masked frame, final, of an opcode.
    private static func frame(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        var bytes: [UInt8] = [0x80 | opcode]
        switch payload.count {
        case ...125: bytes.append(0x80 | UInt8(payload.count))
        case ...0xFFFF: bytes += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: bytes += [0xFF] + (0..<8).map { UInt8(payload.count >> (56 - 8 * $0) & 0xFF) }
        }
        bytes += mask
        bytes += payload.enumerated().map { $1 ^ mask[$0 & 3] }
        return bytes
    }

    mutating func takeReaction() -> [UInt8] {
        defer { reaction = [] }
        return reaction
    }

    mutating func next(_ intake: inout Intake, isLast: Bool) throws(StreamFault) -> RawReply? {
        while let frame = try Self.frame(&intake, limit: limit) {
            frames += 1
            // A server that pings for ever must not make our answers grow without bound.
            guard reaction.count <= limit else { throw StreamFault("too many pings") }
            if let message = try take(frame) { return RawReply(body: message) }
        }
        guard isLast else { return nil }
        if intake.isEmpty && gathered == nil { return nil }
        throw StreamFault("the connection ends within a message")
    }

    private mutating func take(_ frame: Frame) throws(StreamFault) -> [UInt8]? {
        switch frame.opcode {
        case 0x8:
            let code = frame.payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            let said = String(decoding: frame.payload.dropFirst(2), as: UTF8.self)
            reaction += Self.frame(0x8, Array(frame.payload.prefix(2)))
            throw StreamFault("the server closes with code \(code) \(said.prefix(120))")
        case 0x9: reaction += Self.frame(0xA, frame.payload)
        case 0xA: break
        case 0x1, 0x2:
            guard gathered == nil else { throw StreamFault("a message begins within another") }
            if frame.isFinal { return frame.payload }
            gathered = frame.payload
        case 0x0:
            guard let before = gathered else { throw StreamFault("a fragment continues nothing") }
            guard before.count + frame.payload.count <= limit else {
                throw StreamFault("a message goes on beyond \(limit) bytes")
            }
            gathered = frame.isFinal ? nil : before + frame.payload
            if frame.isFinal { return before + frame.payload }
        default: throw StreamFault("a frame has the opcode \(frame.opcode)")
        }
        return nil
    }

    private struct Frame {
        var isFinal: Bool
        var opcode: UInt8
        var payload: [UInt8]
    }

    /// The next whole frame; a server's frames are not masked and have no reserved bits (§5.2).
    private static func frame(_ intake: inout Intake, limit: Int) throws(StreamFault) -> Frame? {
        guard intake.count >= 2 else { return nil }
        let (first, second) = (intake.bytes[intake.start], intake.bytes[intake.start + 1])
        guard first & 0x70 == 0 else { throw StreamFault("a frame has reserved bits") }
        guard second & 0x80 == 0 else { throw StreamFault("a server's frame is masked") }
        let wide = second == 126 ? 2 : second == 127 ? 8 : 0
        guard intake.count >= 2 + wide else { return nil }
        let from = intake.start + 2
        let length =
            wide == 0
            ? UInt64(second) : intake.bytes[from..<(from + wide)].reduce(0) { $0 << 8 | UInt64($1) }
        let opcode = first & 0x0F
        guard length <= UInt64(limit) else {
            throw StreamFault("a frame of \(length) bytes begins")
        }
        guard opcode < 8 || (length <= 125 && first & 0x80 != 0) else {
            throw StreamFault("a control frame is long or in fragments")
        }
        guard intake.count >= 2 + wide + Int(length) else { return nil }
        _ = intake.take(2 + wide)
        return Frame(
            isFinal: first & 0x80 != 0, opcode: opcode, payload: intake.take(Int(length)))
    }
}
