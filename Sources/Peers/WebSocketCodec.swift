/// The caller's side of a WebSocket, taken apart (RFC 6455 §5): one text message is one message.
struct WebSocketCodec: MessageCodec {
    let limit: Int
    /// The frame whose payload is being taken, and how much of that has been.
    private var frame: WebSocketFrame?
    private var taken = 0
    /// The message of which the last frame has not come; nil between messages.
    private var message: [UInt8]?
    private var control: [UInt8] = []
    private var check = UTF8Check()

    init(limit: Int) { self.limit = limit }

    var isAtRest: Bool { frame == nil && message == nil }
    var farewell: [UInt8] { WebSocketFrame.close(1001) }
    var tardiness: CodecFault { Self.fault(.tardy) }

    func framed(_ text: [UInt8]) -> [UInt8] { WebSocketFrame.bytes(.text, text) }

    func cargo(_ text: [UInt8]) -> Cargo { .webSocket(text: text) }

    mutating func next(_ intake: inout Intake) throws(CodecFault) -> Parcel? {
        do throws(WebSocketFault) {
            return try advance(&intake)
        } catch {
            throw Self.fault(error)
        }
    }

    private static func fault(_ fault: WebSocketFault) -> CodecFault {
        CodecFault(
            reason: "\(fault.reason) (\(fault.code))",
            parting: WebSocketFrame.close(fault.code, fault.reason))
    }

    /// A connection that ends without a Close frame ends; nobody is left to tell (§7.1.5).
    mutating func finish(_ intake: inout Intake) -> Parcel? { nil }

    private mutating func advance(_ intake: inout Intake) throws(WebSocketFault) -> Parcel? {
        while true {
            if frame == nil {
                guard let head = try WebSocketFrame.take(&intake) else { return nil }
                try admit(head)
                frame = head
                taken = 0
            }
            guard let frame else { return nil }
            try takePayload(of: frame, from: &intake)
            guard taken == frame.length else { return nil }
            self.frame = nil
            if let parcel = try end(frame) { return parcel }
        }
    }

    /// Whether a frame may come here.
    private mutating func admit(_ head: WebSocketFrame) throws(WebSocketFault) {
        switch head.opcode {
        case .binary: throw .binary
        case .text:
            guard message == nil else {
                throw .protocolError("a message begins within a message")
            }
            message = []
            check = UTF8Check()
        case .continuation:
            guard message != nil else { throw .protocolError("nothing is to be continued") }
        case .close, .ping, .pong:
            control = []
            return
        }
        guard head.length <= limit - (message?.count ?? 0) else { throw .tooBig }
    }

    /// Takes what has come of a payload, unmasked; text is judged as it comes.
    private mutating func takePayload(
        of frame: WebSocketFrame, from intake: inout Intake
    ) throws(WebSocketFault) {
        var piece = intake.take(frame.length - taken)
        for index in piece.indices { piece[index] ^= frame.key[(taken + index) & 3] }
        taken += piece.count
        guard !frame.opcode.isControl else {
            control += piece
            return
        }
        guard check.take(piece) else { throw .invalidText }
        message?.append(contentsOf: piece)
    }

    /// What a frame comes to, now that all of it is here.
    private mutating func end(_ frame: WebSocketFrame) throws(WebSocketFault) -> Parcel? {
        switch frame.opcode {
        case .ping: return .control(reply: WebSocketFrame.bytes(.pong, control))
        case .pong: return .control(reply: [])
        case .close: return .farewell(reply: try answerToClose())
        case .text, .continuation, .binary:
            guard frame.isFinal, let text = message else { return nil }
            guard check.isComplete else { throw .invalidText }
            message = nil
            return .message(text)
        }
    }

    /// The caller's own code comes back to it, if it is one that may be sent (§7.4).
    private func answerToClose() throws(WebSocketFault) -> [UInt8] {
        if control.isEmpty { return WebSocketFrame.bytes(.close, []) }
        guard control.count >= 2 else { throw .protocolError("a Close frame has half a code") }
        let code = UInt16(control[0]) << 8 | UInt16(control[1])
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: throw .protocolError("no Close frame may have the code \(code)")
        }
        var check = UTF8Check()
        guard check.take(control.dropFirst(2)), check.isComplete else { throw .invalidText }
        return WebSocketFrame.bytes(.close, Array(control.prefix(2)))
    }
}
