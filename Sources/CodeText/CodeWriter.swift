/// Collects lines of source text at the right depth.
package struct CodeWriter<Language> {
    package private(set) var text = ""
    private var depth = 0

    package init() {}

    /// What has been written, as a fragment.
    package var source: Source<Language> { Source(escaped: text) }

    /// The columns that the indentation takes.
    package var indentation: Int { 4 * depth }

    /// One line, or each line of a fragment that has several; empty lines stay empty.
    package mutating func line(_ source: Source<Language>) {
        // Bytes, not characters: "\r\n" would be one character, and counting them costs time.
        var rest = source.text.utf8[...]
        while let end = rest.firstIndex(of: 0x0A) {
            append(Substring(rest[..<end]))
            rest = rest[rest.index(after: end)...]
        }
        append(Substring(rest))
    }

    private mutating func append(_ line: Substring) {
        if !line.isEmpty {
            for _ in 0..<depth { text += "    " }
            text += line
        }
        text += "\n"
    }

    /// Empty lines.
    package mutating func blank(_ count: Int = 1) {
        for _ in 0..<count { text += "\n" }
    }

    /// A line, and beneath it, one step deeper, what the body writes.
    package mutating func block(
        _ header: Source<Language>, _ body: (inout CodeWriter) -> Void
    ) {
        line(header)
        indented(body)
    }

    /// What the body writes, one step deeper.
    package mutating func indented(_ body: (inout CodeWriter) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }
}
