/// A stream of numbers that a seed and a place name (SplitMix64), so that every session can be made
/// again by itself.
struct FuzzRandom {
    private var state: UInt64

    init(seed: UInt64, session: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(session) &* 0xD134_2543_DE82_EF95
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but without the bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }
}
