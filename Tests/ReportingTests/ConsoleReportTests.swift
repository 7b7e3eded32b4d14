import Conformance
import Diagnostics
import Reporting
import TestSupport
import Testing

@Suite struct ConsoleReportTests {
    private static func text(_ events: [Event], showsUnsupported: Bool = false) -> String {
        var report = ConsoleReport(showsUnsupported: showsUnsupported)
        return events.map { report.text(for: $0) }.joined()
    }

    @Test func aRunAsAPersonReadsIt() {
        Snapshot.check(Self.text(Story.events), at: "fixtures/reports/console.txt")
    }

    @Test func unsupportedCasesOneByOne() {
        Snapshot.check(
            Self.text(Story.good, showsUnsupported: true), at: "fixtures/reports/unsupported.txt")
    }

    @Test func aRunThatCouldNotBeJudgedSaysWhy() {
        let end = Event.runFinished(
            RunSummary(documents: [], refused: [], inconclusive: "no oracle; run scripts/setup"))
        #expect(
            Self.text([end])
                == """

                0 documents judged, 0 refused, 0 held, 0 failed, 0 passed, 0 failed, \
                0 unsupported, 0 inconclusive, inconclusive: no oracle; run scripts/setup

                """)
    }

    @Test func longListsAreCutAndCounted() {
        let warnings = (0..<7).map(Story.warning)
        let started = Event.documentStarted(
            DocumentInfo(document: "d", methods: 1, cases: 1, diagnostics: warnings))
        let text = Self.text([started])
        #expect(text.split(separator: "\n").count == 6)
        #expect(text.contains("field 4") && !text.contains("field 5"))
        #expect(text.hasSuffix("… and 2 more of severity warning; 'assay generate' lists all\n"))
        let errors = (0..<11).map { Story.problem("error \($0)", "r") }
        let refused = Self.text([.documentRefused(document: "d", errors)])
        #expect(refused.contains("error 9") && !refused.contains("error 10"))
        #expect(refused.contains("… and 1 more of severity error"))
    }

    /// What a subject printed is evidence, and steers no terminal.
    @Test func controlCharactersAreSpeltOut() {
        let text = Self.text(Story.events)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        #expect(text.contains(#"\u{1B}[31mred"#) || text.contains(#"\u{001B}[31mred"#))
    }

    @Test(arguments: [
        ("plain", "plain"), ("a/b-c_d.e:f+g,h@i", "a/b-c_d.e:f+g,h@i"), ("", "''"),
        ("two words", "'two words'"), ("it's", #"'it'\''s'"#), ("*", "'*'"), ("$x", "'$x'"),
        ("~", "'~'"), ("a\nb", "'a\nb'"), ("%2F", "'%2F'"), ("ü", "'ü'"), ("#", "'#'"),
        ("a=b", "'a=b'"), ("`x`", "'`x`'"), ("\\", #"'\'"#), ("!", "'!'"), ("[", "'['"),
    ])
    func aReplayIsQuotedForAShell(_ word: String, _ quoted: String) {
        #expect(RunInfo.quoted(word) == quoted)
    }

    /// A POSIX shell takes every quoted word back as it was.
    @Test func aShellTakesWordsBack() throws {
        let ascii = (1...0x7F).compactMap { Unicode.Scalar($0).map { "a\($0)b" } }
        let words = ascii + ["", "'", "é'"]
        let script = "printf '%s\\0' " + words.map(RunInfo.quoted).joined(separator: " ")
        let outcome = try Program.run(["/bin/sh", "-c", script])
        #expect(outcome.output == words.map { $0 + "\0" }.joined())
    }

    @Test func aBuiltInRunIsReplayedWithoutADocument() {
        var info = Story.info
        info.isBuiltIn = true
        #expect(
            info.replayCommand(document: "pets", only: "errors/data")
                == "assay run --seed 1 --timeout 2 --only errors/data")
    }
}
