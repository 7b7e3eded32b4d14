extension ECMAParser {
    /// What an escape stands for.
    enum Escaped {
        case value(UInt32)
        /// A class such as `\d`, which has no place in a range.
        case set
        /// `\b` or `\B`.
        case assertion
    }

    /// An escape outside of brackets; false when it is an assertion, which nothing quantifies.
    mutating func parseEscape() throws(ECMASyntax.Oddity) -> Bool {
        if case .assertion = try parseEscape(inClass: false) { return false }
        return true
    }

    /// An escape from its `\` on.
    mutating func parseEscape(inClass: Bool) throws(ECMASyntax.Oddity) -> Escaped {
        let start = at
        at += 1
        guard at < units.count else { throw fault("nothing follows the last '\\'", at: start) }
        let letter = units[at]
        at += 1
        switch character(letter) {
        case "d", "D", "s", "S", "w", "W": return .set
        case "b": return inClass ? .value(8) : .assertion
        case "B" where !inClass: return .assertion
        case "f": return .value(12)
        case "n": return .value(10)
        case "r": return .value(13)
        case "t": return .value(9)
        case "v": return .value(11)
        case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9":
            return try parseDigits(start, inClass)
        case "c": return try parseControl(start, inClass)
        case "p", "P": return try parseProperty(start)
        case "x": return try parseHexadecimal(start)
        case "u": return try parseUnicode(start)
        case "k": return try parseReference(start, inClass)
        case "-" where inClass: return .value(letter)
        default: return try parseIdentity(letter, start)
        }
    }

    /// A character that stands for itself: any by Annex B, else those of the syntax alone.
    private mutating func parseIdentity(
        _ unit: UInt32, _ start: Int
    ) throws(ECMASyntax.Oddity) -> Escaped {
        let isSyntax = "^$\\.*+?()[]{}|/".unicodeScalars.contains { $0.value == unit }
        if mode == .unicode, !isSyntax {
            throw fault("the escape '\\\(character(unit))' is unknown", at: start)
        }
        if (0x61...0x7A).contains(unit | 0x20) { addForeign(unit, start) }
        return .value(unit)
    }

    private mutating func addForeign(_ unit: UInt32, _ start: Int) {
        let letter = character(unit)
        let wayOut =
            switch letter {
            case "A": "; write '^'"
            case "Z", "z": "; write '$'"
            case "h": "; write '[ \\t]'"
            case "e": "; write '\\x1b'"
            case "a": "; write '\\x07'"
            default: ""
            }
        addForeign("'\\\(letter)' is the letter '\(letter)'\(wayOut)", start)
    }

    mutating func addForeign(_ message: String, _ start: Int) {
        foreign.append(fault(message, at: start))
    }

    /// A reference to a group, an octal number by Annex B, or `\0`.
    private mutating func parseDigits(
        _ start: Int, _ inClass: Bool
    ) throws(ECMASyntax.Oddity) -> Escaped {
        at = start + 1
        var number = 0
        var end = at
        while end < units.count, (0x30...0x39).contains(units[end]) {
            number = min(number * 10 + Int(units[end] - 0x30), Int(Int32.max))
            end += 1
        }
        if mode == .unicode {
            if units[at] == 0x30 {
                guard end == at + 1 else { throw fault("there are no octal escapes", at: start) }
            } else if inClass {
                throw fault("there are no references in brackets", at: start)
            } else {
                refer(to: number, start)
            }
            at = end
            return .value(0)
        }
        let first = units[at]
        if first >= 0x38 {
            at += 1
            return .value(first)
        }
        var value: UInt32 = 0
        let most = first <= 0x33 ? 3 : 2
        for _ in 0..<most where at < units.count && (0x30...0x37).contains(units[at]) {
            value = value * 8 + (units[at] - 0x30)
            at += 1
        }
        return .value(value)
    }

    private mutating func parseControl(
        _ start: Int, _ inClass: Bool
    ) throws(ECMASyntax.Oddity) -> Escaped {
        if at < units.count {
            let unit = units[at]
            let isLetter = (0x61...0x7A).contains(unit | 0x20) && unit < 0x80
            let isOther = inClass && ((0x30...0x39).contains(unit) || unit == 0x5F)
            if isLetter || mode != .unicode && isOther {
                at += 1
                return .value(unit % 32)
            }
        }
        if mode == .unicode { throw fault("a letter follows '\\c'", at: start) }
        // By Annex B the backslash stands for itself, and the 'c' behind it too.
        at = start + 1
        return .value(0x5C)
    }

    private mutating func parseProperty(_ start: Int) throws(ECMASyntax.Oddity) -> Escaped {
        var end = at
        var name = ""
        if end < units.count, units[end] == 0x7B {
            end += 1
            while end < units.count, isNameUnit(units[end]) {
                name.append(character(units[end]))
                end += 1
            }
        }
        let isWhole = !name.isEmpty && end < units.count && units[end] == 0x7D
        let letter = character(units[at - 1])
        if isWhole {
            if Self.isForeign(property: name) {
                addForeign("there is no property '\(name)'", start)
            }
            if mode == .unicode {
                at = end + 1
                return .set
            }
            return .value(units[at - 1])
        }
        if mode == .unicode { throw fault("a name in braces follows '\\\(letter)'", at: start) }
        addForeign("'\\\(letter)' takes a name in braces", start)
        return .value(units[at - 1])
    }

    private func isNameUnit(_ unit: UInt32) -> Bool {
        (0x61...0x7A).contains(unit | 0x20) && unit < 0x80 || (0x30...0x39).contains(unit)
            || unit == 0x5F || unit == 0x3D
    }

    /// The names of POSIX and Java classes, which no edition has.
    private static func isForeign(property name: String) -> Bool {
        let posix = ["Digit", "Alnum", "Punct", "Graph", "Print", "Blank", "Cntrl", "XDigit"]
        let third = name.utf8.dropFirst(2).first ?? 0
        return posix.contains(name) || name == "Space"
            || (name.hasPrefix("Is") || name.hasPrefix("In")) && (0x41...0x5A).contains(third)
    }

    private mutating func parseHexadecimal(_ start: Int) throws(ECMASyntax.Oddity) -> Escaped {
        if let value = hexadecimal(2) { return .value(value) }
        if mode == .unicode { throw fault("two digits follow '\\x'", at: start) }
        addForeign("'\\x' without two digits behind it is the letter 'x'", start)
        return .value(0x78)
    }

    private mutating func parseUnicode(_ start: Int) throws(ECMASyntax.Oddity) -> Escaped {
        if mode == .unicode {
            guard let value = unicodeEscape() else {
                throw fault("four digits, or digits in braces, follow '\\u'", at: start)
            }
            return .value(value)
        }
        if let value = hexadecimal(4) { return .value(value) }
        var probe = self
        if probe.unicodeEscape() == nil {
            addForeign("'\\u' without four digits behind it is the letter 'u'", start)
        }
        return .value(0x75)
    }

    /// Behind `\u`: four digits, two such escapes for one character, or digits in braces.
    mutating func unicodeEscape() -> UInt32? {
        let start = at
        if take("{") {
            var value: UInt32 = 0
            let first = at
            while at < units.count, let digit = hexDigit(units[at]), value <= 0x10FFFF {
                value = value * 16 + digit
                at += 1
            }
            if at > first, value <= 0x10FFFF, take("}") { return value }
            at = start
            return nil
        }
        guard let high = hexadecimal(4) else { return nil }
        let behind = at
        if (0xD800..<0xDC00).contains(high), take("\\u"), let low = hexadecimal(4),
            (0xDC00..<0xE000).contains(low)
        {
            return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        }
        at = behind
        return high
    }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard at + count <= units.count else { return nil }
        var value: UInt32 = 0
        for unit in units[at..<at + count] {
            guard let digit = hexDigit(unit) else { return nil }
            value = value * 16 + digit
        }
        at += count
        return value
    }

    private func hexDigit(_ unit: UInt32) -> UInt32? {
        switch unit {
        case 0x30...0x39: unit - 0x30
        case 0x41...0x46: unit - 0x41 + 10
        case 0x61...0x66: unit - 0x61 + 10
        default: nil
        }
    }
}
