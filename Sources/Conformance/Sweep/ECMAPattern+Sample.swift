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
        case .one(let set): return set.sample(&random)
        case .sequence(let nodes):
            return nodes.map { text($0, &random, stretch, &captures) }.joined()
        case .alternatives(let nodes): return text(random.pick(nodes), &random, stretch, &captures)
        case .repeated(let node, let least, let most):
            let more = min(most.map { $0 - least } ?? stretch, stretch)
            // An optional part is more telling when it is there.
            let turns = least + (more == 1 ? 1 : more > 0 ? random.below(more + 1) : 0)
            return (0..<turns).map { _ in text(node, &random, stretch, &captures) }.joined()
        case .group(let node, let number):
            let inner = text(node, &random, stretch, &captures)
            captures[number] = inner
            return inner
        case .earlier(let number): return captures[number] ?? ""
        }
    }
}

extension ECMAPattern.Scalars {
    /// One scalar of the set, a printable ASCII one where it has any.
    func sample(_ random: inout SplitMix64) -> String {
        let ranges = plain
        let printable = ranges.compactMap { range -> ClosedRange<UInt32>? in
            let low = max(range.lowerBound, 0x21)
            let high = min(range.upperBound, 0x7E)
            return low <= high ? low...high : nil
        }
        let usable = printable.isEmpty ? ranges : printable
        guard !usable.isEmpty else { return "" }
        var index = random.below(usable.reduce(0) { $0 + min($1.count, 4_096) })
        for range in usable {
            let count = min(range.count, 4_096)
            if index < count {
                return Unicode.Scalar(range.lowerBound + UInt32(index)).map { String($0) } ?? "x"
            }
            index -= count
        }
        return ""
    }
}
