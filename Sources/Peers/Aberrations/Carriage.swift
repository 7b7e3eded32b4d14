/// What carries messages between peers.
package enum Carrier: String, Sendable, CaseIterable {
    case http
    case webSocket = "websocket"
    /// Newline or Content-Length framing on a socket.
    case frames
    /// The same on a child's standard streams.
    case stdio
}

/// How a reply is carried wrongly: from what should leave to what is done instead. It holds no
/// state and moves no bytes.
package struct Carriage: Sendable {
    let carriers: [Carrier]
    /// What is done in place of sending the cargo; nil where it is sent as it is.
    let change: @Sendable (Cargo) -> [WireAct]?

    init(carriers: [Carrier], change: @escaping @Sendable (Cargo) -> [WireAct]?) {
        self.carriers = carriers
        self.change = change
    }

    /// What is done to send the cargo.
    package func acts(for cargo: Cargo) -> [WireAct] { change(cargo) ?? [.send(cargo.bytes)] }
}

/// What should leave, lawfully encoded.
package enum Cargo: Sendable {
    /// A reply in HTTP: status line, fields and empty line; then the body.
    case http(head: [UInt8], body: [UInt8])
    /// The 101 that opens a WebSocket.
    case handshake(head: [UInt8])
    /// One message of a WebSocket.
    case webSocket(text: [UInt8])
    /// A message that ends with a line feed.
    case line(text: [UInt8])
    /// A message after a head with its length.
    case headed(text: [UInt8])

    /// The bytes that a lawful peer sends.
    package var bytes: [UInt8] {
        switch self {
        case .http(let head, let body): head + body
        case .handshake(let head): head
        case .webSocket(let text): SpoilableFrame(text).bytes
        case .line(let text): text + [0x0A]
        case .headed(let text): Array("Content-Length: \(text.count)\r\n\r\n".utf8) + text
        }
    }
}

/// One thing done to a connection.
package enum WireAct: Sendable, Equatable {
    case send([UInt8])
    /// Nothing for so long.
    case wait(Duration)
    /// Nothing more, though the connection stays open until the caller leaves.
    case stall
    /// The connection is ended in good order.
    case end
    /// The connection is reset.
    case reset
    /// So many bytes on standard error, where there is one.
    case complain(Int)
}

// How carriages are written.

extension Carriage {
    /// Whatever carries the bytes.
    static func bytes(_ acts: @escaping @Sendable ([UInt8]) -> [WireAct]) -> Carriage {
        Carriage(carriers: Carrier.allCases) { cargo in
            if case .handshake = cargo { nil } else { acts(cargo.bytes) }
        }
    }

    static func http(_ acts: @escaping @Sendable (HTTPText) -> [WireAct]) -> Carriage {
        Carriage(carriers: [.http]) { cargo in
            guard case .http(let head, let body) = cargo, let reply = HTTPText(head, body) else {
                return nil
            }
            return acts(reply)
        }
    }

    /// One WebSocket message.
    static func webSocket(_ acts: @escaping @Sendable ([UInt8]) -> [WireAct]) -> Carriage {
        Carriage(carriers: [.webSocket]) { cargo in
            if case .webSocket(let text) = cargo { acts(text) } else { nil }
        }
    }

    /// The reply that opens a WebSocket.
    static func handshake(_ acts: @escaping @Sendable (HTTPText) -> [WireAct]) -> Carriage {
        Carriage(carriers: [.webSocket]) { cargo in
            if case .handshake(let head) = cargo { HTTPText(head, []).map(acts) } else { nil }
        }
    }

    /// A message that ends with a line feed.
    static func line(_ acts: @escaping @Sendable ([UInt8]) -> [WireAct]) -> Carriage {
        Carriage(carriers: [.frames, .stdio]) { cargo in
            if case .line(let text) = cargo { acts(text) } else { nil }
        }
    }

    /// A message after a head with its length.
    static func headed(_ acts: @escaping @Sendable ([UInt8]) -> [WireAct]) -> Carriage {
        Carriage(carriers: [.frames, .stdio]) { cargo in
            if case .headed(let text) = cargo { acts(text) } else { nil }
        }
    }
}

/// A reply in HTTP whose parts can be spoilt one by one.
struct HTTPText: Sendable {
    var statusLine: String
    var fields: [(name: String, value: String)]
    var body: [UInt8]

    /// Takes a lawful head apart; nil when it is none.
    init?(_ head: [UInt8], _ body: [UInt8]) {
        var lines = String(decoding: head, as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        guard let first = lines.popFirst() else { return nil }
        statusLine = String(first)
        fields = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            return (String(parts.first ?? ""), String(value))
        }
        self.body = body
    }

    /// Sets a field, or takes it away.
    func with(_ name: String, _ value: String?) -> HTTPText {
        var changed = self
        changed.fields.removeAll { $0.name.lowercased() == name.lowercased() }
        if let value { changed.fields.append((name, value)) }
        return changed
    }

    /// A reply with another status and body, whose fields fit it.
    func replaced(_ status: String, _ type: String?, _ body: String) -> HTTPText {
        var changed = with("Content-Type", type).with("Content-Length", String(body.utf8.count))
        changed.statusLine = "HTTP/1.1 \(status)"
        changed.body = Array(body.utf8)
        return changed
    }

    var head: [UInt8] {
        let lines = [statusLine] + fields.map { "\($0.name): \($0.value)" } + ["", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    var bytes: [UInt8] { head + body }
}

/// A frame of RFC 6455 §5.2 with every bit at its writer's disposal.
struct SpoilableFrame: Sendable {
    var isFinal = true
    var reserved: UInt8 = 0
    var opcode: UInt8 = 1
    var isMasked = false
    var payload: [UInt8]
    /// The length it states, where that is not the payload's.
    var stated: UInt64?
    /// Whether the length takes more bytes than it needs.
    var isPadded = false

    init(_ payload: [UInt8]) { self.payload = payload }

    /// A frame that differs from a text in one message.
    static func changed(
        _ payload: [UInt8], _ change: (inout SpoilableFrame) -> Void
    ) -> SpoilableFrame {
        var frame = SpoilableFrame(payload)
        change(&frame)
        return frame
    }

    var bytes: [UInt8] {
        let length = stated ?? UInt64(payload.count)
        var out = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        if isPadded || length > 0xFFFF {
            out.append(mask | 127)
            out += (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * (7 - UInt64($0)))) }
        } else if length > 125 {
            out += [mask | 126, UInt8(length >> 8), UInt8(length & 0xFF)]
        } else {
            out.append(mask | UInt8(length))
        }
        guard isMasked else { return out + payload }
        let key: [UInt8] = [0x61, 0x73, 0x73, 0x79]
        return out + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
    }
}
