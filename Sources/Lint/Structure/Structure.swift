import Synchronization

/// The flaws of one reading, found in one walk when the first rule asks.
final class Structure: Sendable {
    private let found = Mutex<[Flaw]?>(nil)

    /// Every flaw, in the order of the walk.
    func flaws(of reading: Reading) -> [Flaw] {
        found.withLock { found in
            if let found { return found }
            var walk = ShapeWalk(reading)
            walk.walk()
            found = walk.flaws
            return walk.flaws
        }
    }
}

extension Reading {
    /// What the meta-schema finds of one sort.
    func flaws(_ sort: Flaw.Sort) -> [Remark] {
        structure.flaws(of: self).filter { $0.sort == sort }.map(\.remark)
    }
}
