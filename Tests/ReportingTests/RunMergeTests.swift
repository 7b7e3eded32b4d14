import Conformance
import Reporting
import TestSupport
import Testing
import WireJSON

/// Parts of a run as one, and two runs side by side.
@Suite struct RunMergeTests {
    private static let wrong = Story.report("a/two", [.violated("wrong")], by: .sync)

    private static func merge(_ shards: [[String]]) throws -> RunRecord {
        try RunMerge.merge(
            shards.enumerated().map { index, lines in
                ("\(index + 1).jsonl", try RunStory.record(lines))
            })
    }

    private func check(
        refuses shards: [[String]], _ parts: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(sourceLocation: sourceLocation) {
            try Self.merge(shards)
        } throws: { error in
            let message = (error as? RunMerge.Conflict)?.message ?? ""
            return (parts + ["'1.jsonl'", "'2.jsonl'"]).allSatisfy(message.contains)
        }
    }

    /// A run that was played apart is the run that was played at once.
    @Test func theWholeIsTheSumOfItsParts() throws {
        let whole = GoodRun.lines(GoodRun.reports + [Story.untold("x", .unsupported, "r")])
        let parts = [
            GoodRun.lines([GoodRun.reports[0]]), GoodRun.lines([GoodRun.reports[1]]),
            GoodRun.lines([Story.untold("x", .unsupported, "r")]),
        ]
        let merged = try Self.merge(parts)
        #expect(merged.lines == whole)
        #expect(try RunStory.record(merged.lines).exitCode == 0)
        #expect(try RunStory.record(parts[2]).exitCode == 1)
    }

    @Test func documentsOfSeveralPartsStandSideBySide() throws {
        let merged = try Self.merge([RunStory.lines, GoodRun.lines()])
        Snapshot.check(
            merged.lines.map { $0 + "\n" }.joined(), at: "fixtures/reports/runs/merged.jsonl")
        #expect(merged.exitCode == 1 && merged.sections.count == 3)
        #expect(merged.counts.cases == 12)
    }

    @Test func whatIsToldTwiceCountsOnce() throws {
        let merged = try Self.merge([GoodRun.lines(), GoodRun.lines()])
        #expect(merged.lines.dropLast() == GoodRun.lines().dropLast())
        #expect(try RunStory.record(GoodRun.lines()).counts.cases == merged.counts.cases)
        #expect(merged.end?.coverage == nil, "what was compared twice cannot be told from sums")
    }

    @Test func contradictionsAreRefused() {
        check(
            refuses: [GoodRun.lines(), GoodRun.lines([GoodRun.reports[0], Self.wrong])],
            "'a/two [sync/tcp]' of 'd.json'", "passed", "failed")
        check(refuses: [GoodRun.lines(), GoodRun.lines(seed: 2)], "the seed is '1'", "'2'")
        check(
            refuses: [GoodRun.lines(), GoodRun.lines(version: "9")], "assay is '0.1.0'", "'9'")
        let refused =
            #"{"version":"1.0","event":"document-refused","document":"d.json","diagnostics":[]}"#
        check(refuses: [GoodRun.lines(), [refused]], "refused", "judged")
        let more = GoodRun.lines().map {
            $0.replacing("\"methods\":2", with: "\"methods\":3")
        }
        check(refuses: [GoodRun.lines(), more], "the number of methods")
    }

    /// Numbered parts are all there, or the whole is partial.
    @Test func aMissingPartIsMissed() throws {
        let one = GoodRun.lines([GoodRun.reports[0]], shard: "1/3")
        let two = GoodRun.lines([GoodRun.reports[1]], shard: "2/3")
        let three = GoodRun.lines([], shard: "3/3")
        #expect(try RunStory.record(three).exitCode == 0, "a part may be empty")
        let whole = try Self.merge([one, two, three])
        #expect(whole.exitCode == 0 && !whole.isPartial && whole.counts.cases == 2)
        #expect(whole.lines.first?.contains("\"shard\"") == false)
        let lacking = try Self.merge([one, one])
        #expect(lacking.gaps == ["2 of 3 parts are missing: 2/3, 3/3"] && lacking.exitCode == 3)
        check(
            refuses: [one, GoodRun.lines([], shard: "2/4")], "the number of parts is '3'", "'4'")
        check(
            refuses: [one, GoodRun.lines([], shard: "2/3", documents: "e")],
            "the digest of the documents is 'd'", "'e'")
    }

    /// What was not played is counted apart, in the whole too.
    @Test func whatIsRememberedIsCounted() throws {
        let merged = try Self.merge([
            GoodRun.lines([Story.remembered(GoodRun.reports[0])]),
            GoodRun.lines([GoodRun.reports[1]]),
        ])
        #expect(merged.counts.remembered == 1)
        #expect(merged.lines.last?.contains("\"remembered\":1") == true)
    }

    @Test func aPartialPartMakesThePartialWhole() throws {
        let merged = try Self.merge([Array(GoodRun.lines().dropLast()), GoodRun.lines()])
        #expect(merged.isPartial && merged.exitCode == 3)
        #expect(merged.gaps.first?.hasPrefix("1.jsonl: the stream has no 'run-finished'") == true)
        #expect(!merged.lines.contains { $0.contains("run-finished") })
        #expect(try RunStory.record(merged.lines).isPartial)
    }

    @Test func coverageIsAdded() throws {
        let parts = GoodRun.reports.map { report -> [String] in
            let lines = GoodRun.lines([report])
            let coverage = #","requirements":[{"id":"J01","held":2,"violated":1,"cases":1}]}"#
            return Array(lines.dropLast()) + [String(lines.last?.dropLast() ?? "") + coverage]
        }
        #expect(
            try Self.merge(parts).end?.coverage
                == [.init(id: "J01", held: 4, violated: 2, cases: 2)])
        #expect(try Self.merge([parts[0], parts[0]]).end?.coverage == nil)
    }
}

@Suite struct RunDiffTests {
    private static func report(_ id: String, _ verdict: Verdict) -> CaseReport {
        let finding: Finding = verdict == .passed ? .holds : .violated("wrong")
        return [.passed, .failed].contains(verdict)
            ? Story.report(id, [finding], by: .sync) : Story.untold(id, verdict, "a reason")
    }

    private static func diff(
        _ old: [(String, Verdict)], _ new: [(String, Verdict)]
    ) throws -> RunDiff {
        let runs = try [old, new].map { cases in
            try RunStory.record(GoodRun.lines(cases.map(report)))
        }
        return RunDiff(from: runs[0], to: runs[1])
    }

    @Test func everyKindOfDifference() throws {
        let diff = try Self.diff(
            [
                ("same", .passed), ("worse", .passed), ("mended", .failed), ("gone", .passed),
                ("lost", .failed), ("woken", .unsupported), ("still", .failed),
                ("doubt", .unsupported),
            ],
            [
                ("same", .passed), ("worse", .failed), ("mended", .passed), ("lost", .unsupported),
                ("woken", .failed), ("fresh", .passed), ("stale", .failed), ("still", .failed),
                ("doubt", .inconclusive),
            ])
        Snapshot.check(diff.text, at: "fixtures/reports/runs/diff.txt")
        let shifts = RunDiff.Shift.allCases.map { diff.count($0) }
        #expect(shifts == [3, 1, 1, 1, 1, 1] && diff.unchanged == 2)
        #expect(diff.exitCode == 1)
    }

    @Test(
        arguments: [
            ([("a", .passed)], [("a", .passed)], 0), ([("a", .failed)], [("a", .failed)], 0),
            ([("a", .failed)], [("a", .passed)], 0), ([("a", .passed)], [("a", .failed)], 1),
            ([("a", .passed)], [("a", .passed), ("b", .failed)], 1),
            ([("a", .passed), ("b", .failed)], [("a", .passed)], 0),
            ([("a", .passed)], [("a", .passed), ("b", .inconclusive)], 3),
            ([("a", .passed)], [("a", .unsupported)], 1),
        ] as [([(String, Verdict)], [(String, Verdict)], Int)])
    func theExitCodeSaysWhetherItIsWorse(
        _ old: [(String, Verdict)], _ new: [(String, Verdict)], _ code: Int
    ) throws {
        #expect(try Self.diff(old, new).exitCode == code)
    }

    @Test func aPartialRunIsNoBetterOne() throws {
        let good = try RunStory.record(GoodRun.lines())
        let cut = try RunStory.record(GoodRun.lines().dropLast())
        #expect(RunDiff(from: good, to: cut).exitCode == 3)
        #expect(RunDiff(from: cut, to: good).exitCode == 0)
        #expect(RunDiff(from: good, to: cut).text.contains("TROUBLE  the record is partial"))
    }

    @Test func anotherSeedIsSaid() throws {
        let runs = try [1, 2].map { try RunStory.record(GoodRun.lines(seed: $0)) }
        #expect(RunDiff(from: runs[0], to: runs[1]).text.hasPrefix("note: the seed was 1, is 2\n"))
    }
}
