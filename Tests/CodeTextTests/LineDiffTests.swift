import CodeText
import Testing

@Suite struct LineDiffTests {
    private func check(
        _ old: String, _ new: String, _ lines: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let diff = LineDiff(from: Array(old.utf8), to: Array(new.utf8))
        let excerpt = diff.unified(from: "a", to: "b", limit: 100)
        #expect(
            excerpt.lines == (lines.isEmpty ? [] : ["--- a", "+++ b"] + lines),
            sourceLocation: sourceLocation)
        #expect(excerpt.hidden == 0, sourceLocation: sourceLocation)
    }

    @Test func whatIsEqualHasNoDiff() {
        check("", "", [])
        check("a\nb", "a\nb", [])
    }

    @Test func changesStandInTheirContext() {
        check("", "a\n", ["@@ -0,0 +1,1 @@", "+a"])
        check("a\n", "", ["@@ -1,1 +0,0 @@", "-a"])
        check("a\nb\nc\n", "a\nx\nc\n", ["@@ -1,3 +1,3 @@", " a", "-b", "+x", " c"])
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
            ["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+x", " 6", " 7", " 8"])
    }

    @Test func hunksApartStayApart() {
        let old = (1...20).map { "\($0)\n" }
        var new = old
        new[0] = "x\n"
        new[19] = "y\n"
        let diff = LineDiff(from: Array(old.joined().utf8), to: Array(new.joined().utf8))
        #expect(diff.unified(from: "a", to: "b", limit: 99).lines.count { $0.hasPrefix("@@") } == 2)
        #expect(diff.changes.count == 2)
    }

    @Test func aMissingEndOfLineIsADifference() {
        check(
            "a\nb", "a\nb\n",
            ["@@ -1,2 +1,2 @@", " a", "-b", "\\ No newline at end of file", "+b"])
    }

    @Test func bytesAreCompared() {
        let diff = LineDiff(from: [0xFF, 0x0A], to: [0xFE, 0x0A])
        #expect(
            diff.unified(from: "a", to: "b", limit: 9).lines.suffix(2) == ["-\\xff", "+\\xfe"])
        check("é\n", "e\u{301}\n", ["@@ -1,1 +1,1 @@", "-é", "+e\u{301}"])
        check("a\n", "a\r\n", ["@@ -1,1 +1,1 @@", "-a", "+a\\r"])
    }

    @Test func theRestIsCounted() {
        let diff = LineDiff(from: [], to: Array(String(repeating: "x\n", count: 500).utf8))
        let excerpt = diff.unified(from: "a", to: "b", limit: 10)
        #expect(excerpt.lines.count == 10 && excerpt.hidden == 493)
        let long = LineDiff(from: [], to: [UInt8](repeating: 0xC3, count: 1000))
        #expect(long.unified(from: "a", to: "b", limit: 9).lines[3].hasSuffix("more bytes"))
    }

    /// The changes turn the one text into the other, and are as few as can be.
    @Test func changesRebuildTheNewText() {
        var state: UInt64 = 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<500 {
            let old = (0..<next(12)).map { _ in "\(next(3))\n" }
            let new = (0..<next(12)).map { _ in "\(next(3))\n" }
            let diff = LineDiff(from: Array(old.joined().utf8), to: Array(new.joined().utf8))
            var built: [String] = []
            var place = 0
            for change in diff.changes {
                built += old[place..<change.old.lowerBound] + new[change.new]
                place = change.old.upperBound
            }
            #expect(built + old[place...] == new)
            let edits = diff.changes.reduce(0) { $0 + $1.old.count + $1.new.count }
            #expect(edits == old.count + new.count - 2 * common(old, new))
        }
    }

    private func common(_ left: [String], _ right: [String]) -> Int {
        var row = [Int](repeating: 0, count: right.count + 1)
        for one in left {
            var diagonal = 0
            for (index, other) in right.enumerated() {
                let above = row[index + 1]
                row[index + 1] = one == other ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return row[right.count]
    }
}
