import Conformance
import Testing

/// What a run's end says to a shell.
@Suite struct EventTests {
    private func check(
        _ verdicts: [Verdict: Int], held: Int = 1, refused: [String] = [],
        inconclusive: String? = nil, _ expected: Int32,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var document = DocumentSummary(document: "d", methods: 1)
        document.verdicts = verdicts
        document.held = held
        let summary = RunSummary(
            documents: [document], refused: refused, inconclusive: inconclusive)
        #expect(summary.exitCode == expected, sourceLocation: sourceLocation)
    }

    @Test func allThatPassedIsZero() {
        check([.passed: 3], 0)
        check([.passed: 3, .unsupported: 2], 0)
    }

    @Test func oneFailureIsOneWhateverElseThereIs() {
        check([.passed: 3, .failed: 1], 1)
        check([.failed: 1, .inconclusive: 1], refused: ["x"], inconclusive: "interrupted", 1)
    }

    @Test func aRefusedDocumentIsTwo() {
        check([.passed: 3], refused: ["x"], 2)
        check([.passed: 3, .inconclusive: 1], refused: ["x"], inconclusive: "interrupted", 2)
        #expect(RunSummary(documents: [], refused: ["x"]).exitCode == 2)
    }

    @Test func whatCouldNotBeJudgedIsThree() {
        check([.passed: 3, .inconclusive: 1], 3)
        check([.passed: 3], inconclusive: "the run was interrupted", 3)
        #expect(RunSummary(documents: [], refused: [], inconclusive: "no oracle").exitCode == 3)
    }

    @Test func nothingComparedIsAFailure() {
        check([.unsupported: 3], held: 0, 1)
        #expect(RunSummary(documents: [], refused: []).exitCode == 1)
    }

    @Test func lessComparedThanDemandedIsAFailure() {
        var document = DocumentSummary(document: "d", methods: 1)
        (document.held, document.executed) = (9, 10)
        var summary = RunSummary(documents: [document], refused: [])
        summary.floor = 10
        #expect(summary.exitCode == 0)
        summary.floor = 11
        #expect(summary.exitCode == 1)
        // What was not judged is no fault of the subject.
        summary.inconclusive = "the run was interrupted"
        #expect(summary.exitCode == 3)
    }

    @Test func countsAreSums() {
        var one = DocumentSummary(document: "a", methods: 2)
        one.add(Judge.report(.changed { _ in }))
        one.add(Judge.report(.changed { $0.output = "x" }))
        one.add(Judge.report(Observation.changed { _ in }.subject, .unsupported, because: "r"))
        #expect(one.count(.passed) == 1 && one.count(.failed) == 1 && one.count(.unsupported) == 1)
        #expect(one.violated == 1 && one.calls == 2 && one.held > 2)
        let summary = RunSummary(documents: [one, one], refused: [])
        #expect(summary.cases == 6 && summary.count(.failed) == 2 && summary.held == 2 * one.held)
    }
}
