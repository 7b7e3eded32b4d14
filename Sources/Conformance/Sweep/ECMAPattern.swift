/// A regular expression as JSON Schema means it (ECMA-262, O74), read far enough to make texts that
/// match. What it does not know it approximates: an outside oracle judges every sample.
struct ECMAPattern: Sendable {
    let root: Node

    indirect enum Node: Sendable {
        case empty
        case one(Scalars)
        case sequence([Node])
        case alternatives([Node])
        case repeated(Node, least: Int, most: Int?)
        case group(Node, number: Int)
        case earlier(Int)
        case start
        case end
        case wordBoundary(Bool)
        case look(Node, ahead: Bool, negated: Bool)
    }

    /// A set of Unicode scalars.
    struct Scalars: Sendable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            ranges.contains { $0.contains(scalar.value) } != isNegated
        }
    }

    /// Nil when the text is no pattern, such as one with an unclosed group.
    init?(_ text: String) {
        var reader = PatternReader(text)
        guard let root = reader.alternatives(), reader.isAtEnd else { return nil }
        self.root = root
    }
}

extension ECMAPattern.Scalars {
    static let digits = Self(ranges: [0x30...0x39])
    static let word = Self(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let space = Self(ranges: [0x20...0x20, 0x09...0x0D, 0xA0...0xA0, 0x2028...0x2029])
    static let anyButNewline = Self(
        ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)

    static func scalar(_ scalar: Unicode.Scalar) -> Self {
        Self(ranges: [scalar.value...scalar.value])
    }

    /// The same set without a negation.
    var plain: [ClosedRange<UInt32>] {
        guard isNegated else { return ranges }
        var plain: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { plain.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { plain.append(next...0x10FFFF) }
        return plain
    }
}

/// Recursive descent over the scalars of a pattern.
private struct PatternReader {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var groups = 0
    private var names: [String: Int] = [:]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { index == scalars.count }
    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    mutating func alternatives() -> ECMAPattern.Node? {
        guard let first = sequence() else { return nil }
        var all = [first]
        while take("|") {
            guard let more = sequence() else { return nil }
            all.append(more)
        }
        return all.count == 1 ? first : .alternatives(all)
    }

    private mutating func sequence() -> ECMAPattern.Node? {
        var nodes: [ECMAPattern.Node] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let atom = atom(), let node = quantified(atom) else { return nil }
            nodes.append(node)
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func quantified(_ atom: ECMAPattern.Node) -> ECMAPattern.Node? {
        var bounds: (least: Int, most: Int?)
        switch next {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            guard let counted = counted() else { return atom }
            bounds = counted
            index -= 1
        default: return atom
        }
        index += 1
        _ = take("?")
        if let most = bounds.most, most < bounds.least { return nil }
        return .repeated(atom, least: bounds.least, most: bounds.most)
    }

    /// `{n}`, `{n,}` or `{n,m}`; nil, and nothing read, when the brace is only a brace.
    private mutating func counted() -> (least: Int, most: Int?)? {
        let start = index
        index += 1
        if let least = number() {
            if take("}") { return (least, least) }
            if take(",") {
                let most = number()
                if take("}") { return (least, most) }
            }
        }
        index = start
        return nil
    }

    private mutating func number() -> Int? {
        let start = index
        while let scalar = next, (0x30...0x39).contains(scalar.value) { index += 1 }
        return Int(String(String.UnicodeScalarView(scalars[start..<index])))
    }

    private mutating func atom() -> ECMAPattern.Node? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "^": return .start
        case "$": return .end
        case ".": return .one(.anyButNewline)
        case "(": return group()
        case "[": return bracket().map { .one($0) }
        case "\\": return escape()
        case "{" where quantifiesNothing(): return nil
        case "*", "+", "?": return nil
        default: return .one(.scalar(scalar))
        }
    }

    private mutating func quantifiesNothing() -> Bool {
        index -= 1
        defer { index += 1 }
        let start = index
        defer { index = start }
        return counted() != nil
    }

    private mutating func group() -> ECMAPattern.Node? {
        if take("?:") { return closed() }
        if take("?=") { return closed().map { .look($0, ahead: true, negated: false) } }
        if take("?!") { return closed().map { .look($0, ahead: true, negated: true) } }
        if take("?<=") { return closed().map { .look($0, ahead: false, negated: false) } }
        if take("?<!") { return closed().map { .look($0, ahead: false, negated: true) } }
        groups += 1
        let number = groups
        if take("?<") || take("?P<") {
            guard let name = name(until: ">") else { return nil }
            names[name] = number
        }
        return closed().map { .group($0, number: number) }
    }

    private mutating func closed() -> ECMAPattern.Node? {
        guard let node = alternatives(), take(")") else { return nil }
        return node
    }

    private mutating func name(until end: Unicode.Scalar) -> String? {
        guard let close = scalars[index...].firstIndex(of: end) else { return nil }
        defer { index = close + 1 }
        return String(String.UnicodeScalarView(scalars[index..<close]))
    }

    private mutating func escape() -> ECMAPattern.Node? {
        guard let scalar = next else { return nil }
        switch scalar {
        case "b", "B":
            index += 1
            return .wordBoundary(scalar == "b")
        case "k" where index + 1 < scalars.count && scalars[index + 1] == "<":
            index += 2
            return name(until: ">").flatMap { names[$0] }.map { .earlier($0) } ?? .empty
        case "1"..."9":
            return number().map { .earlier($0) }
        default:
            return escapedScalars().map { .one($0) }
        }
    }

    private mutating func bracket() -> ECMAPattern.Scalars? {
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while let scalar = next, scalar != "]" {
            guard let low = member() else { return nil }
            if let first = low.single, index + 1 < scalars.count, next == "-",
                scalars[index + 1] != "]"
            {
                index += 1
                guard let high = member()?.single, high >= first else { return nil }
                ranges.append(first...high)
            } else {
                ranges += low.plain
            }
        }
        guard take("]") else { return nil }
        return ECMAPattern.Scalars(ranges: ranges, isNegated: isNegated)
    }

    private mutating func member() -> ECMAPattern.Scalars? {
        guard let scalar = next else { return nil }
        index += 1
        guard scalar == "\\" else { return .scalar(scalar) }
        if take("b") { return .scalar("\u{8}") }
        return escapedScalars()
    }

    /// What stands after a backslash, as a set of scalars.
    private mutating func escapedScalars() -> ECMAPattern.Scalars? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "d": return .digits
        case "D":
            return ECMAPattern.Scalars(ranges: ECMAPattern.Scalars.digits.ranges, isNegated: true)
        case "w": return .word
        case "W":
            return ECMAPattern.Scalars(ranges: ECMAPattern.Scalars.word.ranges, isNegated: true)
        case "s": return .space
        case "S":
            return ECMAPattern.Scalars(ranges: ECMAPattern.Scalars.space.ranges, isNegated: true)
        case "t": return .scalar("\t")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "v": return .scalar("\u{B}")
        case "f": return .scalar("\u{C}")
        case "0": return .scalar("\0")
        case "c": return control()
        case "x": return hexadecimal(2)
        case "u": return take("{") ? named(hexadecimal: true) : hexadecimal(4)
        case "p", "P": return property(isNegated: scalar == "P")
        default: return .scalar(scalar)
        }
    }

    private mutating func control() -> ECMAPattern.Scalars? {
        guard let letter = next, letter.isASCII else { return nil }
        index += 1
        return .scalar(Unicode.Scalar(UInt8(letter.value & 0x1F)))
    }

    private mutating func hexadecimal(_ count: Int) -> ECMAPattern.Scalars? {
        guard index + count <= scalars.count else { return nil }
        let digits = String(String.UnicodeScalarView(scalars[index..<index + count]))
        index += count
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { .scalar($0) }
    }

    private mutating func named(hexadecimal: Bool) -> ECMAPattern.Scalars? {
        name(until: "}").flatMap { UInt32($0, radix: 16) }.flatMap(Unicode.Scalar.init)
            .map { .scalar($0) }
    }

    /// `\p{…}` by its ASCII and Latin part, which is all that a sample needs.
    private mutating func property(isNegated: Bool) -> ECMAPattern.Scalars? {
        guard take("{"), let name = name(until: "}") else { return nil }
        let value = name.split(separator: "=").last.map(String.init) ?? name
        let ranges: [ClosedRange<UInt32>]
        switch value {
        case "Lu", "Uppercase", "Uppercase_Letter": ranges = [0x41...0x5A, 0xC0...0xD6]
        case "Ll", "Lowercase", "Lowercase_Letter": ranges = [0x61...0x7A, 0xE0...0xF6]
        case "N", "Nd", "Number", "Decimal_Number": ranges = [0x30...0x39]
        case "P", "Punctuation": ranges = [0x21...0x23, 0x25...0x2A, 0x2C...0x2F]
        case "Z", "Zs", "White_Space": ranges = [0x20...0x20]
        default: ranges = [0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xE0...0xF6]
        }
        return ECMAPattern.Scalars(ranges: ranges, isNegated: isNegated)
    }
}

extension ECMAPattern.Scalars {
    /// The only scalar of the set, where there is just one.
    fileprivate var single: UInt32? {
        guard !isNegated, ranges.count == 1, let range = ranges.first, range.count == 1 else {
            return nil
        }
        return range.lowerBound
    }
}
