/// A pattern for ids and paths: `*` stands for any run of bytes, `?` for one, all else for itself.
package struct Wildcard: Sendable {
    package let text: String
    private let pattern: [UInt8]

    /// The pattern that a text stands for; every text is one.
    package init(_ text: String) {
        self.text = text
        pattern = Array(text.utf8)
    }

    /// How many bytes stand for themselves: of two patterns the one with more says more.
    var weight: Int { pattern.count { !Self.isWild($0) } }

    /// Whether it is no pattern but one word.
    var isPlain: Bool { !pattern.contains(where: Self.isWild) }

    private static func isWild(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
    }

    /// Whether the whole word matches; at most the product of both lengths in steps.
    package func matches(_ word: String) -> Bool {
        let word = Array(word.utf8)
        var (place, index) = (0, 0)
        // Where to go on when what follows the last star does not fit.
        var retry: (place: Int, index: Int)?
        while index < word.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                place += 1
                retry = (place, index)
            } else if place < pattern.count,
                pattern[place] == UInt8(ascii: "?") || pattern[place] == word[index]
            {
                place += 1
                index += 1
            } else if let last = retry {
                retry = (last.place, last.index + 1)
                (place, index) = (last.place, last.index + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
