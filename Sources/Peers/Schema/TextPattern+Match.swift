extension TextPattern {
    /// Whether the pattern is found somewhere in the text; nil when that takes more than the work
    /// that is left, which is counted in steps and taken off.
    @inline(never)
    func isFound(in text: String, work: inout Int) -> Bool? {
        let scalars = text.unicodeScalars.map(\.value)
        return scalars.withUnsafeBufferPointer {
            run(from: entry, at: 0, isSearch: true, $0, &work)
        }
    }

    /// Steps that are alive at one place of the text, each once.
    private struct Front {
        var steps: [Int] = []
        var marks: [Int]
        var mark = 0

        init(_ count: Int) { marks = Array(repeating: -1, count: count) }

        mutating func clear() {
            steps.removeAll(keepingCapacity: true)
            mark += 1
        }

        mutating func insert(_ step: Int) -> Bool {
            if marks[step] == mark { return false }
            marks[step] = mark
            return true
        }
    }

    private func run(
        from first: Int, at begin: Int, isSearch: Bool, _ text: UnsafeBufferPointer<UInt32>,
        _ work: inout Int
    ) -> Bool? {
        var front = Front(steps.count)
        var next = Front(steps.count)
        var place = begin
        guard let found = spread(first, at: place, into: &front, text, &work) else { return nil }
        if found { return true }
        while place < text.count {
            next.clear()
            let scalar = text[place]
            place += 1
            for step in front.steps {
                work -= 1
                let isTaken =
                    switch steps[step] {
                    case .scalar(let wanted): wanted == scalar
                    case .set(let set): set.contains(scalar)
                    default: false
                    }
                guard isTaken else { continue }
                guard let found = spread(step + 1, at: place, into: &next, text, &work) else {
                    return nil
                }
                if found { return true }
            }
            if isSearch {
                guard let found = spread(first, at: place, into: &next, text, &work) else {
                    return nil
                }
                if found { return true }
            }
            swap(&front, &next)
            if front.steps.isEmpty, !isSearch || isAnchored { return false }
            guard work > 0 else { return nil }
        }
        return false
    }

    /// Whether a match can only begin where the text does, as far as its first step tells.
    private var isAnchored: Bool { if case .start = steps[entry] { true } else { false } }

    /// Follows the steps that take nothing; true when the end is among them.
    private func spread(
        _ first: Int, at place: Int, into front: inout Front, _ text: UnsafeBufferPointer<UInt32>,
        _ work: inout Int
    ) -> Bool? {
        var open = [first]
        while let step = open.popLast() {
            guard front.insert(step) else { continue }
            work -= 1
            switch steps[step] {
            case .scalar, .set: front.steps.append(step)
            case .match: return true
            case .jump(let target): open.append(target)
            case .split(let left, let right):
                open.append(right)
                open.append(left)
            case .start: if place == 0 { open.append(step + 1) }
            case .end: if place == text.count { open.append(step + 1) }
            case .boundary(let isWanted):
                if isBoundary(place, text) == isWanted { open.append(step + 1) }
            case .look(let target, let wanted):
                // One machine for each place where it is asked: what a hostile pattern makes of
                // that is bounded by the work.
                work -= steps.count
                guard work > 0,
                    let found = run(from: target, at: place, isSearch: false, text, &work)
                else { return nil }
                if found == wanted { open.append(step + 1) }
            }
        }
        return false
    }

    private func isBoundary(_ place: Int, _ text: UnsafeBufferPointer<UInt32>) -> Bool {
        let isWord = { (index: Int) in
            text.indices.contains(index)
                && TextPatternParser.word.contains { $0.contains(text[index]) }
        }
        return isWord(place - 1) != isWord(place)
    }
}
