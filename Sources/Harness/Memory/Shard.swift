/// One of several parts of a run, which are played apart: which cases are its own depends on their
/// ids alone.
package struct Shard: Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1.
    package let index: Int
    package let count: Int

    /// The part of that number; nil when there is none.
    package init?(_ index: Int, of count: Int) {
        guard count >= 1, (1...count).contains(index) else { return nil }
        self.index = index
        self.count = count
    }

    package var description: String { "\(index)/\(count)" }

    /// Whether the case is one of this part.
    package func takes(_ id: String) -> Bool {
        let digits = VerdictMemory.key([id]).prefix(12)
        return (Int(digits, radix: 16) ?? 0) % count == index - 1
    }
}
