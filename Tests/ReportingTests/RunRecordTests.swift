import Conformance
import Reporting
import Testing
import WireJSON

/// The reader of the stream.
@Suite struct RunRecordTests {
    private func check(
        refuses lines: [String], at line: Int, _ message: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(sourceLocation: sourceLocation) {
            try RunRecord.read(Array(lines.joined(separator: "\n").utf8))
        } throws: { error in
            let fault = error as? RecordFault
            return fault?.line == line && fault?.message.contains(message) == true
        }
    }

    private func check(
        _ lines: [String], hasGap gap: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let record = try RunStory.record(lines)
        #expect(
            record.gaps.contains { $0.contains(gap) }, "\(record.gaps)",
            sourceLocation: sourceLocation)
        #expect(record.isPartial && record.exitCode != 0, sourceLocation: sourceLocation)
        #expect(
            record.troubles.contains { $0.rule == "run.partial" }, sourceLocation: sourceLocation)
    }

    @Test func aRunComesBackAsItWas() throws {
        let record = try RunStory.record()
        #expect(record.info?.seed == "1" && record.info?.interpreter == "CPython 3.11.2")
        #expect(record.sections.map(\.label) == ["pets.json", "pets.json (rust)"])
        #expect(record.counts.standings == RunStory.counts)
        #expect(record.skips.map(\.language) == ["go"])
        #expect(record.refusals.map(\.document) == ["broken.json"])
        #expect(record.exitCode == 1 && !record.isPartial)
        let failed = try #require(record.cases.first { $0.standing == .failed })
        #expect(failed.violations.first?.seen == RunStory.hostile)
    }

    @Test func everyCaseHasAName() throws {
        let record = try RunStory.record()
        let names = record.sections.flatMap { section in
            section.cases.map { "\(section.label) › \($0.label)" }
        }
        #expect(Set(names).count == names.count && names.count == 10)
        #expect(names.contains("pets.json › sweep/pet.get/all-params [sync/tcp] #2"))
        #expect(names.contains("pets.json (rust) › sweep/pet.get/all-params [sync/tcp]"))
        #expect(Set(record.cases.map(\.key)).count == names.count)
    }

    /// A name that looks like another's number is none.
    @Test func namesThatLookLikeNumbersAreToldApart() throws {
        let reports = ["x", "x #2", "x"].map {
            CaseReport(id: $0, title: "t", requirements: [], verdict: .failed)
        }
        let record = try RunStory.record(GoodRun.lines(reports))
        #expect(record.cases.map(\.label) == ["x", "x #2", "x #3"])
    }

    @Test func whatIsNotKnownIsPassedOver() throws {
        var lines = GoodRun.lines().map {
            "{\"version\":\"1.7\",\"later\":[1]," + $0.dropFirst("{\"version\":\"1.0\",".count)
        }
        lines.insert(#"{"version":"1.7","event":"weather","sky":"blue"}"#, at: 2)
        lines.append("")
        let record = try RunStory.record(lines)
        #expect(record.exitCode == 0 && record.counts[.passed] == 2)
        #expect(record.lines.allSatisfy { !$0.contains("weather") })
        #expect(record.lines[2].contains("\"later\":[1]"))
    }

    /// Who is killed while writing leaves a line without an end; what stands before it counts.
    @Test func aTornLastLineIsAGap() throws {
        let good = GoodRun.lines()
        let torn = good.prefix(3) + [String(good[3].prefix(40))]
        try check(Array(torn), hasGap: "line 4: the line has no end; the writer was cut off")
        #expect(try RunStory.record(Array(torn)).cases.count == 1)
    }

    @Test func brokenLinesAreRefused() {
        let good = GoodRun.lines()
        check(refuses: good.prefix(2) + ["{\"version\":", good[2]], at: 3, "no JSON")
        check(refuses: good.prefix(2) + ["{\"version\":", ""], at: 3, "no JSON")
        check(refuses: good + ["[]"], at: good.count + 1, "no object")
        check(refuses: [#"{"event":"run-started"}"#], at: 1, "'version' must be a text")
        for version in ["2.0", "1", "1.x", "01.0", "1.", "1x5", "115"] {
            check(
                refuses: [#"{"version":"\#(version)","event":"x"}"#], at: 1,
                "the version is '\(version)'; versions 1.x can be read")
        }
        check(refuses: [#"{"version":"1.0","event":7}"#], at: 1, "'event' must be a text")
        let negative = good[2].replacing("\"calls\":1", with: "\"calls\":-1")
        check(refuses: [good[0], good[1], negative], at: 3, "'calls' must be a whole number")
        let strange = good[2].replacing("\"passed\"", with: "\"flaky\"")
        check(refuses: [good[0], good[1], strange], at: 3, "'verdict' is 'flaky'")
    }

    @Test func oneStreamIsOneRun() {
        let good = GoodRun.lines()
        check(refuses: good + good, at: good.count + 1, "one stream is one run")
        check(refuses: [good[0], good[0]], at: 2, "'assay report merge' joins streams")
        check(refuses: [], at: 0, "there is no event of a run")
        check(refuses: [#"{"version":"1.0","event":"finding"}"#], at: 0, "no event of a run")
    }

    /// Lines that got lost are noticed, whatever is left.
    @Test func whatWasCutOffIsPartial() throws {
        let good = GoodRun.lines()
        try check(good.dropLast(), hasGap: "no 'run-finished'")
        try check(good.filter { !$0.contains("a/two") }, hasGap: "ends with 2 passed")
        try check(
            good.filter { !$0.contains("document-started") }, hasGap: "which has not begun")
        try check(
            good.filter { !$0.contains("document-finished") }, hasGap: "the run ends with 2 passed")
    }

    /// What the console's run says and what its record says is one exit code.
    @Test func exitCodesAreThoseOfTheRun() throws {
        let inconclusive = [Story.untold("a", .inconclusive, "r")]
        let sets = [
            GoodRun.reports, RunStory.pythonReports, inconclusive, [],
            [Story.untold("a", .unsupported, "r")], inconclusive + GoodRun.reports,
            [CaseReport(id: "a", title: "t", requirements: [], verdict: .failed)],
        ]
        for reports in sets {
            let lines = GoodRun.lines(reports)
            let told = try JSONValue.read(try #require(lines.last))["exitCode"]?.int
            let record = try RunStory.record(lines)
            #expect(record.exitCode == told)
            let isExplained = record.counts[.failed] > 0 || record.counts[.inconclusive] > 0
            #expect(told == 0 || isExplained || !record.troubles.isEmpty)
        }
    }

    /// A stream that calls itself a success and holds no comparison is none.
    @Test func nothingComparedIsNoSuccessWhateverTheStreamSays() throws {
        let lines = GoodRun.lines([Story.untold("a", .unsupported, "r")])
        let end = try #require(lines.last)
        #expect(end.contains("\"exitCode\":1"))
        let record = try RunStory.record(
            lines.dropLast() + [end.replacing("\"exitCode\":1", with: "\"exitCode\":0")])
        #expect(record.exitCode == 1)
        #expect(record.troubles.map(\.rule) == ["run.nothing-compared"])
    }

    @Test func coverageIsTheRunsOwnWhereItTellsIt() throws {
        var lines = GoodRun.lines()
        #expect(try RunStory.record(lines).coverage.map(\.id) == ["G17", "J41"])
        let end = lines.removeLast()
        let own = /"requirements":\[.*?\],/
        let untold = try RunStory.record(lines + [end.replacing(own, with: "")])
        #expect(untold.coverage.map(\.id) == ["J41"], "what the cases name, and no more")
        let coverage = #""requirements":[{"id":"J01","held":12,"violated":0,"cases":3}],"#
        let record = try RunStory.record(lines + [end.replacing(own, with: coverage)])
        #expect(record.coverage == [.init(id: "J01", held: 12, violated: 0, cases: 3)])
        #expect(record.lines.last?.contains(coverage) == true)
    }

    /// What was read is written again as it was.
    @Test(arguments: [
        Story.events.map { JSONLinesReport.line(for: $0) }, GoodRun.lines(), RunStory.lines,
    ])
    func aRecordIsItsStream(_ lines: [String]) throws {
        #expect(try RunStory.record(lines).lines == lines)
    }
}
