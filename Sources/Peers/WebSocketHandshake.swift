/// The opening handshake of RFC 6455 §4.2, as the server's side of it judges it.
enum WebSocketHandshake {
    private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// The answer to a request that asks for a WebSocket: status 101, or why there is none.
    static func answer(_ head: HTTPHead, subprotocols: [String]) -> HTTPReply {
        let fields = head.fields
        guard head.verb == .get else { return .bare(405, allowed: "GET") }
        guard fields.versions.elementsEqual(["13"]) else {
            var reply = HTTPReply.bare(fields.versions.isEmpty ? 400 : 426)
            reply.fields += [("Sec-WebSocket-Version", "13"), ("Upgrade", "websocket")]
            return reply
        }
        guard head.framing == .absent || head.framing == .length(0), fields.keys.count == 1,
            let key = fields.keys.first, isNonce(key)
        else { return .bare(400) }
        var reply = HTTPReply(101)
        reply.fields = [
            ("Upgrade", "websocket"), ("Sec-WebSocket-Accept", accept(key)),
        ]
        if let chosen = subprotocols.first(where: fields.subprotocols.contains) {
            reply.fields.append(("Sec-WebSocket-Protocol", chosen))
        }
        return reply
    }

    /// What a key is answered with (§4.2.2 step 5.4).
    static func accept(_ key: String) -> String {
        base64(SHA1.digest(Array((key + suffix).utf8)))
    }

    /// Whether a key is sixteen bytes in base64; of its last digit only four bits say anything.
    private static func isNonce(_ key: String) -> Bool {
        let digits = key.utf8.dropLast(2)
        return key.utf8.count == 24 && key.hasSuffix("==") && digits.allSatisfy(alphabet.contains)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64 with padding (RFC 4648 §4).
    private static func base64(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            let digits = (0..<4).map { alphabet[bits >> (18 - 6 * $0) & 63] }
            out += digits.prefix(group.count + 1)
            out += [UInt8](repeating: 0x3D, count: 3 - group.count)
        }
        return String(decoding: out, as: UTF8.self)
    }
}
