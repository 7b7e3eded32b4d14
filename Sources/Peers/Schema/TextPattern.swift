/// A regular expression (ECMA-262, on code points) as a small machine that never goes back: its
/// time is bounded by the text's length times the pattern's, whatever either says. Back-references,
/// lookbehind and properties of characters are beyond it.
struct TextPattern: Sendable {
    /// One step of the machine; numbers are indices of steps.
    enum Step: Sendable {
        case scalar(UInt32)
        case set(ScalarSet)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        /// Whether it is a boundary that is wanted.
        case boundary(Bool)
        /// A lookahead whose own steps begin here and end in `match`; whether it must succeed.
        case look(Int, wanted: Bool)
        case match
    }

    /// Code points, by ranges.
    struct ScalarSet: Sendable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool {
            for range in ranges where range.contains(scalar) { return !isNegated }
            return isNegated
        }
    }

    let steps: [Step]
    /// Where the machine begins; lookaheads lie before.
    let entry: Int

    /// Nil for a pattern that is none, is beyond the machine, or has too many steps.
    init?(_ source: String) {
        var parser = TextPatternParser(source)
        guard let tree = parser.parse() else { return nil }
        var builder = Builder()
        guard let entry = builder.enter(tree) else { return nil }
        steps = builder.steps
        self.entry = entry
    }

    /// A pattern taken apart.
    indirect enum Tree: Sendable {
        case empty
        case scalar(UInt32)
        case set(ScalarSet)
        case start
        case end
        case boundary(Bool)
        case look(Tree, wanted: Bool)
        case sequence([Tree])
        case choice([Tree])
        /// Nil is no upper bound.
        case times(Tree, Int, Int?)
    }

    /// Lays a tree out as steps.
    private struct Builder {
        var steps: [Step] = []
        private var looks: [(at: Int, tree: Tree)] = []

        /// A pattern's counted repetitions are written out, up to so many steps.
        private static let greatest = 20_000

        mutating func enter(_ tree: Tree) -> Int? {
            let entry = steps.count
            guard add(tree) else { return nil }
            steps.append(.match)
            while let (at, tree) = looks.popLast() {
                guard case .look(_, let wanted) = steps[at] else { return nil }
                steps[at] = .look(steps.count, wanted: wanted)
                guard add(tree) else { return nil }
                steps.append(.match)
            }
            return entry
        }

        private mutating func add(_ tree: Tree) -> Bool {
            guard steps.count < Self.greatest else { return false }
            switch tree {
            case .empty: break
            case .scalar(let scalar): steps.append(.scalar(scalar))
            case .set(let set): steps.append(.set(set))
            case .start: steps.append(.start)
            case .end: steps.append(.end)
            case .boundary(let isWanted): steps.append(.boundary(isWanted))
            case .look(let tree, let wanted):
                looks.append((steps.count, tree))
                steps.append(.look(0, wanted: wanted))
            case .sequence(let parts): return parts.allSatisfy { add($0) }
            case .choice(let parts): return addChoice(parts[...])
            case .times(let part, let least, let most): return addTimes(part, least, most)
            }
            return true
        }

        private mutating func addChoice(_ parts: ArraySlice<Tree>) -> Bool {
            guard let first = parts.first else { return true }
            guard parts.count > 1 else { return add(first) }
            let split = steps.count
            steps.append(.match)
            guard add(first) else { return false }
            let jump = steps.count
            steps.append(.match)
            steps[split] = .split(split + 1, steps.count)
            guard addChoice(parts.dropFirst()) else { return false }
            steps[jump] = .jump(steps.count)
            return true
        }

        private mutating func addTimes(_ part: Tree, _ least: Int, _ most: Int?) -> Bool {
            guard least <= Self.greatest, (most ?? 0) <= Self.greatest else { return false }
            for _ in 0..<least where !add(part) { return false }
            guard let most else {
                let split = steps.count
                steps.append(.match)
                guard add(part) else { return false }
                steps.append(.jump(split))
                steps[split] = .split(split + 1, steps.count)
                return true
            }
            var splits: [Int] = []
            for _ in least..<max(least, most) {
                splits.append(steps.count)
                steps.append(.match)
                guard add(part) else { return false }
            }
            for split in splits { steps[split] = .split(split + 1, steps.count) }
            return true
        }
    }
}
