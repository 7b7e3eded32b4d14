/// Takes a regular expression apart, by ECMA-262 with the leniency of its Annex B; nil where it is
/// none, or has in it what the machine does not know.
struct TextPatternParser {
    private typealias Tree = TextPattern.Tree
    private typealias ScalarSet = TextPattern.ScalarSet
    private struct Unknown: Error {}

    private let source: [UInt32]
    private var at = 0
    private var depth = 0

    init(_ source: String) { self.source = source.unicodeScalars.map(\.value) }

    mutating func parse() -> TextPattern.Tree? {
        guard let tree = try? choice(), at == source.count else { return nil }
        return tree
    }

    private var peek: UInt32? { at < source.count ? source[at] : nil }

    private func isNext(_ scalar: Unicode.Scalar) -> Bool { peek == scalar.value }

    /// Takes the text if it comes next.
    private mutating func took(_ text: String) -> Bool {
        let wanted = text.unicodeScalars.map(\.value)
        guard source[at...].starts(with: wanted) else { return false }
        at += wanted.count
        return true
    }

    private mutating func take() throws(Unknown) -> UInt32 {
        guard let scalar = peek else { throw Unknown() }
        at += 1
        return scalar
    }

    private mutating func choice() throws(Unknown) -> Tree {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else { throw Unknown() }
        var parts = [try sequence()]
        while took("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(Unknown) -> Tree {
        var parts: [Tree] = []
        while peek != nil, !isNext("|"), !isNext(")") {
            let (tree, mayRepeat) = try atom()
            parts.append(mayRepeat ? try repeated(tree) : tree)
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() throws(Unknown) -> (Tree, mayRepeat: Bool) {
        let scalar = try take()
        switch Unicode.Scalar(scalar) {
        case "^": return (.start, false)
        case "$": return (.end, false)
        case ".": return (.set(Self.anything), true)
        case "(": return try group()
        case "[": return (.set(try bracket()), true)
        case "\\": return try escape()
        case "*", "+", "?": throw Unknown()
        case "{":
            // Where it begins no count it stands for itself.
            let mark = at
            if (try? count()) != nil { throw Unknown() }
            at = mark
            return (.scalar(scalar), true)
        default: return (.scalar(scalar), true)
        }
    }

    private mutating func group() throws(Unknown) -> (Tree, mayRepeat: Bool) {
        var wanted: Bool?
        if took("?=") {
            wanted = true
        } else if took("?!") {
            wanted = false
        } else if took("?<") {
            guard let first = peek, !isNext("="), !isNext("!"), first != 0x3E else {
                throw Unknown()
            }
            while try take() != 0x3E {}
        } else if isNext("?"), !took("?:") {
            throw Unknown()
        }
        let tree = try choice()
        guard took(")") else { throw Unknown() }
        return wanted.map { (.look(tree, wanted: $0), false) } ?? (tree, true)
    }

    private mutating func repeated(_ tree: Tree) throws(Unknown) -> Tree {
        var (least, most): (Int, Int?) = (1, 1)
        if took("*") {
            (least, most) = (0, nil)
        } else if took("+") {
            (least, most) = (1, nil)
        } else if took("?") {
            (least, most) = (0, 1)
        } else if isNext("{") {
            let mark = at
            at += 1
            guard let counted = try? count() else {
                at = mark
                return tree
            }
            (least, most) = counted
            if let most, most < least { throw Unknown() }
        } else {
            return tree
        }
        // Whether it is greedy changes what is found, not whether something is.
        _ = took("?")
        if isNext("*") || isNext("+") || isNext("?") { throw Unknown() }
        return .times(tree, least, most)
    }

    /// What follows a `{`: `2}`, `2,}` or `2,3}`.
    private mutating func count() throws(Unknown) -> (Int, Int?) {
        let least = try digits()
        if took("}") { return (least, least) }
        guard took(",") else { throw Unknown() }
        if took("}") { return (least, nil) }
        let most = try digits()
        guard took("}") else { throw Unknown() }
        return (least, most)
    }

    private mutating func digits() throws(Unknown) -> Int {
        var value: Int?
        while let scalar = peek, (0x30...0x39).contains(scalar) {
            at += 1
            value = min((value ?? 0) * 10 + Int(scalar - 0x30), 1_000_000)
        }
        guard let value else { throw Unknown() }
        return value
    }
}

// Escapes and classes.

extension TextPatternParser {
    private mutating func escape() throws(Unknown) -> (Tree, mayRepeat: Bool) {
        if took("b") { return (.boundary(true), false) }
        if took("B") { return (.boundary(false), false) }
        if let set = shorthand() { return (.set(set), true) }
        if let scalar = peek, (0x31...0x39).contains(scalar) { throw Unknown() }
        return (.scalar(try escapedScalar()), true)
    }

    private mutating func shorthand() -> ScalarSet? {
        guard let scalar = peek, let set = Self.shorthands[scalar] else { return nil }
        at += 1
        return set
    }

    /// What follows a backslash and stands for one code point.
    private mutating func escapedScalar() throws(Unknown) -> UInt32 {
        let scalar = try take()
        switch Unicode.Scalar(scalar) {
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "v": return 0x0B
        case "f": return 0x0C
        case "0":
            if let next = peek, (0x30...0x39).contains(next) { throw Unknown() }
            return 0
        case "c":
            let letter = try take()
            guard Self.isLetter(letter) else { throw Unknown() }
            return letter % 32
        case "x": return try hexadecimal(2)
        case "u": return try unicode()
        case "k", "p", "P": throw Unknown()
        default: return scalar
        }
    }

    private mutating func unicode() throws(Unknown) -> UInt32 {
        if took("{") {
            var value: UInt32 = 0
            while !took("}") { value = min(value << 4 | (try hexadecimal(1)), 0x20_0000) }
            guard value <= 0x10_FFFF else { throw Unknown() }
            return value
        }
        let unit = try hexadecimal(4)
        guard (0xD800..<0xDC00).contains(unit), took("\\u") else { return unit }
        let low = try hexadecimal(4)
        guard (0xDC00..<0xE000).contains(low) else { throw Unknown() }
        return 0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }

    private mutating func hexadecimal(_ count: Int) throws(Unknown) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = Unicode.Scalar(try take()).flatMap({ Character($0).hexDigitValue })
            else { throw Unknown() }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private mutating func bracket() throws(Unknown) -> ScalarSet {
        var set = ScalarSet(ranges: [], isNegated: took("^"))
        while !took("]") {
            guard let lower = try member(&set) else { continue }
            guard isNext("-"), at + 1 < source.count, source[at + 1] != 0x5D else {
                set.ranges.append(lower...lower)
                continue
            }
            at += 1
            if let upper = try member(&set) {
                guard lower <= upper else { throw Unknown() }
                set.ranges.append(lower...upper)
            } else {
                set.ranges += [lower...lower, 0x2D...0x2D]
            }
        }
        return set
    }

    /// One code point of a class; nil when it was a shorthand, which joins the class at once.
    private mutating func member(_ set: inout ScalarSet) throws(Unknown) -> UInt32? {
        let scalar = try take()
        guard scalar == 0x5C else { return scalar }
        if took("b") { return 0x08 }
        if took("-") { return 0x2D }
        if let shorthand = shorthand() {
            set.ranges += shorthand.isNegated ? Self.complement(shorthand.ranges) : shorthand.ranges
            return nil
        }
        if let digit = peek, (0x31...0x39).contains(digit) { throw Unknown() }
        return try escapedScalar()
    }

    /// The code points that ascending ranges leave out.
    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var (next, rest): (UInt32, [ClosedRange<UInt32>]) = (0, [])
        for range in ranges {
            if range.lowerBound > next { rest.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        return rest + [next...0x10_FFFF]
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
    }

    private static let digit: [ClosedRange<UInt32>] = [0x30...0x39]
    static let word: [ClosedRange<UInt32>] = [
        0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A,
    ]
    private static let space: [ClosedRange<UInt32>] = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
        0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]
    private static let anything = ScalarSet(
        ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)
    private static let shorthands: [UInt32: ScalarSet] = [
        0x64: ScalarSet(ranges: digit), 0x44: ScalarSet(ranges: digit, isNegated: true),
        0x77: ScalarSet(ranges: word), 0x57: ScalarSet(ranges: word, isNegated: true),
        0x73: ScalarSet(ranges: space), 0x53: ScalarSet(ranges: space, isNegated: true),
    ]
}
