import Diagnostics
import Lint
import Testing

@Suite struct FixTests {
    private func check(
        _ text: String, _ fixes: [[Fix.Edit]], _ result: String, made: [Int],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let fixes = fixes.map { Fix("change it", $0) }
        let (bytes, done) = Fix.apply(fixes, to: Array(text.utf8))
        #expect(String(decoding: bytes, as: UTF8.self) == result, sourceLocation: sourceLocation)
        #expect(done == made, sourceLocation: sourceLocation)
    }

    @Test func editsReplaceInsertAndRemove() {
        check("abcdef", [[.init(1..<2, "XY")]], "aXYcdef", made: [0])
        check("abcdef", [[.init(0..<0, "X"), .init(6..<6, "Y")]], "XabcdefY", made: [0])
        check("abcdef", [[.init(2..<4, "")], [.init(0..<1, "é")]], "ébef", made: [0, 1])
        check("", [[.init(0..<0, "x")]], "x", made: [0])
        check("abc", [], "abc", made: [])
    }

    @Test func ofTwoThatOverlapTheFirstIsMade() {
        check("abcdef", [[.init(2..<4, "X")], [.init(3..<5, "Y")]], "abXef", made: [0])
        check("abcdef", [[.init(3..<5, "Y")], [.init(2..<4, "X")]], "abXef", made: [1])
        check("abcdef", [[.init(0..<6, "X")], [.init(2..<3, "Y")]], "X", made: [0])
        check("abcdef", [[.init(2..<3, "X")], [.init(2..<3, "X")]], "abXdef", made: [0])
        // What a fix spans belongs to it, between its edits too.
        check(
            "abcdef", [[.init(0..<1, "X"), .init(5..<6, "Y")], [.init(2..<3, "Z")]], "XbcdeY",
            made: [0])
    }

    @Test func neighboursDoNotMeetUnlessOneInserts() {
        check("abcdef", [[.init(0..<2, "X")], [.init(2..<4, "Y")]], "XYef", made: [0, 1])
        check("abcdef", [[.init(2..<2, "X")], [.init(2..<2, "Y")]], "abXcdef", made: [0])
        check("abcdef", [[.init(0..<2, "")], [.init(2..<2, "Y")]], "cdef", made: [0])
        check("abcdef", [[.init(2..<2, "Y")], [.init(2..<4, "")]], "abYcdef", made: [0])
    }

    @Test func whatFitsNoTextIsNotMade() {
        check("abc", [[.init(2..<4, "X")]], "abc", made: [])
        check("abc", [[]], "abc", made: [])
        check("abc", [[.init(2..<3, "X"), .init(0..<1, "Y")]], "abc", made: [])
        check("abc", [[.init(0..<2, "X"), .init(1..<3, "Y")]], "abc", made: [])
        check("abc", [[.init(9..<9, "X")], [.init(0..<1, "Y")]], "Ybc", made: [1])
    }
}

@Suite struct MendingTests {
    /// Each `x` is a finding whose fix writes `replacement`; each `!` a finding without one.
    private func look(_ text: [UInt8], writing replacement: String) throws -> Mending.Look {
        let file = SourceFile(name: "f", bytes: text)
        let fixable = try #require(Rule.named("json.duplicate-name"))
        let other = try #require(Rule.named("openrpc.duplicate-method"))
        let findings = text.enumerated().compactMap { offset, byte -> Finding? in
            let span = SourceSpan(file: file, bytes: offset..<(offset + 1))
            switch byte {
            case UInt8(ascii: "x"):
                var finding = Finding(rule: fixable, "an x", at: span)
                finding.fix = Fix("write it", [Fix.Edit(offset..<(offset + 1), replacement)])
                return finding
            case UInt8(ascii: "!"): return Finding(rule: other, "alarm", at: span)
            default: return nil
            }
        }
        return Mending.Look(file: file, findings: findings)
    }

    private func check(
        _ text: String, writing replacement: String, _ result: String, mended: Int,
        withheld: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let mending = try Mending(look(Array(text.utf8), writing: replacement)) { bytes in
            bytes.contains(UInt8(ascii: "#")) ? nil : try look(bytes, writing: replacement)
        }
        let after = String(decoding: mending.look.file.bytes, as: UTF8.self)
        #expect(after == result, sourceLocation: sourceLocation)
        #expect(mending.mended.count == mended, sourceLocation: sourceLocation)
        #expect(mending.withheld == withheld, sourceLocation: sourceLocation)
    }

    @Test func everythingIsMended() throws {
        try check("axbxc", writing: "y", "aybyc", mended: 2)
        try check("x", writing: "", "", mended: 1)
        try check("abc", writing: "y", "abc", mended: 0)
    }

    @Test func aFixThatBringsAFindingIsWithheld() throws {
        try check("axb", writing: "!", "axb", mended: 0, withheld: ["json.duplicate-name"])
        try check("!xb", writing: "!", "!xb", mended: 0, withheld: ["json.duplicate-name"])
        try check("axb", writing: "xx", "axb", mended: 0, withheld: ["json.duplicate-name"])
    }

    @Test func aFixThatBreaksTheTextIsWithheld() throws {
        try check("axb", writing: "#", "axb", mended: 0, withheld: ["json.duplicate-name"])
    }

    @Test func aFixThatChangesNothingEnds() throws {
        try check("axb", writing: "x", "axb", mended: 0, withheld: ["json.duplicate-name"])
    }

    @Test func whatIsIgnoredOrStandsElsewhereIsLeft() throws {
        let ignored = try look(Array("ax".utf8), writing: "y")
        var marked = ignored
        marked.findings[0].ignoredBecause = "so it is"
        #expect(try Mending(marked) { try look($0, writing: "y") }.mended.isEmpty)
        let other = SourceFile(name: "g", bytes: Array("ax".utf8))
        let elsewhere = Mending.Look(file: other, findings: ignored.findings)
        #expect(try Mending(elsewhere) { try look($0, writing: "y") }.mended.isEmpty)
    }
}
