import Diagnostics
import Testing

@Suite struct SourceFileTests {
    /// `é` in two scalars, an emoji of two UTF-16 units, a tab, and both ends of lines.
    private static let text = "a\te\u{301}😀b\r\n\nlast"

    private func file(_ text: String) -> SourceFile {
        SourceFile(name: "f", bytes: Array(text.utf8))
    }

    private func check(
        _ text: String, _ word: String, line: Int, scalars: Int, utf16: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = file(text)
        let found = try #require(text.utf8.firstRange(of: Array(word.utf8)))
        let offset = text.utf8.distance(from: text.utf8.startIndex, to: found.lowerBound)
        #expect(
            file.position(at: offset) == SourcePosition(line: line, column: scalars),
            sourceLocation: sourceLocation)
        #expect(
            file.position(at: offset, in: .utf16) == SourcePosition(line: line, column: utf16),
            sourceLocation: sourceLocation)
    }

    @Test func columnsAreCountedInEitherUnit() throws {
        try check(Self.text, "a", line: 1, scalars: 1, utf16: 1)
        try check(Self.text, "😀", line: 1, scalars: 5, utf16: 5)
        try check(Self.text, "b", line: 1, scalars: 6, utf16: 7)
        try check(Self.text, "last", line: 3, scalars: 1, utf16: 1)
    }

    @Test func aLineIsGivenWithoutItsEnd() {
        let file = file(Self.text)
        let lines = (1...4).map {
            String(decoding: file.bytes[file.bytes(ofLine: $0)], as: UTF8.self)
        }
        #expect(lines == ["a\te\u{301}😀b", "", "last", ""])
        #expect(file.bytes(ofLine: 0) == file.bytes.count..<file.bytes.count)
    }

    /// Blocks of the index change nothing: the same as counting from the start.
    @Test func aLongLineIsCountedAsAShortOne() throws {
        let text =
            String(repeating: "ä😀x", count: 3_000) + "\n" + String(repeating: "😀", count: 2_500)
        let file = file(text)
        for offset in stride(from: 0, through: file.bytes.count, by: 509) {
            let before = file.bytes[..<offset]
            let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let scalars = before[start...].count { $0 & 0xC0 != 0x80 }
            let pairs = before[start...].count { $0 >= 0xF0 }
            #expect(file.position(at: offset).column == scalars + 1)
            #expect(file.position(at: offset, in: .utf16).column == scalars + pairs + 1)
            #expect(
                file.count(before: offset, in: .scalars) == before.count { $0 & 0xC0 != 0x80 })
        }
    }

    @Test func offsetsBeyondTheTextNameItsEnd() {
        #expect(file("ab").position(at: 9) == SourcePosition(line: 1, column: 3))
        #expect(file("").position(at: 0) == SourcePosition(line: 1, column: 1))
    }

    @Test(arguments: [
        ("lnt", ["run", "lint", "list"], "lint"), ("frobnicate", ["run"], nil),
        ("", ["run"], nil), ("x", [], nil),
    ])
    func theNearestWordIsFound(_ word: String, _ words: [String], _ nearest: String?) {
        #expect(Closest.match(word, among: words) == nearest)
    }
}
