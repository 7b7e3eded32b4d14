/// Makes one text that a regular expression (ECMA-262, the part that schemas use) finds: the first
/// alternative, each repetition at its least, the first member of a class. Assertions other than
/// the anchors, back-references and properties are beyond it.
struct PatternSampler {
    private struct Unknown: Error {}

    private let pattern: [Unicode.Scalar]
    private var at = 0
    private var depth = 0
    /// How often `*` and `+` repeat at least.
    private let repetitions: Int

    private init(_ pattern: String, repetitions: Int) {
        self.pattern = Array(pattern.unicodeScalars)
        self.repetitions = repetitions
    }

    /// A text of at least so many scalars; nil for a pattern with something unknown in it, or when
    /// no number of repetitions makes the text so long.
    static func sample(_ pattern: String, atLeast length: Int) -> String? {
        for repetitions in [0, 1, length] {
            var sampler = PatternSampler(pattern, repetitions: repetitions)
            guard let made = try? sampler.alternatives(), sampler.at == sampler.pattern.count else {
                return nil
            }
            if made.count >= length { return String(String.UnicodeScalarView(made)) }
        }
        return nil
    }

    private mutating func alternatives() throws(Unknown) -> [Unicode.Scalar] {
        depth += 1
        defer { depth -= 1 }
        guard depth < 32 else { throw Unknown() }
        let first = try sequence()
        while peek == "|" {
            at += 1
            _ = try sequence()
        }
        return first
    }

    private mutating func sequence() throws(Unknown) -> [Unicode.Scalar] {
        var made: [Unicode.Scalar] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            if scalar == "^" || scalar == "$" {
                at += 1
                continue
            }
            let atom = try atom()
            for _ in 0..<(try leastCount()) { made += atom }
            guard made.count < 100_000 else { throw Unknown() }
        }
        return made
    }

    private mutating func atom() throws(Unknown) -> [Unicode.Scalar] {
        switch try take() {
        case "(": return try group()
        case "[": return [try bracket()]
        case ".": return ["a"]
        case "\\": return [try escape(try take())]
        case "*", "+", "?", "{": throw Unknown()
        case let scalar: return [scalar]
        }
    }

    private mutating func group() throws(Unknown) -> [Unicode.Scalar] {
        if peek == "?" {
            at += 1
            guard try take() == ":" else { throw Unknown() }
        }
        let made = try alternatives()
        guard try take() == ")" else { throw Unknown() }
        return made
    }

    /// The first scalar of a class, or of a few likely ones that a negated class leaves.
    private mutating func bracket() throws(Unknown) -> Unicode.Scalar {
        let isNegated = peek == "^"
        if isNegated { at += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while peek != "]" {
            // What a class inside a negated class leaves takes more than a look at its ends.
            if isNegated, peek == "\\" { throw Unknown() }
            let lower = try member()
            guard peek == "-", pattern.indices.contains(at + 1), pattern[at + 1] != "]" else {
                ranges.append(lower...lower)
                continue
            }
            at += 1
            let upper = try member()
            guard lower <= upper else { throw Unknown() }
            ranges.append(lower...upper)
        }
        at += 1
        if isNegated {
            let likely: [Unicode.Scalar] = ["a", "Z", "0", "_", " ", "é"]
            let left = likely.first { scalar in !ranges.contains { $0.contains(scalar) } }
            guard let left else { throw Unknown() }
            return left
        }
        guard let first = ranges.first else { throw Unknown() }
        return first.lowerBound
    }

    private mutating func member() throws(Unknown) -> Unicode.Scalar {
        let scalar = try take()
        return scalar == "\\" ? try escape(try take()) : scalar
    }

    private mutating func escape(_ scalar: Unicode.Scalar) throws(Unknown) -> Unicode.Scalar {
        switch scalar {
        case "d": return "0"
        case "w", "D", "S": return "a"
        case "s", "W": return " "
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "u", "x":
            var digits = ""
            for _ in 0..<(scalar == "u" ? 4 : 2) { digits.unicodeScalars.append(try take()) }
            guard let code = UInt32(digits, radix: 16), let made = Unicode.Scalar(code) else {
                throw Unknown()
            }
            return made
        case "a"..."z", "A"..."Z", "0"..."9": throw Unknown()
        default: return scalar
        }
    }

    /// Reads a quantifier, if there is one.
    private mutating func leastCount() throws(Unknown) -> Int {
        let count: Int
        switch peek {
        case "*": count = repetitions
        case "+": count = max(1, repetitions)
        case "?": count = 0
        case "{":
            guard let end = pattern[at...].firstIndex(of: "}") else { throw Unknown() }
            let text = String(String.UnicodeScalarView(pattern[(at + 1)..<end]))
            let bounds = text.split(separator: ",", omittingEmptySubsequences: false)
            guard let first = bounds.first, let least = Int(first), least <= 10_000 else {
                throw Unknown()
            }
            let most = bounds.count == 1 ? least : Int(bounds[1]) ?? .max
            count = max(least, min(repetitions, most))
            at = end
        default: return 1
        }
        at += 1
        if peek == "?" { at += 1 }
        return count
    }

    private var peek: Unicode.Scalar? { at < pattern.count ? pattern[at] : nil }

    private mutating func take() throws(Unknown) -> Unicode.Scalar {
        guard let scalar = peek else { throw Unknown() }
        at += 1
        return scalar
    }
}
