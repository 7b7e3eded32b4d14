/// What is sent over one connection, and what must come back before it ends.
struct FuzzSession {
    var bytes: [UInt8] = []
    var frames = 0
    var expected: [FuzzReply] = []
    /// Whether the last thing sent makes the server end the connection before the caller does.
    var endsBadly = false
}

/// One thing that must come back.
enum FuzzReply {
    /// A text of JSON-RPC as the body of the carrier's usual reply.
    case text(FuzzExpectation, of: [UInt8])
    /// An empty reply in HTTP: status 202 or 204.
    case nothing
    /// A JSON-RPC error under the id null, or nothing, and then the end of the connection.
    case lastWord
    /// A reply of HTTP with one of these statuses, and then the end.
    case status(Set<Int>)
    /// The payload of a pong.
    case pong([UInt8])
    /// A close frame with one of these codes, and then the end.
    case closing(Set<Int>)
    /// Whatever the carrier allows, as long as it is well formed and ends.
    case anything
}

/// One thing that came back, taken apart by the carrier's rules.
enum FuzzUnit {
    case text(ArraySlice<UInt8>)
    case http(status: Int, body: ArraySlice<UInt8>)
    case pong([UInt8])
    case closing(Int?)
}

/// How texts are carried: makes a session's bytes and reads what comes back.
protocol FuzzCarrier {
    /// A session of so many frames, the last of which may be one that ends the connection.
    func session(_ text: inout FuzzText, frames: Int, methods: Set<[UInt8]>) -> FuzzSession
    /// What came, unit by unit; throws where it breaks the carrier's rules.
    func units(_ bytes: [UInt8]) throws(FuzzFault) -> [FuzzUnit]
}

/// Why a session failed.
struct FuzzFault: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
}

extension FuzzSession {
    /// What is wrong with what came back; nil when all is as it must be.
    func objection(to units: [FuzzUnit]) -> String? {
        var rest = units[...]
        for reply in expected {
            if let objection = Self.objection(to: reply, &rest) { return objection }
        }
        return rest.isEmpty ? nil : "\(rest.count) replies more than are due"
    }

    private static func objection(
        to reply: FuzzReply, _ rest: inout ArraySlice<FuzzUnit>
    ) -> String? {
        switch reply {
        case .anything:
            rest = []
            return nil
        case .text(.silence, _): return nil
        case .lastWord: return lastWord(&rest)
        default: break
        }
        guard let unit = rest.popFirst() else { return "a reply is missing: \(reply)" }
        switch (reply, unit) {
        case (.text(let expectation, let sent), .text(let text)):
            return expectation.objection(to: text).map {
                "\($0); sent \(shown(sent[...])), got \(shown(text))"
            }
        case (.text(let expectation, let sent), .http(200, let body)):
            return expectation.objection(to: body).map {
                "\($0); sent \(shown(sent[...])), got \(shown(body))"
            }
        case (.nothing, .http(let status, let body)):
            return [202, 204].contains(status) && body.isEmpty
                ? nil : "status \(status) for silence"
        case (.status(let statuses), .http(let status, _)):
            return statuses.contains(status) ? nil : "status \(status) where \(statuses) is due"
        case (.pong(let wanted), .pong(let given)):
            return wanted == given ? nil : "a pong with another payload"
        case (.closing(let codes), .closing(let code)):
            return code.map(codes.contains) ?? false
                ? nil : "close \(code ?? 0), not one of \(codes)"
        default: return "\(unit) where \(reply) is due"
        }
    }

    private static func lastWord(_ rest: inout ArraySlice<FuzzUnit>) -> String? {
        guard let unit = rest.popFirst() else { return nil }
        guard case .text(let text) = unit else { return "\(unit) where an error is due" }
        return FuzzExpectation.one(FuzzResponse(codes: [-32700, -32600])).objection(to: text)
    }

    /// Bytes as a person can read and repeat them.
    static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let text = bytes.prefix(300).map { byte -> String in
            (0x20..<0x7F).contains(byte) && byte != 0x5C
                ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16)
        }.joined()
        return "'\(text)'" + (bytes.count > 300 ? "… (\(bytes.count) bytes)" : "")
    }
}
