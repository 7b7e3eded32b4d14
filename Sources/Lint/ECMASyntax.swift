/// Whether a text is a regular expression by ECMA-262 §22.2.1 (edition 2025), and what in it is
/// lawful and yet not what the like means in other dialects.
///
/// A text passes when some engine takes it: with the flag `u`, or without any by Annex B. Nothing
/// is matched, and names of Unicode properties are not looked up.
struct ECMASyntax: Sendable {
    /// Something at a scalar of the text, counted from its start.
    struct Oddity: Error, Equatable {
        var message: String
        var offset: Int
    }

    /// Why no engine takes it; nil when one does.
    private(set) var fault: Oddity?
    /// What engines take for something else than other dialects do.
    private(set) var foreign: [Oddity] = []

    init(_ pattern: String) {
        var legacy = ECMAParser(pattern, mode: .legacy)
        do throws(Oddity) {
            try legacy.parse()
            if legacy.hasNames {
                legacy = ECMAParser(pattern, mode: .named)
                try legacy.parse()
            }
            foreign = legacy.foreign
        } catch let refusal {
            var unicode = ECMAParser(pattern, mode: .unicode)
            do throws(Oddity) {
                try unicode.parse()
                foreign = unicode.foreign
            } catch let other {
                // With characters that Annex B cuts in two, the other has more to say.
                fault = pattern.unicodeScalars.contains { $0.value > 0xFFFF } ? other : refusal
            }
        }
    }
}

/// One pass over a pattern in one of the grammars.
struct ECMAParser {
    enum Mode { case legacy, named, unicode }

    let mode: Mode
    /// Code points, or UTF-16 code units by Annex B.
    let units: [UInt32]
    /// The scalar that each unit belongs to, and the number of scalars.
    let offsets: [Int]
    var at = 0
    private(set) var hasNames = false
    var foreign: [ECMASyntax.Oddity] = []
    private var groups = 0
    private var highestReference: (number: Int, offset: Int) = (0, 0)
    private var references: [(name: String, offset: Int)] = []
    private var names: Set<String> = []
    private var open: [Group] = []

    /// A group that is not closed yet; the outermost is the pattern.
    private struct Group {
        enum Role { case pattern, group, lookahead, lookbehind }
        let role: Role
        let offset: Int
        /// The names in the alternatives before this one, and in this one.
        var before: [String: Int] = [:]
        var here: [String: Int] = [:]

        mutating func endAlternative() {
            if before.isEmpty { swap(&before, &here) }
            for (name, offset) in here { before[name] = offset }
            here = [:]
        }
    }

    init(_ pattern: String, mode: Mode) {
        self.mode = mode
        var units: [UInt32] = []
        var offsets: [Int] = []
        for (offset, scalar) in pattern.unicodeScalars.enumerated() {
            if mode == .unicode || scalar.value < 0x10000 {
                units.append(scalar.value)
                offsets.append(offset)
            } else {
                units += [
                    0xD800 + (scalar.value - 0x10000) >> 10,
                    0xDC00 + (scalar.value - 0x10000) & 0x3FF,
                ]
                offsets += [offset, offset]
            }
        }
        offsets.append((offsets.last ?? -1) + 1)
        (self.units, self.offsets) = (units, offsets)
    }

    /// Reads the whole pattern.
    mutating func parse() throws(ECMASyntax.Oddity) {
        open = [Group(role: .pattern, offset: 0)]
        while at < units.count { try parseTerm() }
        if let group = open.dropFirst().last {
            throw ECMASyntax.Oddity(message: "the group '(' is not closed", offset: group.offset)
        }
        if mode == .unicode, highestReference.number > groups {
            throw ECMASyntax.Oddity(
                message: "there is no group \(highestReference.number)",
                offset: highestReference.offset)
        }
        if let unknown = references.first(where: { !names.contains($0.name) }) {
            throw ECMASyntax.Oddity(
                message: "there is no group named '\(unknown.name)'", offset: unknown.offset)
        }
    }

    /// One alternative's next assertion or atom with its quantifier, or what joins them.
    private mutating func parseTerm() throws(ECMASyntax.Oddity) {
        let start = at
        switch character(units[at]) {
        case "|":
            at += 1
            open[open.count - 1].endAlternative()
        case "^", "$": at += 1
        case "(": try openGroup()
        case ")": try closeGroup()
        case "*", "+", "?": throw unquantified(start)
        case "{":
            if mode == .unicode || peekQuantifier() != nil { throw unquantified(start) }
            at += 1
            try parseQuantifier()
        case "]" where mode == .unicode, "}" where mode == .unicode:
            throw fault("a '\(character(units[at]))' of its own is written with '\\'", at: start)
        case "[":
            try parseClass()
            try parseQuantifier()
        case "\\":
            if try parseEscape() { try parseQuantifier() }
        default:
            at += 1
            try parseQuantifier()
        }
    }

    private mutating func openGroup() throws(ECMASyntax.Oddity) {
        let start = at
        at += 1
        var role = Group.Role.group
        var name: String?
        if take("?") {
            if take("=") || take("!") {
                role = .lookahead
            } else if take("<=") || take("<!") {
                role = .lookbehind
            } else if take("<") {
                name = try parseName(start)
            } else if !take(":") {
                try parseModifiers(start)
            }
        }
        let isCapture = name != nil || units[at - 1] == 0x28 && at == start + 1
        if isCapture { groups += 1 }
        if let name {
            hasNames = true
            names.insert(name)
            var own = [name: offsets[start]]
            try declare(&own)
        }
        open.append(Group(role: role, offset: offsets[start]))
    }

    private mutating func closeGroup() throws(ECMASyntax.Oddity) {
        guard open.count > 1 else { throw fault("the ')' closes no group", at: at) }
        at += 1
        var group = open.removeLast()
        group.endAlternative()
        try declare(&group.before)
        switch group.role {
        case .lookbehind: break
        case .lookahead where mode == .unicode: break
        default: try parseQuantifier()
        }
    }

    /// Moves names to the alternative that is being read: in another one a name may stand again.
    private mutating func declare(_ names: inout [String: Int]) throws(ECMASyntax.Oddity) {
        // What is moved is not copied, and the fewer names go to the more.
        var here: [String: Int] = [:]
        swap(&here, &open[open.count - 1].here)
        if here.count < names.count { swap(&here, &names) }
        for (name, offset) in names.sorted(by: { $0.value < $1.value }) {
            if let other = here.updateValue(offset, forKey: name) {
                throw ECMASyntax.Oddity(
                    message: "two groups are named '\(name)'", offset: max(offset, other))
            }
        }
        swap(&here, &open[open.count - 1].here)
    }

    /// `i-m:` and the like, which the edition of 2025 has.
    private mutating func parseModifiers(_ start: Int) throws(ECMASyntax.Oddity) {
        var flags: [UInt32] = []
        var hyphens = 0
        while at < units.count, units[at] != 0x3A {
            if take("-") {
                hyphens += 1
                continue
            }
            guard "ims".unicodeScalars.contains(where: { $0.value == units[at] }),
                !flags.contains(units[at])
            else { throw unknownGroup(start) }
            flags.append(units[at])
            at += 1
        }
        guard take(":"), !flags.isEmpty, hyphens < 2 else { throw unknownGroup(start) }
    }

    private func unknownGroup(_ start: Int) -> ECMASyntax.Oddity {
        let rest = String(
            String.UnicodeScalarView(units[start...].prefix(4).compactMap(Unicode.Scalar.init)))
        let wayOut =
            rest.hasPrefix("(?P<")
            ? "; a named group is '(?<name>'"
            : rest.hasPrefix("(?P=")
                ? "; a reference to one is '\\k<name>'"
                : rest.hasPrefix("(?>")
                    ? "; there are no atomic groups"
                    : rest.hasPrefix("(?#")
                        ? "; there are no comments"
                        : rest.utf8.dropFirst(2).first.map { "imsxuaL-".utf8.contains($0) } ?? false
                            ? "; there are no flags in a pattern" : ""
        return fault("the group '\(rest.prefix(3))' is of another dialect\(wayOut)", at: start)
    }

    private func unquantified(_ start: Int) -> ECMASyntax.Oddity {
        let isPossessive =
            start > 0 && "*+?}".unicodeScalars.contains { $0.value == units[start - 1] }
        return fault(
            isPossessive && units[start] == 0x2B
                ? "there are no possessive quantifiers, found '+'"
                : "there is nothing for '\(character(units[start]))' to repeat", at: start)
    }

    private mutating func parseQuantifier() throws(ECMASyntax.Oddity) {
        guard at < units.count else { return }
        let start = at
        if take("*") || take("+") || take("?") {
            _ = take("?")
        } else if units[at] == 0x7B {
            guard let quantifier = peekQuantifier() else {
                if mode == .unicode {
                    throw fault("a '{' of its own is written with '\\'", at: at)
                }
                return
            }
            if let most = quantifier.most, most < quantifier.least {
                throw fault("a quantifier's bounds are in order", at: start)
            }
            at = quantifier.end
            _ = take("?")
        }
    }

    /// `{n}`, `{n,}` or `{n,m}` at this place; numbers as far as engines tell them apart.
    private func peekQuantifier() -> (least: Int, most: Int?, end: Int)? {
        var end = at + 1
        func number() -> Int? {
            var value: Int?
            while end < units.count, (0x30...0x39).contains(units[end]) {
                value = min((value ?? 0) * 10 + Int(units[end] - 0x30), Int(Int32.max))
                end += 1
            }
            return value
        }
        guard let least = number(), end < units.count else { return nil }
        var most: Int? = least
        if units[end] == 0x2C {
            end += 1
            most = number()
        }
        guard end < units.count, units[end] == 0x7D else { return nil }
        return (least, most, end + 1)
    }

    func fault(_ message: String, at unit: Int) -> ECMASyntax.Oddity {
        ECMASyntax.Oddity(message: message, offset: offsets[min(unit, units.count)])
    }

    func character(_ unit: UInt32) -> Character {
        Character(Unicode.Scalar(unit) ?? "\u{FFFD}")
    }

    /// Takes these ASCII characters if they are next.
    mutating func take(_ text: String) -> Bool {
        var end = at
        for byte in text.utf8 {
            guard end < units.count, units[end] == UInt32(byte) else { return false }
            end += 1
        }
        at = end
        return true
    }

    mutating func refer(to name: String, _ start: Int) {
        references.append((name, offsets[start]))
    }

    mutating func refer(to number: Int, _ start: Int) {
        if number > highestReference.number { highestReference = (number, offsets[start]) }
    }
}
