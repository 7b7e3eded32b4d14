// What a careless reader of JSON sees in a text: tokens without a grammar.

extension [UInt8] {
    /// Calls for each byte outside strings; `next` is the one that follows.
    private func scan(_ visit: (_ index: Int, _ byte: UInt8) -> Void) {
        var isInString = false
        var index = 0
        while index < count {
            let byte = self[index]
            if isInString {
                if byte == UInt8(ascii: "\\") { index += 1 }
                if byte == UInt8(ascii: "\"") { isInString = false }
            } else {
                visit(index, byte)
                isInString = byte == UInt8(ascii: "\"")
            }
            index += 1
        }
    }

    private static func isWhite(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func opens(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
    }

    private static func closes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }

    /// Whether white space stands outside strings.
    var hasWhiteSpaceBetweenTokens: Bool {
        var found = false
        scan { found = found || Self.isWhite($1) }
        return found
    }

    /// How deep brackets are nested at most.
    var depth: Int {
        var (now, most) = (0, 0)
        scan { _, byte in
            if Self.opens(byte) { now += 1 }
            if Self.closes(byte) { now -= 1 }
            most = Swift.max(most, now)
        }
        return most
    }

    /// The text without the commas that a closing bracket follows.
    var withoutTrailingCommas: [UInt8] {
        var dropped: Set<Int> = []
        var comma: Int?
        scan { index, byte in
            if Self.closes(byte), let comma { dropped.insert(comma) }
            if byte == UInt8(ascii: ",") {
                comma = index
            } else if !Self.isWhite(byte) {
                comma = nil
            }
        }
        return indices.filter { !dropped.contains($0) }.map { self[$0] }
    }

    /// Where the first array or object ends; nil when none does.
    var endOfFirstValue: Int? {
        var depth = 0
        var end: Int?
        scan { index, byte in
            if Self.opens(byte) { depth += 1 }
            if Self.closes(byte) {
                depth -= 1
                if depth == 0, end == nil { end = index + 1 }
            }
        }
        return end
    }
}

extension String {
    /// The text with every `\uD800` to `\uDFFF` that is half of nothing replaced.
    func replacingSurrogateEscapes(with replacement: String) -> String {
        var out = ""
        var rest = self[...]
        while let slash = rest.firstIndex(of: "\\") {
            out += rest[..<slash]
            rest = rest[slash...]
            let isHalf = rest.surrogateEscape != nil
            let isPair =
                rest.surrogateEscape == .high && rest.dropFirst(6).surrogateEscape == .low
            let length = isPair ? 12 : (isHalf ? 6 : 2)
            out += isHalf && !isPair ? replacement[...] : rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        return out + rest
    }
}

private enum Surrogate { case high, low }

extension Substring {
    /// Which half the escape at the beginning spells, if it spells one.
    fileprivate var surrogateEscape: Surrogate? {
        guard hasPrefix("\\u"), let unit = UInt16(dropFirst(2).prefix(4), radix: 16) else {
            return nil
        }
        switch unit {
        case 0xD800...0xDBFF: return .high
        case 0xDC00...0xDFFF: return .low
        default: return nil
        }
    }
}
