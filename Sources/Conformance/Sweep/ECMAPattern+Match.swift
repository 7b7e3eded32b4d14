extension ECMAPattern {
    /// Whether the pattern matches somewhere in the text. A text that is long, or a search that
    /// takes too many steps, counts as a match: the oracle decides then.
    func matches(_ text: String) -> Bool {
        guard text.utf8.count <= 300 else { return true }
        var search = PatternSearch(text)
        return search.scalars.indices.contains { search.reaches(root, from: $0) }
            || search.reaches(root, from: search.scalars.count)
    }
}

/// A backtracking search. What is left to match is a value, not a closure: the optimiser would make
/// a hundred copies of the search, one for each nesting of closures.
private struct PatternSearch {
    typealias Captures = [Int: Range<Int>]

    /// What is left to match after a node, innermost first.
    indirect enum Rest {
        case nothing
        case sequence(ArraySlice<ECMAPattern.Node>, Rest)
        /// The end of a group that began there.
        case group(Int, from: Int, Rest)
        /// More turns of a loop, whose last one began there.
        case turns(ECMAPattern.Node, least: Int, most: Int?, from: Int, Rest)
    }

    let scalars: [Unicode.Scalar]
    private var steps = 50_000

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func reaches(_ node: ECMAPattern.Node, from start: Int) -> Bool {
        step(node, start, [:], .nothing)
    }

    private mutating func step(
        _ node: ECMAPattern.Node, _ at: Int, _ captures: Captures, _ rest: Rest
    ) -> Bool {
        steps -= 1
        guard steps > 0 else { return true }
        switch node {
        case .empty: return resume(rest, at, captures)
        case .one(let set):
            return at < scalars.count && set.contains(scalars[at])
                && resume(rest, at + 1, captures)
        case .sequence(let nodes): return resume(.sequence(nodes[...], rest), at, captures)
        case .alternatives(let nodes):
            for node in nodes where step(node, at, captures, rest) { return true }
            return false
        case .repeated(let node, let least, let most):
            return turn(node, least, most, at, captures, rest)
        case .group(let node, let number):
            return step(node, at, captures, .group(number, from: at, rest))
        case .earlier(let number): return earlier(captures[number], at, captures, rest)
        case .start: return at == 0 && resume(rest, at, captures)
        case .end: return at == scalars.count && resume(rest, at, captures)
        case .wordBoundary(let wanted):
            return (isWord(at - 1) != isWord(at)) == wanted && resume(rest, at, captures)
        case .look(let node, let ahead, let negated):
            // Looking behind is left to the oracle.
            guard ahead else { return resume(rest, at, captures) }
            return step(node, at, captures, .nothing) != negated && resume(rest, at, captures)
        }
    }

    private mutating func resume(_ rest: Rest, _ at: Int, _ captures: Captures) -> Bool {
        switch rest {
        case .nothing: return true
        case .sequence(let nodes, let rest):
            guard let first = nodes.first else { return resume(rest, at, captures) }
            return step(first, at, captures, .sequence(nodes.dropFirst(), rest))
        case .group(let number, let start, let rest):
            var captures = captures
            captures[number] = start..<at
            return resume(rest, at, captures)
        case .turns(let node, let least, let most, let start, let rest):
            // An empty turn of an unbounded loop would never end.
            guard at > start || least > 0 else { return false }
            return turn(node, max(0, least - 1), most.map { $0 - 1 }, at, captures, rest)
        }
    }

    private mutating func turn(
        _ node: ECMAPattern.Node, _ least: Int, _ most: Int?, _ at: Int, _ captures: Captures,
        _ rest: Rest
    ) -> Bool {
        if most != 0 {
            let more = Rest.turns(node, least: least, most: most, from: at, rest)
            if step(node, at, captures, more) { return true }
        }
        return least == 0 && resume(rest, at, captures)
    }

    private mutating func earlier(
        _ range: Range<Int>?, _ at: Int, _ captures: Captures, _ rest: Rest
    ) -> Bool {
        guard let range else { return resume(rest, at, captures) }
        guard scalars[at...].starts(with: scalars[range]) else { return false }
        return resume(rest, at + range.count, captures)
    }

    private func isWord(_ index: Int) -> Bool {
        scalars.indices.contains(index) && ECMAPattern.Scalars.word.contains(scalars[index])
    }
}
