package import Diagnostics

/// The line of a text that a span begins in, and below it a mark under the span.
///
/// A long line is cut around the span. What would steer a terminal or take no room is replaced by
/// one visible character; a tab stays a tab in both lines, so the mark stands right for any width.
package struct SourceExcerpt: Sendable {
    package let line: Int
    package let text: String
    package let mark: String

    /// How many bytes of a line are shown before and behind the start of the span.
    private static let (before, behind) = (60, 80)

    /// The excerpt for a span; nil where the text has no line to show.
    package init?(_ span: SourceSpan) {
        let file = span.file
        let bytes = file.bytes
        line = span.start.line
        let whole = file.bytes(ofLine: line)
        guard !whole.isEmpty, span.bytes.lowerBound <= whole.upperBound else { return nil }
        let start = span.bytes.lowerBound
        let fits = whole.count <= Self.before + Self.behind
        let from =
            fits || start - whole.lowerBound <= Self.before
            ? whole.lowerBound : Self.boundary(start - Self.before, in: bytes)
        let to =
            fits || whole.upperBound - start <= Self.behind
            ? whole.upperBound : Self.boundary(start + Self.behind, in: bytes)
        let end = min(max(span.bytes.upperBound, start), to)
        let lead = (from > whole.lowerBound ? "…" : "") + Self.visible(bytes[from..<start])
        let core = Self.visible(bytes[start..<end])
        let rest = Self.visible(bytes[end..<to]) + (to < whole.upperBound ? "…" : "")
        text = lead + core + rest
        let blank = lead.map { $0 == "\t" ? "\t" : Self.room(Self.width($0)) }.joined()
        let width = max(1, core.reduce(0) { $0 + Self.width($1) })
        mark = blank + "^" + String(repeating: "~", count: width - 1)
    }

    /// The first byte of the character that an offset stands in.
    private static func boundary(_ offset: Int, in bytes: [UInt8]) -> Int {
        var offset = offset
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }

    private static func visible(_ bytes: ArraySlice<UInt8>) -> String {
        Terminal.visible(String(decoding: bytes, as: UTF8.self), keepsTabs: true)
    }

    private static func room(_ width: Int) -> String { String(repeating: " ", count: width) }

    /// The columns of one character: none, one, or two for what East Asia and emoji take.
    static func width(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        if scalars.allSatisfy(Terminal.takesNoRoom) { return 0 }
        let isWide = scalars.contains { Terminal.isWide($0) || $0 == "\u{FE0F}" }
        return isWide ? 2 : 1
    }
}
