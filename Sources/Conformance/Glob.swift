/// A selection of cases by id: `*` stands for any run of characters, `?` for one.
package struct Glob: Sendable {
    package let text: String
    private let pattern: [Character]

    /// The selection a text stands for; every text is one.
    package init(_ text: String) {
        self.text = text
        pattern = Array(text)
    }

    /// Whether any id that begins so can match.
    package func mayMatch(prefix: String) -> Bool {
        let plain = text.prefix { $0 != "*" && $0 != "?" }
        return plain.hasPrefix(prefix) || prefix.hasPrefix(plain)
    }

    /// Whether the whole id matches; linear in both lengths but for the stars.
    package func matches(_ id: String) -> Bool {
        let id = Array(id)
        var place = 0
        var index = 0
        var star: Int?
        var mark = 0
        while index < id.count {
            if place < pattern.count, pattern[place] == "?" || pattern[place] == id[index],
                pattern[place] != "*"
            {
                place += 1
                index += 1
            } else if place < pattern.count, pattern[place] == "*" {
                star = place
                mark = index
                place += 1
            } else if let star {
                place = star + 1
                mark += 1
                index = mark
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
