/// A reading of RFC 8259 that shares nothing with the one under trial: a plain descent, strict,
/// which bounds depth where the mock says that it does.
indirect enum FuzzNode {
    case null, bool, number([UInt8]), string([UInt8])
    case array([FuzzNode])
    case object([(name: [UInt8], value: FuzzNode)])

    /// Nested arrays and objects that the mock reads.
    static let depth = 512

    /// The value of a whole text; nil when it is not JSON, or too deep.
    static func read(_ bytes: ArraySlice<UInt8>) -> FuzzNode? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var reader = FuzzReader(rest: bytes)
        reader.skipSpace()
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.rest.isEmpty ? value : nil
    }

    /// The last member of that name.
    subscript(name: String) -> FuzzNode? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name.elementsEqual(name.utf8) }?.value
    }

    var text: [UInt8]? { if case .string(let text) = self { text } else { nil } }
    var digits: [UInt8]? { if case .number(let text) = self { text } else { nil } }
    var isNull: Bool { if case .null = self { true } else { false } }
    var elements: [FuzzNode]? { if case .array(let elements) = self { elements } else { nil } }
    var isObject: Bool { if case .object = self { true } else { false } }
}

private struct FuzzReader {
    var rest: ArraySlice<UInt8>

    mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: byte) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func word(_ word: String, _ value: FuzzNode) -> FuzzNode? {
        guard rest.starts(with: word.utf8) else { return nil }
        rest = rest.dropFirst(word.utf8.count)
        return value
    }

    mutating func value(depth: Int) -> FuzzNode? {
        switch rest.first {
        case UInt8(ascii: "n"): word("null", .null)
        case UInt8(ascii: "t"): word("true", .bool)
        case UInt8(ascii: "f"): word("false", .bool)
        case UInt8(ascii: "\""): string().map { .string($0) }
        case UInt8(ascii: "["): depth < FuzzNode.depth ? array(depth: depth + 1) : nil
        case UInt8(ascii: "{"): depth < FuzzNode.depth ? object(depth: depth + 1) : nil
        default: number()
        }
    }

    private mutating func array(depth: Int) -> FuzzNode? {
        rest.removeFirst()
        skipSpace()
        var elements: [FuzzNode] = []
        if take("]") { return .array([]) }
        while true {
            skipSpace()
            guard let element = value(depth: depth) else { return nil }
            elements.append(element)
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { return nil }
        }
    }

    private mutating func object(depth: Int) -> FuzzNode? {
        rest.removeFirst()
        skipSpace()
        var members: [(name: [UInt8], value: FuzzNode)] = []
        if take("}") { return .object([]) }
        while true {
            skipSpace()
            guard rest.first == UInt8(ascii: "\""), let name = string() else { return nil }
            skipSpace()
            guard take(":") else { return nil }
            skipSpace()
            guard let value = value(depth: depth) else { return nil }
            members.append((name, value))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
    }

    private mutating func number() -> FuzzNode? {
        let whole = rest
        _ = take("-")
        if !take("0") {
            guard digits() else { return nil }
        }
        if take("."), !digits() { return nil }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            guard digits() else { return nil }
        }
        return .number(Array(whole[..<rest.startIndex]))
    }

    private mutating func digits() -> Bool {
        let before = rest.count
        rest = rest.drop { $0 >= 0x30 && $0 <= 0x39 }
        return rest.count < before
    }

    private mutating func string() -> [UInt8]? {
        rest.removeFirst()
        var out: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return out
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                out += escaped
            case ..<0x20: return nil
            default: out.append(byte)
            }
        }
        return nil
    }

    private static let short: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
        0x74: 0x09,
    ]

    private mutating func escape() -> [UInt8]? {
        guard let letter = rest.popFirst() else { return nil }
        if letter != UInt8(ascii: "u") { return Self.short[letter].map { [$0] } }
        guard var code = unit() else { return nil }
        if (0xD800...0xDBFF).contains(code) {
            guard take("\\"), take("u"), let low = unit(), (0xDC00...0xDFFF).contains(low) else {
                return nil
            }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        return Unicode.Scalar(code).map { Array(String($0).utf8) }
    }

    private mutating func unit() -> UInt32? {
        let four = rest.prefix(4)
        let isHex =
            four.count == 4
            && four.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x46).contains($0)
                    || (0x61...0x66).contains($0)
            }
        guard isHex else { return nil }
        rest = rest.dropFirst(4)
        return UInt32(String(decoding: four, as: UTF8.self), radix: 16)
    }
}
