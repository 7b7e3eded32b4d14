/// How one text becomes another, line by line. Texts are bytes: what is no UTF-8 differs too, and
/// so does a last line that lacks its end.
package struct LineDiff: Sendable {
    /// Lines of the old text that stand where lines of the new one do; either may be none.
    package struct Change: Sendable, Equatable {
        package var old: Range<Int>
        package var new: Range<Int>
    }

    let old: [ArraySlice<UInt8>]
    let new: [ArraySlice<UInt8>]
    /// What differs, in order; no two changes touch.
    package let changes: [Change]

    /// Beyond so many differing lines, or so many steps, the rest of the texts is one change: the
    /// search would take the square of them.
    static let limits = (edits: 1_000, steps: 20_000_000)

    /// The shortest list of changes, as long as the texts are not too different.
    package init(from old: [UInt8], to new: [UInt8]) {
        self.old = Self.lines(of: old)
        self.new = Self.lines(of: new)
        changes = Self.changes(self.old, self.new)
    }

    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = text[...]
        while let end = rest.firstIndex(of: 0x0A) {
            lines.append(rest[...end])
            rest = rest[(end + 1)...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }

    private static func changes(
        _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
    ) -> [Change] {
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int {
            if let known = numbers[line] { return known }
            numbers[line] = numbers.count
            return numbers.count - 1
        }
        let (left, right) = (old.map(number), new.map(number))
        let head = zip(left, right).prefix { $0 == $1 }.count
        let tail = zip(left[head...].reversed(), right[head...].reversed())
            .prefix { $0 == $1 }.count
        let search = EditSearch(
            Array(left[head..<(left.count - tail)]), Array(right[head..<(right.count - tail)]))
        return search.changes.map { change in
            Change(
                old: change.old.lowerBound + head..<change.old.upperBound + head,
                new: change.new.lowerBound + head..<change.new.upperBound + head)
        }
    }
}

/// E. W. Myers' greedy search for a shortest edit script, with a bound.
private struct EditSearch {
    let left: [Int]
    let right: [Int]

    init(_ left: [Int], _ right: [Int]) {
        self.left = left
        self.right = right
    }

    var changes: [LineDiff.Change] {
        if left.isEmpty && right.isEmpty { return [] }
        let whole = LineDiff.Change(old: 0..<left.count, new: 0..<right.count)
        guard !left.isEmpty, !right.isEmpty, let rounds = rounds() else { return [whole] }
        return script(rounds)
    }

    /// How far each diagonal reaches after each number of edits, until one reaches the end; nil
    /// when that takes too long. Of round d, the diagonal k is at index k + d.
    private func rounds() -> [[Int]]? {
        var rounds: [[Int]] = []
        var steps = 0
        for edits in 0...LineDiff.limits.edits {
            var reach = [Int](repeating: 0, count: 2 * edits + 1)
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                var x = start(diagonal, edits, rounds.last)
                let begin = x
                while x < left.count, x - diagonal < right.count, x - diagonal >= 0,
                    left[x] == right[x - diagonal]
                {
                    x += 1
                }
                steps += x - begin + 1
                reach[diagonal + edits] = x
                if x == left.count && x - diagonal == right.count { return rounds + [reach] }
            }
            if steps > LineDiff.limits.steps { return nil }
            rounds.append(reach)
        }
        return nil
    }

    /// Where a diagonal begins: below the one above it, or right of the one before it.
    private func start(_ diagonal: Int, _ edits: Int, _ last: [Int]?) -> Int {
        guard let last else { return 0 }
        let below = { (k: Int) in last[k + edits - 1] }
        return goesDown(diagonal, edits, last) ? below(diagonal + 1) : below(diagonal - 1) + 1
    }

    private func goesDown(_ diagonal: Int, _ edits: Int, _ last: [Int]) -> Bool {
        if diagonal == -edits { return true }
        if diagonal == edits { return false }
        return last[diagonal - 1 + edits - 1] < last[diagonal + 1 + edits - 1]
    }

    /// The way back from the end, as changes in order.
    private func script(_ rounds: [[Int]]) -> [LineDiff.Change] {
        var found: [LineDiff.Change] = []
        var (x, y) = (left.count, right.count)
        for edits in stride(from: rounds.count - 1, to: 0, by: -1) {
            let last = rounds[edits - 1]
            let diagonal = x - y
            let isDown = goesDown(diagonal, edits, last)
            let before = isDown ? diagonal + 1 : diagonal - 1
            let from = last[before + edits - 1]
            let at = (x: from, y: from - before)
            let change = LineDiff.Change(
                old: at.x..<(isDown ? at.x : at.x + 1), new: at.y..<(isDown ? at.y + 1 : at.y))
            if let next = found.last, change.old.upperBound == next.old.lowerBound,
                change.new.upperBound == next.new.lowerBound
            {
                found[found.count - 1] = LineDiff.Change(
                    old: change.old.lowerBound..<next.old.upperBound,
                    new: change.new.lowerBound..<next.new.upperBound)
            } else {
                found.append(change)
            }
            (x, y) = at
        }
        return found.reversed()
    }
}
