import Testing
import WireJSON

/// Seeded damage: whatever the bytes, the reader answers, and names a place within the text.
@Suite struct JSONMutationTests {
    /// SplitMix64, so that every run damages the same bytes.
    private struct Randomness: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    private static let seed = Array(
        #"""
        {"openrpc": "1.3.2", "n": [0, -1.5, 2E+10, 1e-7], "été \u00e9 \ud83d\ude00": {"a": {}},
         "words": [true, false, null, [], ""], "text": "a \"longer\" run of \\ text\n — 日本 😀"}
        """#.utf8)

    /// Bytes that mean something to a reader, which blind chance would seldom hit.
    private static let loaded: [UInt8] =
        Array("{}[],:\"\\/u0-+.eEtfn \n".utf8) + [
            0x00, 0x1F, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
        ]

    private func damage(_ bytes: inout [UInt8], by random: inout Randomness) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = Self.loaded.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.insert(byte, at: place)
        case 3: bytes.remove(at: place)
        case 4: bytes.removeSubrange(place...)
        default:
            let end = min(place + Int.random(in: 1...20, using: &random), bytes.count)
            bytes.insert(
                contentsOf: bytes[place..<end], at: Int.random(in: 0...place, using: &random))
        }
        if bytes.isEmpty { bytes = [byte] }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func aThousandMutants(of round: UInt64) throws {
        var random = Randomness(state: round)
        var (read, refused) = (0, 0)
        for _ in 0..<1000 {
            var mutant = Self.seed
            for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&mutant, by: &random) }
            do throws(JSONFault) {
                let value = try JSONValue.read(mutant)
                read += 1
                // What was read must survive being written.
                let again = try JSONValue.read(value.bytes(.pretty))
                #expect(again == value)
                #expect(again.bytes() == value.bytes())
            } catch {
                refused += 1
                #expect((0...mutant.count).contains(error.offset))
                #expect(error.rule.hasPrefix("json."))
            }
        }
        #expect(read > 0 && refused > 0 && read + refused == 1000)
    }
}
