/// SHA-256 (FIPS 180-4), by which bytes are recognised again.
package enum Digest {
    /// The digest of bytes, as 64 hexadecimal digits.
    package static func sha256(_ bytes: [UInt8]) -> String {
        var state = initial
        let whole = bytes.count / 64 * 64
        for start in stride(from: 0, to: whole, by: 64) {
            compress(&state, bytes[start..<start + 64])
        }
        var tail = Array(bytes[whole...]) + [0x80]
        while tail.count % 64 != 56 { tail.append(0) }
        let length = UInt64(bytes.count) * 8
        tail += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> $0) }
        for start in stride(from: 0, to: tail.count, by: 64) {
            compress(&state, tail[start..<start + 64])
        }
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.utf8.count) + digits
        }.joined()
    }

    private static func compress(_ state: inout [UInt32], _ block: ArraySlice<UInt8>) {
        var words = [UInt32](repeating: 0, count: 64)
        for (index, byte) in block.enumerated() {
            words[index / 4] |= UInt32(byte) << UInt32(24 - index % 4 * 8)
        }
        for index in 16..<64 {
            let (before, last) = (words[index - 15], words[index - 2])
            let low = turned(before, 7) ^ turned(before, 18) ^ before >> 3
            let high = turned(last, 17) ^ turned(last, 19) ^ last >> 10
            words[index] = words[index - 16] &+ low &+ words[index - 7] &+ high
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
            let one = h &+ high &+ (e & f ^ ~e & g) &+ constants[index] &+ words[index]
            let low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
            let two = low &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ one, c, b, a, one &+ two)
        }
        for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }

    private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static let primes = (2...311).filter { number in
        !(2..<number).contains { number.isMultiple(of: $0) }
    }

    /// The first 32 bits of the fractional parts of the first primes' square roots.
    private static let initial = primes.prefix(8).map { prime in
        UInt32(truncatingIfNeeded: root(prime, shift: 64, isRoot: { $0 * $0 <= $1 }))
    }

    /// The same of the cube roots.
    private static let constants = primes.map { prime in
        UInt32(truncatingIfNeeded: root(prime, shift: 96, isRoot: { $0 * $0 * $0 <= $1 }))
    }

    /// The largest whole number whose power is at most a prime shifted to the left.
    private static func root(
        _ prime: Int, shift: Int, isRoot: (UInt128, UInt128) -> Bool
    ) -> UInt64 {
        let wanted = UInt128(prime) << UInt128(shift)
        var found: UInt128 = 0
        for bit in stride(from: 36, through: 0, by: -1) {
            let next = found | 1 << UInt128(bit)
            if isRoot(next, wanted) { found = next }
        }
        return UInt64(found)
    }
}
