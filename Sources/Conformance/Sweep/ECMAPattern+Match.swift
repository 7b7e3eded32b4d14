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

/// A backtracking search with continuations.
private struct PatternSearch {
    typealias Captures = [Int: Range<Int>]
    typealias Continuation = (inout PatternSearch, Int, Captures) -> Bool

    let scalars: [Unicode.Scalar]
    private var steps = 50_000

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func reaches(_ node: ECMAPattern.Node, from start: Int) -> Bool {
        step(node, start, [:]) { _, _, _ in true }
    }

    private mutating func step(
        _ node: ECMAPattern.Node, _ at: Int, _ captures: Captures, _ then: Continuation
    ) -> Bool {
        steps -= 1
        guard steps > 0 else { return true }
        switch node {
        case .empty: return then(&self, at, captures)
        case .one(let set):
            return at < scalars.count && set.contains(scalars[at]) && then(&self, at + 1, captures)
        case .sequence(let nodes): return sequence(nodes[...], at, captures, then)
        case .alternatives(let nodes):
            for node in nodes where step(node, at, captures, then) { return true }
            return false
        case .repeated(let node, let least, let most):
            return repeated(node, least, most, at, captures, then)
        case .group(let node, let number):
            return step(node, at, captures) { search, end, inner in
                var inner = inner
                inner[number] = at..<end
                return then(&search, end, inner)
            }
        case .earlier(let number): return earlier(captures[number], at, captures, then)
        case .start: return at == 0 && then(&self, at, captures)
        case .end: return at == scalars.count && then(&self, at, captures)
        case .wordBoundary(let wanted):
            return (isWord(at - 1) != isWord(at)) == wanted && then(&self, at, captures)
        case .look(let node, let ahead, let negated):
            // Looking behind is left to the oracle.
            guard ahead else { return then(&self, at, captures) }
            let found = step(node, at, captures) { _, _, _ in true }
            return found != negated && then(&self, at, captures)
        }
    }

    private mutating func sequence(
        _ nodes: ArraySlice<ECMAPattern.Node>, _ at: Int, _ captures: Captures,
        _ then: Continuation
    ) -> Bool {
        guard let first = nodes.first else { return then(&self, at, captures) }
        return step(first, at, captures) { search, end, inner in
            search.sequence(nodes.dropFirst(), end, inner, then)
        }
    }

    private mutating func repeated(
        _ node: ECMAPattern.Node, _ least: Int, _ most: Int?, _ at: Int, _ captures: Captures,
        _ then: Continuation
    ) -> Bool {
        if most != 0 {
            let more = step(node, at, captures) { search, end, inner in
                // An empty turn of an unbounded loop would never end.
                guard end > at || least > 0 else { return false }
                return search.repeated(
                    node, max(0, least - 1), most.map { $0 - 1 }, end, inner, then)
            }
            if more { return true }
        }
        return least == 0 && then(&self, at, captures)
    }

    private mutating func earlier(
        _ range: Range<Int>?, _ at: Int, _ captures: Captures, _ then: Continuation
    ) -> Bool {
        guard let range else { return then(&self, at, captures) }
        guard scalars[at...].starts(with: scalars[range]) else { return false }
        return then(&self, at + range.count, captures)
    }

    private func isWord(_ index: Int) -> Bool {
        scalars.indices.contains(index) && ECMAPattern.Scalars.word.contains(scalars[index])
    }
}
