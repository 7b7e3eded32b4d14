/// The head of one frame (RFC 6455 §5.2).
struct WebSocketFrame {
    var isFinal: Bool
    var opcode: Opcode
    /// How long the payload is.
    var length: Int
    var key: [UInt8]

    enum Opcode: UInt8 {
        case continuation = 0x0, text = 0x1, binary = 0x2, close = 0x8, ping = 0x9, pong = 0xA

        var isControl: Bool { rawValue >= 0x8 }
    }

    /// Takes a head when it is complete; what breaks a rule is refused at the first byte that does.
    static func take(_ intake: inout Intake) throws(WebSocketFault) -> WebSocketFrame? {
        guard let first = intake.peek(0) else { return nil }
        guard first & 0x70 == 0 else { throw .protocolError("a reserved bit is set") }
        guard let opcode = Opcode(rawValue: first & 0x0F) else {
            throw .protocolError("the opcode is reserved")
        }
        let isFinal = first & 0x80 != 0
        guard isFinal || !opcode.isControl else {
            throw .protocolError("a control frame is fragmented")
        }
        guard let second = intake.peek(1) else { return nil }
        guard second & 0x80 != 0 else { throw .protocolError("a frame is not masked") }
        let short = Int(second & 0x7F)
        guard short < 126 || !opcode.isControl else {
            throw .protocolError("a control frame has more than 125 bytes")
        }
        let extent = short < 126 ? 0 : short == 126 ? 2 : 8
        guard intake.count >= 2 + extent + 4 else { return nil }
        let length = try length(intake.slice(2, extent), short: short)
        let key = Array(intake.slice(2 + extent, 4))
        intake.start += 2 + extent + 4
        return WebSocketFrame(isFinal: isFinal, opcode: opcode, length: length, key: key)
    }

    /// The length, which must stand in its shortest form.
    private static func length(
        _ bytes: ArraySlice<UInt8>, short: Int
    ) throws(WebSocketFault) -> Int {
        guard let first = bytes.first else { return short }
        guard bytes.count < 8 || first & 0x80 == 0 else {
            throw .protocolError("a length has its highest bit set")
        }
        let length = bytes.reduce(0) { $0 << 8 | Int($1) }
        guard length > (bytes.count == 2 ? 125 : 0xFFFF) else {
            throw .protocolError("a length is not in its shortest form")
        }
        return length
    }

    /// A whole frame as a server sends it, unmasked.
    static func bytes(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
        var bytes = [0x80 | opcode.rawValue]
        switch payload.count {
        case ..<126: bytes.append(UInt8(payload.count))
        case ...0xFFFF: bytes += [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default:
            bytes.append(127)
            bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        }
        return bytes + payload
    }

    /// A Close frame with a code (§7.4) and a reason, which is cut to what a control frame takes.
    static func close(_ code: UInt16, _ reason: String = "") -> [UInt8] {
        bytes(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason.utf8.prefix(123))
    }
}

/// Why a WebSocket is failed, with the code of the Close frame that says so (RFC 6455 §7.4.1).
struct WebSocketFault: Error, Equatable {
    var code: UInt16
    /// ASCII, so that it can be cut anywhere.
    var reason: String

    static func protocolError(_ reason: String) -> WebSocketFault {
        WebSocketFault(code: 1002, reason: reason)
    }
    static let binary = WebSocketFault(code: 1003, reason: "JSON-RPC travels in text frames")
    static let invalidText = WebSocketFault(code: 1007, reason: "a text is not UTF-8")
    static let tardy = WebSocketFault(code: 1008, reason: "a message did not arrive in time")
    static let tooBig = WebSocketFault(code: 1009, reason: "a message is too long")
}
