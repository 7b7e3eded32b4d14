/// Makes texts of JSON-RPC: lawful ones, ones that are wrong by the grammar, and damaged ones.
struct FuzzText {
    var random: FuzzRandom
    /// Methods that the service has.
    let methods: [String]

    /// One text; about a third of them is a lawful call.
    mutating func make() -> [UInt8] {
        let text = random.once(in: 6) ? batch() : request()
        var bytes = Array(text.utf8)
        if random.once(in: 8) { bytes = spaced(bytes) }
        while random.once(in: 3) { damage(&bytes) }
        return bytes
    }

    private mutating func batch() -> String {
        let count = random.pick([0, 1, 1, 2, 3, 5, 17])
        let elements = (0..<count).map { _ in
            random.once(in: 6) ? value(depth: 2) : request()
        }
        let text = "[" + elements.joined(separator: ",") + "]"
        return random.once(in: 8) ? "[\(text)]" : text
    }

    /// A request by the grammar, each of whose members may be wrong.
    private mutating func request() -> String {
        var members = [
            member("jsonrpc", "\"2.0\"", Self.versions), member("method", method(), Self.methods),
        ]
        if !random.once(in: 4) { members.append(member("params", params(), Self.params)) }
        if !random.once(in: 4) { members.append(member("id", id(), Self.ids)) }
        if random.once(in: 10) {
            members.append("\"\(random.pick(Self.names))\":\(value(depth: 2))")
        }
        if random.once(in: 10) { members.remove(at: random.below(members.count)) }
        if random.once(in: 10) { members.append(random.pick(members)) }
        if random.once(in: 3) { members.swapAt(0, random.below(members.count)) }
        return "{" + members.filter { !$0.isEmpty }.joined(separator: ",") + "}"
    }

    private mutating func member(_ name: String, _ lawful: String, _ wrong: [String]) -> String {
        let value = random.once(in: 12) ? random.pick(wrong) : lawful
        let spelt = random.once(in: 40) ? random.pick(Self.names) : name
        return "\"\(spelt)\":\(value)"
    }

    private mutating func method() -> String {
        let known = methods.isEmpty ? "nothing" : random.pick(methods)
        return "\"\(random.once(in: 3) ? random.pick(Self.unknown) : known)\""
    }

    private mutating func params() -> String {
        switch random.below(4) {
        case 0: return "[]"
        case 1: return "[\(value(depth: 3))]"
        case 2: return "{\"\(random.pick(Self.names))\":\(value(depth: 3))}"
        default: return "{}"
        }
    }

    private mutating func id() -> String {
        random.once(in: 2) ? String(random.below(1000)) : random.pick(Self.lawfulIDs)
    }

    private mutating func value(depth: Int) -> String {
        if depth > 0, random.once(in: 3) {
            let parts = (0..<random.below(4)).map { _ in value(depth: depth - 1) }
            if random.once(in: 2) { return "[" + parts.joined(separator: ",") + "]" }
            let members = parts.map { "\"\(random.pick(Self.names))\":\($0)" }
            return "{" + members.joined(separator: ",") + "}"
        }
        if random.once(in: 200) { return nested(random.pick([100, 500, 511, 512, 600, 2000])) }
        return random.pick(Self.values)
    }

    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    private mutating func spaced(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for byte in bytes {
            out.append(byte)
            if byte == UInt8(ascii: ","), random.once(in: 2) {
                out.append(random.pick([0x20, 0x09, 0x0D]))
            }
        }
        return out
    }

    /// Damage to the bytes, whatever they say.
    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = [random.byte()]
            return
        }
        let place = random.below(bytes.count)
        switch random.below(9) {
        case 0: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1: bytes[place] = random.byte()
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(random.byte(), at: place)
        case 4: bytes.removeSubrange(place...)
        case 5:
            let end = min(bytes.count, place + 1 + random.below(16))
            bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        case 6: bytes.insert(contentsOf: random.pick(Self.debris), at: place)
        case 7: bytes.append(contentsOf: random.pick(Self.debris))
        default: bytes.insert(UInt8(ascii: random.pick(Self.punctuation)), at: place)
        }
    }
}

// What texts are made of.

extension FuzzText {
    private static let versions = [
        "\"1.0\"", "2.0", "2", "null", "\"2\"", "[]", "\"\\u0032.0\"", "\"2.0 \"",
    ]
    private static let methods = ["1", "null", "[]", "{}", "true", "\"\""]
    private static let params = ["null", "1", "\"x\"", "true", "1e5"]
    private static let ids = ["true", "false", "[]", "{}", "[1]", "{\"id\":1}"]
    private static let lawfulIDs = [
        "null", "0", "-0", "-1", "1.5", "1e3", "9007199254740993", "1e400", "\"\"", "\"1\"",
        "\"é\"",
        "\"\\ud83d\\ude00\"", "\"\\u0000\"", "123456789012345678901234567890", "\"a\\\"b\\\\\"",
    ]
    private static let unknown = ["nope", "rpc.nope", "rpc.discover", "", "é", "\\u0000", "NOPE"]
    private static let names = [
        "id", "ID", "Method", "params", "result", "error", "x", "", "a b", "é",
    ]
    private static let values = [
        "null", "true", "false", "0", "-1", "1e400", "0.1", "\"\"", "\"x\"", "[]", "{}", "NaN",
        "01", "+1",
        ".5", "1.", "\"\\ud800\"", "\"\\x\"", "'x'", "\"\\u12\"", "Infinity", "9007199254740993",
        "\"\u{2028}\"", "tru", "nul",
    ]
    private static let debris: [[UInt8]] = [
        [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0x00], [0x0A], [0x0D, 0x0A], [0x1B], Array("/* */".utf8), Array("{}".utf8),
        Array("[[[[".utf8),
        Array("\"".utf8), Array("\\".utf8), [0xE2, 0x82],
    ]
    private static let punctuation: [Unicode.Scalar] = ["{", "}", "[", "]", ",", ":", "\"", "\\"]
}
