import Diagnostics
import WireJSON

/// Looks for the name that was meant, with so much work in all and no more.
struct Nearest {
    private var budget = 1_000_000

    /// Names beyond this size are not compared.
    private static let longest = 64

    /// The candidate that a misspelled name is closest to; of equals the first, nil when none is
    /// close: one letter in three may be wrong, and at most `most` of them.
    mutating func name(to name: String, among candidates: [String], most: Int = 3) -> String? {
        let wanted = Array(name.utf8)
        budget -= candidates.count
        guard wanted.count <= Self.longest, budget >= 0 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= Self.longest {
            let limit = min(max(wanted.count, candidate.utf8.count) / 3, most)
            guard abs(wanted.count - candidate.utf8.count) <= limit else { continue }
            budget -= (wanted.count + 1) * (candidate.utf8.count + 1)
            guard budget >= 0 else { return nil }
            let distance = Self.distance(wanted, Array(candidate.utf8))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The distance of two names, in which a letter of the wrong case counts nothing.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        Closest.distance(left.map(lowered), right.map(lowered))
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
