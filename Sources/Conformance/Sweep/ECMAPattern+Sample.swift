extension ECMAPattern {
    /// A text that matches and whose length in scalars lies in the range, as far as a few tries
    /// find one; the last try otherwise.
    func sample(_ random: inout SplitMix64, length: ClosedRange<Int>) -> String {
        var stretch = max(6, length.lowerBound)
        var text = ""
        for _ in 0..<24 {
            var captures: [Int: String] = [:]
            text = Self.text(root, &random, min(stretch, length.upperBound), &captures)
            let count = text.unicodeScalars.count
            if count > length.upperBound {
                stretch /= 2
            } else if count < length.lowerBound {
                stretch += length.lowerBound - count
            } else if matches(text) {
                return text
            }
        }
        return text
    }

    /// `stretch` is how many turns a loop takes beyond those it must.
    private static func text(
        _ node: Node, _ random: inout SplitMix64, _ stretch: Int, _ captures: inout [Int: String]
    ) -> String {
        switch node {
        case .empty, .start, .end, .wordBoundary, .look: return ""
        case .one(let set): return ScalarPalette(set).sample(&random)
        case .sequence(let nodes):
            return nodes.map { text($0, &random, stretch, &captures) }.joined()
        case .alternatives(let nodes): return text(random.pick(nodes), &random, stretch, &captures)
        case .repeated(let node, let least, let most):
            let more = min(most.map { $0 - least } ?? stretch, stretch)
            // An optional part is more telling when it is there.
            let turns = least + (more == 1 ? 1 : more > 0 ? random.below(more + 1) : 0)
            if case .one(let set) = node {
                let palette = ScalarPalette(set)
                return (0..<turns).map { _ in palette.sample(&random) }.joined()
            }
            return (0..<turns).map { _ in text(node, &random, stretch, &captures) }.joined()
        case .group(let node, let number):
            let inner = text(node, &random, stretch, &captures)
            captures[number] = inner
            return inner
        case .earlier(let number): return captures[number] ?? ""
        }
    }
}

/// The scalars of a set from which samples are drawn: the printable ASCII ones where it has any.
private struct ScalarPalette {
    private let ranges: [ClosedRange<UInt32>]
    private let count: Int

    init(_ set: ECMAPattern.Scalars) {
        let plain = set.plain
        let printable = plain.compactMap { range -> ClosedRange<UInt32>? in
            let low = max(range.lowerBound, 0x21)
            let high = min(range.upperBound, 0x7E)
            return low <= high ? low...high : nil
        }
        ranges = printable.isEmpty ? plain : printable
        count = ranges.reduce(0) { $0 + Self.size($1) }
    }

    /// Of a large range only the beginning counts, so that small ones beside it have their chance.
    private static func size(_ range: ClosedRange<UInt32>) -> Int { min(range.count, 4_096) }

    func sample(_ random: inout SplitMix64) -> String {
        guard count > 0 else { return "" }
        var index = random.below(count)
        for range in ranges {
            if index < Self.size(range) {
                return Unicode.Scalar(range.lowerBound + UInt32(index)).map { String($0) } ?? "x"
            }
            index -= Self.size(range)
        }
        return ""
    }
}
