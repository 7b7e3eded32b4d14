import Diagnostics
import Lint
import Reporting
import TestSupport
import Testing
import WireJSON

@Suite struct LintReportTests {
    @Test func aRunAsAPersonReadsIt() {
        Snapshot.check(LintStory.told(.console), at: "fixtures/reports/lint/console.txt")
    }

    @Test func aRunAsLines() throws {
        let text = LintStory.told(.jsonl)
        Snapshot.check(text, at: "fixtures/reports/lint/lines.jsonl")
        for line in text.split(separator: "\n") {
            let event = try JSONValue.read(String(line))
            #expect(event.object?.names.prefix(2) == ["version", "event"])
            #expect(event["version"]?.string == "1.0")
            #expect(event.duplicateNames().isEmpty)
        }
    }

    /// The bytes that a line names are those of the word.
    @Test func linesPointAtTheWord() throws {
        let lines = LintStory.told(.jsonl).split(separator: "\n").filter {
            $0.contains("\"event\":\"finding\"") && $0.contains("pets")
        }
        let found = try lines.dropFirst().map { line -> String in
            let event = try JSONValue.read(String(line))
            let bytes =
                try #require(
                    event["start"]?["byte"]?.int)..<(try #require(event["end"]?["byte"]?.int))
            return String(decoding: LintStory.file.bytes[bytes], as: UTF8.self)
        }
        #expect(found == LintStory.words)
    }

    @Test func aRunAsAnnotations() {
        let text = LintStory.told(.github)
        Snapshot.check(text, at: "fixtures/reports/lint/github.txt")
        #expect(text.contains("100%25 ␛[31mred%0Aline, a:b"))
        #expect(!text.contains("known; see"))
    }

    @Test func noReportSteersATerminal() {
        for scalar in LintStory.told(.console).unicodeScalars {
            let isPlain = scalar == "\n" || scalar == "\t" || scalar.value >= 0x20
            #expect(isPlain && scalar.value != 0x7F && scalar.value != 0x202E)
        }
    }

    @Test func rulesAreExplainedAndListed() {
        let rules = LintStory.rules
        Snapshot.check(
            RuleText.explanation(rules[0]), at: "fixtures/reports/lint/explanation.txt")
        let list = RuleText.list(rules)
        for rule in rules { #expect(list.contains("  \(rule.id)  ")) }
        #expect(list.hasPrefix("json: "))
        #expect(RuleText.list([]) == "")
    }

    @Test func aRunThatLintedNothingIsNeverGreen() {
        var summary = LintSummary()
        #expect(summary.exitCode == 3)
        summary.linted = 1
        #expect(summary.exitCode == 0)
        summary.inconclusive = ["x"]
        #expect(summary.exitCode == 3)
        summary.tally.add(LintStory.findings)
        #expect(summary.exitCode == 1)
        summary.refused = ["y"]
        #expect(summary.exitCode == 2)
    }

    @Test(
        arguments: [
            (nil, [1, 1, 1]), (.note, [0, 1, 1]), (.warning, [0, 0, 1]), (.error, [0, 0, 0]),
        ] as [(Severity?, [Int32])])
    func whatIsToleratedIsNoFailure(_ tolerated: Severity?, _ codes: [Int32]) {
        let findings = [LintStory.findings[2], LintStory.findings[1], LintStory.findings[0]]
        for (finding, code) in zip(findings, codes) {
            var summary = LintSummary(tolerated: tolerated)
            summary.linted = 1
            summary.tally.add([finding])
            #expect(summary.exitCode == code)
        }
    }
}

@Suite struct SourceExcerptTests {
    private func check(
        _ text: String, _ word: String, _ line: String, _ mark: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = SourceFile(name: "f", bytes: Array(text.utf8))
        let excerpt = try #require(SourceExcerpt(LintStory.span(word, in: file)))
        #expect(excerpt.text == line, sourceLocation: sourceLocation)
        #expect(excerpt.mark == mark, sourceLocation: sourceLocation)
    }

    @Test func theMarkStandsUnderTheWord() throws {
        try check("a bc d", "bc", "a bc d", "  ^~")
        try check("x\na bc\r\ny", "bc", "a bc", "  ^~")
        try check("\ta\tbc", "bc", "\ta\tbc", "\t \t^~")
        try check("e\u{301} bc", "bc", "e\u{301} bc", "  ^~")
        try check("日 bc", "bc", "日 bc", "   ^~")
        try check("👩‍👩‍👧 bc", "bc", "👩‍👩‍👧 bc", "   ^~")
        try check("日本", "本", "日本", "  ^~")
        try check("\u{1B}\u{202E} bc", "bc", "␛\u{FFFD} bc", "   ^~")
        try check("a b\ncd", "b\nc", "a b", "  ^")
    }

    @Test func aLongLineIsCutAroundTheWord() throws {
        let far = String(repeating: "ä", count: 5_000)
        let file = SourceFile(name: "f", bytes: Array("\(far) bc \(far)".utf8))
        let excerpt = try #require(SourceExcerpt(LintStory.span("bc", in: file)))
        #expect(excerpt.text.hasPrefix("…ä") && excerpt.text.hasSuffix("ä…"))
        #expect(excerpt.text.utf8.count < 160)
        let place = try #require(excerpt.text.firstRange(of: "bc")).lowerBound
        #expect(
            excerpt.mark
                == String(
                    repeating: " ",
                    count: excerpt.text.distance(from: excerpt.text.startIndex, to: place)) + "^~")
        let wide = SourceSpan(file: file, bytes: 0..<file.bytes.count)
        #expect(try #require(SourceExcerpt(wide)).mark.utf8.count < 100)
    }

    @Test func thereMayBeNoLineToShow() {
        let empty = SourceFile(name: "f", bytes: [])
        #expect(SourceExcerpt(SourceSpan(file: empty, bytes: 0..<0)) == nil)
        let ended = SourceFile(name: "f", bytes: Array("a\n".utf8))
        #expect(SourceExcerpt(SourceSpan(file: ended, bytes: 2..<2)) == nil)
    }
}
