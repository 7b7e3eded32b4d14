import Conformance
import Diagnostics
import Testing

/// Known failures: what a line says, whom it excuses, and when it fails the run.
@Suite struct LedgerTests {
    private static let today = Day("2026-11-26")

    private static func read(_ text: String) -> (Ledger, [String]) {
        let (ledger, diagnostics) = Ledger.read(Array(text.utf8), file: "l.txt")
        return (ledger, diagnostics.map(\.description))
    }

    private static func report(_ id: String, _ verdict: Verdict) -> CaseReport {
        CaseReport(id: id, title: "t", requirements: [], verdict: verdict)
    }

    @Test func aLineIsAnIdAnIssueADayAndAReason() throws {
        let (ledger, problems) = Self.read(
            "# of a server\n\nerrors/data   #41 2027-03-31   drops data when it is an object\n")
        #expect(problems == [])
        let entry = try #require(ledger.entry(for: "errors/data"))
        #expect(entry.issue == "#41" && entry.expiry.text == "2027-03-31")
        #expect(entry.reason == "drops data when it is an object")
        #expect(ledger.entry(for: "errors") == nil)
    }

    @Test(arguments: [
        "errors/data #41 2027-03-31", "errors/data #41 2027-02-29 why", "errors/data #41 soon why",
        "errors/data 2027-03-31 #41 why", "errors/data #41 2027-3-31 why",
    ])
    func aLineThatSaysLessIsRefused(_ line: String) {
        let (ledger, problems) = Self.read("a/b - 2027-01-01 fine\n\(line)\n")
        #expect(ledger.entries.count == 1)
        #expect(problems.count == 1 && problems[0].hasPrefix("l.txt:2:1: error: a line is an id"))
    }

    @Test func anIdStandsOnce() {
        let (_, problems) = Self.read("a/b - 2027-01-01 one\na/b - 2027-01-01 two\n")
        #expect(problems == ["l.txt:2:1: error: 'a/b' stands twice; remove one [ledger.twice]"])
    }

    @Test(arguments: [
        ("2028-02-29", true), ("2100-02-29", false), ("2000-02-29", true), ("2027-04-31", false),
        ("2027-00-10", false), ("2027-13-10", false), ("2027-12-00", false), ("27-12-01", false),
        ("2027-12-01-", false), ("٢٠٢٧-12-01", false),
    ])
    func aDayIsOneOfTheCalendar(_ text: String, _ isDay: Bool) {
        #expect((Day(text) != nil) == isDay)
    }

    @Test func onlyAFailureIsExcusedAndOnlyInTime() throws {
        let today = try #require(Self.today)
        let (ledger, _) = Self.read("a/b - 2026-11-26 today\na/c - 2026-11-25 yesterday\n")
        #expect(ledger.standing(of: Self.report("a/b", .failed), today: today).known != nil)
        for (id, verdict) in [
            ("a/c", Verdict.failed), ("a/d", .failed), ("a/b", .passed), ("a/b", .inconclusive),
            ("a/b", .unsupported),
        ] {
            #expect(ledger.standing(of: Self.report(id, verdict), today: today).known == nil)
        }
    }

    @Test func anEntryThatPassesIsUnknownOrHasExpiredIsAProblem() throws {
        let today = try #require(Self.today)
        let (ledger, _) = Self.read(
            """
            a/fails - 2027-01-01 as it should
            a/passes - 2027-01-01 no more
            a/gone - 2027-01-01 renamed
            a/old - 2026-11-25 too long
            a/unplayed - 2027-01-01 not selected
            """)
        let verdicts: [String: Verdict] = [
            "a/fails": .failed, "a/passes": .passed, "a/old": .failed,
        ]
        let problems = ledger.problems(
            verdicts: verdicts, ids: ["a/fails", "a/passes", "a/old", "a/unplayed"], today: today)
        #expect(
            problems.map(\.description) == [
                "l.txt:2:1: error: 'a/passes' passes; remove the line [ledger.passes]",
                "l.txt:3:1: error: no case is called 'a/gone'; remove the line [ledger.unknown]",
                "l.txt:4:1: error: 'a/old' is known only until 2026-11-25; mend it or renew it "
                    + "[ledger.expired]",
            ])
    }

    @Test func aRunWithKnownFailuresAloneIsAsExpected() throws {
        let today = try #require(Self.today)
        let (ledger, _) = Self.read("a/b - 2027-01-01 known\n")
        var document = DocumentSummary(document: "d", methods: 0)
        document.add(ledger.standing(of: Self.report("a/b", .failed), today: today))
        document.held = 1
        var summary = RunSummary(documents: [document], refused: [])
        #expect(summary.known == 1 && summary.count(.failed) == 0 && summary.cases == 1)
        #expect(summary.exitCode == 0)
        summary.ledger = ledger.problems(verdicts: ["a/b": .passed], ids: ["a/b"], today: today)
        #expect(summary.exitCode == 1)
    }
}
