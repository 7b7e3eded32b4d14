/// What failed, as a text that a ledger holds: the violated checks, each with where and what was
/// seen, such as `case.reply@/error/code:-32603`. No id, time, port, path or run is part of it.
package struct Signature: Sendable, Hashable, CustomStringConvertible {
    /// The text without white space; parts are joined by `+`.
    package let description: String

    /// Reads a signature; nil where it is empty or has white space.
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else { return nil }
        description = String(text)
    }

    /// The signature of violations; what none explains is named by a word.
    init(_ violations: [Judgement], orElse word: String) {
        let parts = Set(violations.map(Self.part)).sorted()
        description = parts.isEmpty ? word : parts.joined(separator: "+")
    }

    /// Whether it is of what kept a whole document from being played.
    var isOfAll: Bool { ["not-played", "not-loaded"].contains(description) }

    /// What failed, piece by piece.
    package var parts: Set<String> {
        Set(description.split(separator: "+").map(String.init))
    }

    private static func part(_ judgement: Judgement) -> String {
        guard case .violated(_, _, _, let mark) = judgement.finding else { return judgement.check }
        return cut(judgement.check + mark.utf8.map(escaped).joined())
    }

    /// Within a mark only visible ASCII that neither joins parts nor escapes stands as it is.
    private static func escaped(_ byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "%") {
            return String(UnicodeScalar(byte))
        }
        return "%" + hexadecimal(UInt64(byte), digits: 2)
    }

    /// A subject decides how long a name is: of a long part the end is a digest.
    private static func cut(_ part: String) -> String {
        guard part.utf8.count > 120 else { return part }
        // FNV-1a.
        let digest = part.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return part.prefix(100) + "~" + hexadecimal(digest & 0xFFFF_FFFF, digits: 8)
    }

    private static func hexadecimal(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension CaseReport {
    /// What failed; nil of what did not fail.
    package var signature: Signature? {
        guard verdict == .failed else { return nil }
        let isLoaded = reason?.hasPrefix(Self.unloadable) != true
        let unplayed = isLoaded ? "not-played" : "not-loaded"
        let word = judgements.isEmpty ? unplayed : "nothing-compared"
        return Signature(violations, orElse: word)
    }
}
