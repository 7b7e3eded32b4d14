import Conformance
import Testing

@Suite struct ComparisonReportTests {
    private func report(_ outcomes: [(Likeness, LevelReport.Outcome)]) -> ComparisonReport {
        ComparisonReport(
            document: "d",
            levels: outcomes.map { LevelReport(level: $0.0, outcome: $0.1, note: "") })
    }

    private func check(
        _ outcomes: [(Likeness, LevelReport.Outcome)], _ standing: Standing,
        _ reached: [Likeness: Bool?], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let report = report(outcomes)
        #expect(report.standing == standing, sourceLocation: sourceLocation)
        for (level, answer) in reached {
            #expect(report.reaches(level) == answer, "\(level)", sourceLocation: sourceLocation)
        }
    }

    @Test func theStrongestLevelThatHoldsIsTheClass() {
        check(
            [(.identical, .holds)], .alike(.identical), [.identical: true, .behaviour: true])
        check(
            [(.identical, .differs), (.normalised, .differs), (.ast, .holds)], .alike(.ast),
            [.identical: false, .normalised: false, .ast: true, .surface: true])
    }

    /// Names that are equal say nothing of what is sent.
    @Test func anEqualSurfaceNeedsAnEqualBehaviour() {
        let texts: [(Likeness, LevelReport.Outcome)] = [(.identical, .differs), (.ast, .differs)]
        check(
            texts + [(.surface, .holds), (.behaviour, .holds)], .alike(.surface),
            [.ast: false, .surface: true, .behaviour: true])
        check(
            texts + [(.surface, .holds), (.behaviour, .differs)], .different,
            [.surface: false, .behaviour: false])
        check(
            texts + [(.surface, .holds), (.behaviour, .inconclusive)], .inconclusive,
            [.ast: false, .surface: nil, .behaviour: nil])
        check(
            texts + [(.surface, .differs), (.behaviour, .inconclusive)], .inconclusive,
            [.surface: false, .behaviour: nil])
        check(
            texts + [(.surface, .inconclusive), (.behaviour, .holds)], .alike(.behaviour),
            [.surface: nil, .behaviour: true])
    }

    @Test func whatCouldNotBeParsedIsNotEqual() {
        check(
            [
                (.identical, .differs), (.ast, .inconclusive), (.surface, .differs),
                (.behaviour, .differs),
            ], .different, [.identical: false, .ast: false])
        check(
            [
                (.identical, .differs), (.ast, .inconclusive), (.surface, .holds),
                (.behaviour, .holds),
            ], .alike(.surface), [.identical: false, .ast: nil, .surface: true])
    }

    @Test func exitCodes() {
        let equal = report([(.identical, .holds)])
        let other = report([(.identical, .differs), (.behaviour, .differs)])
        let fault = ComparisonReport(document: "d", fault: "no")
        func code(_ reports: [ComparisonReport], refused: [String] = []) -> Int32 {
            ComparisonSummary(wanted: .identical, reports: reports, refused: refused).exitCode
        }
        #expect(code([equal, equal]) == 0)
        #expect(code([equal, other, fault], refused: ["x"]) == 1)
        #expect(code([equal], refused: ["x"]) == 2)
        #expect(code([equal, fault]) == 3)
        #expect(code([]) == 3)
        let all = ComparisonSummary(wanted: .identical, reports: [equal, fault])
        #expect(all.standing == .inconclusive && fault.reaches(.behaviour) == nil)
        #expect(
            ComparisonSummary(wanted: .identical, reports: [equal, other]).standing == .different)
        let weaker = report([(.identical, .differs), (.ast, .holds)])
        #expect(
            ComparisonSummary(wanted: .ast, reports: [equal, weaker]).standing == .alike(.ast))
    }

    @Test func longTextsAreCutAroundTheDifference() {
        let long = String(repeating: "é", count: 5_000)
        let cut = Evidence(place: "p", old: long + "a", new: long + "b" + long).cut(to: 100)
        #expect(cut.old.hasPrefix("…é") && cut.old.hasSuffix("éa"))
        #expect(cut.new.contains("éb") && cut.new.hasSuffix("é… (20001 bytes)"))
        let short = Evidence(place: "p", old: "a", new: "").cut(to: 1)
        #expect(short == Evidence(place: "p", old: "a", new: ""))
        let gone = Evidence(place: "p", old: long, new: "").cut(to: 10)
        #expect(gone.new == "" && gone.old.hasPrefix("éé"))
    }
}
