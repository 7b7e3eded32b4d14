import Conformance
import Testing

@Suite struct NormaliserTests {
    /// Whether a normaliser makes two texts equal.
    private func check(
        _ name: String, _ old: String, _ new: String, _ isEqual: Bool, at path: String = "x.py",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let file = { (text: String) in
            PackageFile(path: path, content: .bytes(Array(text.utf8)), isExecutable: false)
        }
        let pair = FilePair(path: path, old: file(old), new: file(new))
        let (level, evidence) = pair.compare(Normaliser.all.filter { $0.name == name })
        #expect(level == (isEqual ? .normalised : nil), sourceLocation: sourceLocation)
        #expect(evidence != nil, sourceLocation: sourceLocation)
        #expect(pair.compare([]).level == nil, sourceLocation: sourceLocation)
    }

    @Test func eachHasItsTest() {
        #expect(
            Normaliser.all.map(\.name) == [
                "newlines", "trailing-whitespace", "comments-header", "blank-lines",
                "import-order",
            ])
        #expect(Normaliser.all.allSatisfy { !$0.summary.isEmpty })
    }

    @Test func newlines() {
        check("newlines", "a\r\nb\r\n", "a\nb\n", true)
        check("newlines", "a\nb", "a\nb\n", true, at: "x.md")
        check("newlines", "a\nb\n\n", "a\nb\n", false)
        check("newlines", "a \n", "a\n", false)
    }

    @Test func trailingWhitespace() {
        check("trailing-whitespace", "a = 1 \t\n", "a = 1\n", true)
        check("trailing-whitespace", "a = '''x \n'''\n", "a = '''x\n'''\n", false)
        check("trailing-whitespace", "a = '''x\n''' \n", "a = '''x\n'''\n", true)
        check("trailing-whitespace", "a = \"#\" # '''\nb \n", "a = \"#\" # '''\nb\n", true)
        check("trailing-whitespace", "a = 'it\\'s \\\n x' \n", "a = 'it\\'s \\\n x'\n", true)
        check("trailing-whitespace", "'''x \n", "'''x\n", true, at: "x.txt")
    }

    @Test func blankLines() {
        check("blank-lines", "a\n\n\nb\n  \n", "a\nb\n", true)
        check("blank-lines", "a = \"\"\"\n\nx\"\"\"\n", "a = \"\"\"\nx\"\"\"\n", false)
        check("blank-lines", "\n\n", "a\n", false)
    }

    @Test func commentsHeader() {
        check("comments-header", "# by 1.0\n\n# at noon\nx = 1\n", "# by 2.0\nx = 1\n", true)
        check("comments-header", "x = 1 # a\n", "x = 1 # b\n", false)
        check("comments-header", "# coding: latin-1\nx\n", "# coding: utf-8\nx\n", false)
        check("comments-header", "# a\n", "# b\n", false, at: "x.md")
        check("comments-header", "# a\nx = 1\n", "# b\nx = 1\n", true, at: "pyproject.toml")
    }

    @Test func importOrder() {
        check(
            "import-order", "import a\nfrom b import (\n    d,\n    c,\n)\nx = 1\n",
            "from b import (\n    d,\n    c,\n)\nimport a\nx = 1\n", true)
        check("import-order", "import a\nx = 1\nimport b\n", "import b\nx = 1\nimport a\n", false)
        check("import-order", "'''\nimport a\nimport b'''\n", "'''\nimport b\nimport a'''\n", false)
        check("import-order", "import a\nimport b\n", "import b\nimport a\n", false, at: "x.txt")
    }

    /// What is no text is compared as it is.
    @Test func bytesStay() {
        let file = { (bytes: [UInt8]) in
            PackageFile(path: "x.bin", content: .bytes(bytes), isExecutable: false)
        }
        let pair = FilePair(
            path: "x.bin", old: file([0xFF, 0x20, 0x0A]), new: file([0xFF, 0x0A]))
        #expect(pair.compare(Normaliser.all).level == nil)
    }

    @Test func kindsAreCompared() {
        let plain = PackageFile(path: "x", content: .bytes([]), isExecutable: false)
        var other = plain
        other.isExecutable = true
        #expect(FilePair(path: "x", old: plain, new: other).compare([]).1?.new == "a program")
        other.content = .link(to: "y")
        #expect(FilePair(path: "x", old: plain, new: other).compare([]).1?.new == "a link to 'y'")
        #expect(FilePair(path: "x", old: other, new: other).compare([]).level == .identical)
        #expect(FilePair(path: "x", old: plain).compare([]).1?.new == "nothing")
        let composed = PackageFile(path: "\u{E9}", content: .bytes([]), isExecutable: false)
        let apart = PackageFile(path: "e\u{301}", content: .bytes([]), isExecutable: false)
        #expect(FilePair.pairs([composed], [apart]).count == 2)
    }
}
