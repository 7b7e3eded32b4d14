extension ECMAParser {
    private static let posixNames = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
        "space", "upper", "word", "xdigit",
    ]

    /// `[…]` from its bracket on.
    mutating func parseClass() throws(ECMASyntax.Oddity) {
        let start = at
        at += 1
        _ = take("^")
        while at < units.count, units[at] != 0x5D {
            let from = at
            let low = try parseClassAtom()
            guard at + 1 < units.count, units[at] == 0x2D, units[at + 1] != 0x5D else { continue }
            at += 1
            let high = try parseClassAtom()
            switch (low, high) {
            case (.value(let low), .value(let high)):
                if low > high { throw fault("a range's ends are in order", at: from) }
            default:
                if mode == .unicode { throw fault("a class is no end of a range", at: from) }
            }
        }
        guard at < units.count else { throw fault("the class '[' is not closed", at: start) }
        at += 1
    }

    private mutating func parseClassAtom() throws(ECMASyntax.Oddity) -> Escaped {
        if units[at] == 0x5C { return try parseEscape(inClass: true) }
        if units[at] == 0x5B { notePOSIX() }
        at += 1
        return .value(units[at - 1])
    }

    /// `[:alpha:]`, which is a bracket, colons and letters here.
    private mutating func notePOSIX() {
        var probe = self
        probe.at += 1
        guard probe.take(":") else { return }
        _ = probe.take("^")
        for name in Self.posixNames where probe.units[probe.at...].starts(with: Self.end(of: name))
        {
            addForeign("'[:\(name):]' is no class, but these characters", at)
            return
        }
    }

    private static func end(of name: String) -> [UInt32] { (name + ":]").utf8.map(UInt32.init) }

    /// The name of a group, behind its `<`, with the `>`.
    mutating func parseName(_ start: Int) throws(ECMASyntax.Oddity) -> String {
        var name = String.UnicodeScalarView()
        while at < units.count, units[at] != 0x3E {
            guard let scalar = nameScalar(), isName(scalar, first: name.isEmpty) else {
                throw fault("the name of a group is an identifier", at: start)
            }
            name.append(scalar)
        }
        guard !name.isEmpty, take(">") else {
            throw fault("the name of a group is an identifier in '<' and '>'", at: start)
        }
        return String(name)
    }

    private mutating func nameScalar() -> Unicode.Scalar? {
        if take("\\u") { return unicodeEscape().flatMap(Unicode.Scalar.init) }
        let unit = units[at]
        at += 1
        guard (0xD800..<0xDC00).contains(unit), at < units.count,
            (0xDC00..<0xE000).contains(units[at])
        else { return Unicode.Scalar(unit) }
        at += 1
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (units[at - 1] - 0xDC00))
    }

    private func isName(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        if scalar == "$" || scalar == "_" { return true }
        let properties = scalar.properties
        if first { return properties.isIDStart }
        return properties.isIDContinue || scalar.value == 0x200C || scalar.value == 0x200D
    }

    /// `\k<name>` from behind its `k`; without named groups Annex B takes it for a letter.
    mutating func parseReference(
        _ start: Int, _ inClass: Bool
    ) throws(ECMASyntax.Oddity) -> Escaped {
        if mode == .legacy {
            if at < units.count, units[at] == 0x3C, !inClass {
                addForeign("'\\k' is the letter 'k' where no group is named", start)
            }
            return .value(0x6B)
        }
        guard !inClass, take("<") else {
            throw fault("the name of a group follows '\\k'", at: start)
        }
        refer(to: try parseName(start), start)
        return .value(0)
    }
}
