extension LineDiff {
    /// A diff for people: its lines, and how many there are beyond those.
    package struct Excerpt: Sendable {
        package private(set) var lines: [String] = []
        package private(set) var hidden = 0
        private let limit: Int

        fileprivate init(limit: Int) { self.limit = limit }

        fileprivate mutating func add(_ line: () -> String) {
            if lines.count < limit { lines.append(line()) } else { hidden += 1 }
        }
    }

    /// The changes as `diff -u` shows them, with three lines around each; nothing when there are
    /// none. Control characters and malformed bytes are spelt out, and long lines cut.
    package func unified(from old: String, to new: String, limit: Int) -> Excerpt {
        var excerpt = Excerpt(limit: limit)
        guard !changes.isEmpty else { return excerpt }
        excerpt.add { "--- \(Self.visible(Array(old.utf8)))" }
        excerpt.add { "+++ \(Self.visible(Array(new.utf8)))" }
        for hunk in hunks { add(hunk, to: &excerpt) }
        return excerpt
    }

    private static let context = 3

    private var hunks: [ArraySlice<Change>] {
        var hunks: [ArraySlice<Change>] = []
        for (index, change) in changes.enumerated() {
            let gap = index > 0 ? change.old.lowerBound - changes[index - 1].old.upperBound : .max
            if gap <= 2 * Self.context, let last = hunks.popLast() {
                hunks.append(changes[last.startIndex...index])
            } else {
                hunks.append(changes[index...index])
            }
        }
        return hunks
    }

    private func add(_ hunk: ArraySlice<Change>, to excerpt: inout Excerpt) {
        guard let first = hunk.first, let last = hunk.last else { return }
        let before = min(Self.context, first.old.lowerBound)
        let after = min(Self.context, old.count - last.old.upperBound)
        let spanned = (
            old: first.old.lowerBound - before..<last.old.upperBound + after,
            new: first.new.lowerBound - before..<last.new.upperBound + after
        )
        excerpt.add { "@@ -\(Self.place(spanned.old)) +\(Self.place(spanned.new)) @@" }
        var line = spanned.old.lowerBound
        for change in hunk {
            add(old[line..<change.old.lowerBound], " ", to: &excerpt)
            add(old[change.old], "-", to: &excerpt)
            add(new[change.new], "+", to: &excerpt)
            line = change.old.upperBound
        }
        add(old[line..<spanned.old.upperBound], " ", to: &excerpt)
    }

    private func add(
        _ lines: ArraySlice<ArraySlice<UInt8>>, _ sign: String, to excerpt: inout Excerpt
    ) {
        for line in lines {
            let isEnded = line.last == 0x0A
            excerpt.add { sign + Self.visible(Array(isEnded ? line.dropLast() : line)) }
            if !isEnded { excerpt.add { "\\ No newline at end of file" } }
        }
    }

    /// First line and count; an empty range stands after the line it follows.
    private static func place(_ lines: Range<Int>) -> String {
        "\(lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1),\(lines.count)"
    }

    private static let width = 400

    /// A line as a terminal can show it.
    package static func visible(_ line: [UInt8]) -> String {
        // A cut must not go through a character.
        let isInside = { (index: Int) in index < line.count && line[index] & 0xC0 == 0x80 }
        let end = (0..<4).map { width - $0 }.first { !isInside($0) } ?? width
        let shown = Array(line.prefix(end))
        let text =
            String(validating: shown, as: UTF8.self).map(escaped)
            ?? shown.map { byte in
                (0x20..<0x7F).contains(byte)
                    ? String(Unicode.Scalar(byte))
                    : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        return line.count > end ? text + " … \(line.count - end) more bytes" : text
    }

    /// The text with what a terminal would obey, or hide, spelt out.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control where scalar != "\t", .format, .lineSeparator, .paragraphSeparator:
                scalar.escaped(asASCII: true)
            default: String(scalar)
            }
        }.joined()
    }
}
