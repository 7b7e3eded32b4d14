import Conformance
import Diagnostics
import TestSupport
import Testing
import WireJSON

/// Known failures: what a line says, whom it excuses, and when it fails the run.
@Suite struct LedgerTests {
    private func read(_ text: String) -> (Ledger, [String]) {
        let (ledger, diagnostics) = Ledger.read(Array(text.utf8), file: "l.txt")
        return (ledger, diagnostics.map(\.description))
    }

    @Test func aLineIsAnIdAnIssueADayASignatureAndAReason() throws {
        let (ledger, problems) = read(
            "# of a server\n\n"
                + "errors/data  #41 2027-03-31 case.raised@/data:absent  drops data \r\n")
        #expect(problems == [])
        let entry = try #require(ledger.entries.first)
        #expect(entry.scope.description == "errors/data")
        #expect(entry.issue == "#41" && entry.expiry.text == "2027-03-31")
        #expect(entry.signature.description == "case.raised@/data:absent")
        #expect(entry.reason == "drops data")
    }

    @Test(arguments: [
        "errors/data #41 2027-03-31", "errors/data #41 2027-02-29 case.sent why",
        "errors/data #41 soon case.sent why", "errors/data 2027-03-31 #41 case.sent why",
        "errors/data #41 2027-3-31 case.sent why", "errors/data #41 2027-03-31 case.sent  ",
    ])
    func aLineThatSaysLessIsRefused(_ line: String) {
        let (ledger, problems) = read("a/b - 2027-01-01 case.sent fine\n\(line)\n")
        #expect(ledger.entries.count == 1)
        #expect(problems.count == 1 && problems[0].hasPrefix("l.txt:2:1: error: a line is an id"))
    }

    @Test func aScopeStandsOnce() {
        let (ledger, problems) = read(
            """
            a/b - 2027-01-01 case.sent one
            a/b@sync/tcp - 2027-01-01 case.sent by one way
            a/b - 2027-01-01 case.sent two
            """)
        #expect(problems == ["l.txt:3:1: error: 'a/b' stands twice; remove one [ledger.twice]"])
        #expect(ledger.entries.count == 2)
    }

    @Test(arguments: [
        ("2028-02-29", true), ("2100-02-29", false), ("2000-02-29", true), ("2027-04-31", false),
        ("2027-00-10", false), ("2027-13-10", false), ("2027-12-00", false), ("27-12-01", false),
        ("2027-12-01-", false), ("٢٠٢٧-12-01", false),
    ])
    func aDayIsOneOfTheCalendar(_ text: String, _ isDay: Bool) {
        #expect((Day(text) != nil) == isDay)
    }

    /// The word that says most speaks; a sign within an id is part of it.
    @Test(arguments: [
        ("x/y", "d", "sync/tcp", "any"), ("x/y", "d", "async/tcp", "coroutines"),
        ("x/y", "pets", "sync/tcp", "pets"), ("x/y", "pets", "async/memory", "both"),
        ("x/m@host/all", "d", "sync/tcp", "a sign"), ("x/a:b", "d", "sync/tcp", "a colon"),
        ("x", "d", "sync/tcp", nil),
    ])
    func theNarrowestLineSpeaks(
        _ id: String, _ document: String, _ way: String, _ reason: String?
    ) throws {
        let (ledger, problems) = read(
            """
            x/y - 2027-01-01 case.sent any
            x/y@async/* - 2027-01-01 case.sent coroutines
            pets:x/y - 2027-01-01 case.sent pets
            pets:x/y@async/memory - 2027-01-01 case.sent both
            x/m@host/all - 2027-01-01 case.sent a sign
            x/a:b - 2027-01-01 case.sent a colon
            """)
        #expect(problems == [])
        let outcome = Outcome(
            document: "api/\(document).json", id: id, way: way, verdict: .failed, signature: nil)
        #expect(ledger.entry(for: outcome)?.reason == reason)
    }
}

/// A run held against its ledger.
@Suite struct ReckoningTests {
    private let today = Day("2026-11-26")

    /// A failure of the check `case.sent`, or another verdict.
    private func report(
        _ id: String, _ verdict: Verdict, by way: Way? = nil, _ mark: String = ""
    ) -> CaseReport {
        var report = CaseReport(
            id: id, by: way, title: "t", requirements: [], verdict: verdict)
        if verdict == .failed {
            let finding = Finding.violated("wrong", mark: mark)
            report.judgements = [Judgement(check: "case.sent", requirements: [], finding: finding)]
        }
        return report
    }

    /// What is said of a ledger after a run of these, in a document that has those cases too.
    private func problems(
        _ text: String, _ reports: [CaseReport], unplayed: [String] = [], isWhole: Bool = true
    ) throws -> [String] {
        let ledger = Ledger.read(Array(text.utf8), file: "l.txt").0
        var reckoning = Reckoning(ledger, today: try #require(today))
        reckoning.note(unplayed, of: "d")
        for report in reports { _ = reckoning.take(report, in: "d") }
        return reckoning.problems(isWhole: isWhole).map(\.description)
    }

    @Test func onlyThatFailureIsExcusedAndOnlyInTime() throws {
        let text = "a/b - 2026-11-26 case.sent today\na/c - 2026-11-25 case.sent yesterday\n"
        let ledger = Ledger.read(Array(text.utf8), file: "l.txt").0
        var reckoning = Reckoning(ledger, today: try #require(today))
        #expect(reckoning.take(report("a/b", .failed), in: "d").known?.reason == "today")
        for wrong in [
            report("a/c", .failed), report("a/d", .failed), report("a/b", .passed),
            report("a/b", .inconclusive), report("a/b", .unsupported),
            report("a/b", .failed, "@/x"),
        ] {
            #expect(reckoning.take(wrong, in: "d").known == nil, "\(wrong.id) \(wrong.verdict)")
        }
    }

    @Test func eachRuleHasItsProblem() throws {
        let said = try problems(
            """
            a/fails - 2027-01-01 case.sent as it should
            a/passes - 2027-01-01 case.sent no more
            a/gone - 2027-01-01 case.sent renamed
            a/old - 2026-11-25 case.sent too long
            a/other - 2027-01-01 case.sent@/x:null not so
            a/unplayed - 2027-01-01 case.sent not selected
            """,
            [
                report("a/fails", .failed), report("a/passes", .passed), report("a/old", .failed),
                report("a/other", .failed, "@/y:null"),
            ], unplayed: ["a/unplayed"])
        #expect(
            said == [
                "l.txt:2:1: error: 'a/passes' passes; remove the line [ledger.passes]",
                "l.txt:3:1: error: no case is called 'a/gone'; remove the line [ledger.unknown]",
                "l.txt:4:1: error: 'a/old' is known only until 2026-11-25; mend it or renew it "
                    + "[ledger.expired]",
                "l.txt:5:1: error: 'a/other' fails otherwise, in 'd': with 'case.sent@/y:null', "
                    + "not with 'case.sent@/x:null'; look at the failure, then write the line anew "
                    + "[ledger.otherwise]",
            ])
    }

    /// A line without a way is of all of them; one that names it is of that one.
    @Test func eachWayIsHeldAgainstItsLine() throws {
        let (tcp, memory) = (Way(.sync, over: .tcp), Way(.sync, over: .memory))
        let reports = [
            report("a/b", .failed, by: tcp), report("a/b", .passed, by: memory),
        ]
        let line = "- 2027-01-01 case.sent why\n"
        #expect(try problems("a/b@sync/tcp \(line)", reports) == [])
        #expect(
            try problems("a/b \(line)", reports) == [
                "l.txt:1:1: error: 'a/b' passes in 'd' by sync/memory; name what fails alone, such "
                    + "as 'd:a/b@sync/tcp' [ledger.passes]"
            ])
        #expect(try problems("e:a/b \(line)", reports, isWhole: false) == [])
        let stray = try problems("e:a/b \(line)", reports)
        #expect(stray.count == 1 && stray[0].contains("no case is called 'e:a/b'"))
    }

    @Test func aRunWithKnownFailuresAloneIsAsExpected() throws {
        let ledger = Ledger.read(Array("a/b - 2027-01-01 case.sent known\n".utf8), file: "l").0
        var reckoning = Reckoning(ledger, today: try #require(today))
        var document = DocumentSummary(document: "d", methods: 0)
        document.add(reckoning.take(report("a/b", .failed), in: "d"))
        document.held = 1
        var summary = RunSummary(documents: [document], refused: [])
        #expect(summary.known == 1 && summary.count(.failed) == 0 && summary.cases == 1)
        #expect(summary.exitCode == 0)
        _ = reckoning.take(report("a/b", .passed), in: "d")
        summary.ledger = reckoning.problems(isWhole: true)
        #expect(summary.exitCode == 1)
    }
}

/// What a failure is called.
@Suite struct SignatureTests {
    private func signature(_ verdict: Verdict, _ findings: [(String, Finding)]) -> String? {
        var report = CaseReport(id: "a", title: "t", requirements: [], verdict: verdict)
        report.judgements = findings.map {
            Judgement(check: $0, requirements: [], finding: $1)
        }
        return report.signature?.description
    }

    @Test func itNamesWhatIsViolatedAndNothingElse() {
        let wrong = Finding.violated(
            "port 4711", expected: "id 1", seen: "id 2", mark: "@/id:string")
        #expect(signature(.passed, [("a", .holds)]) == nil)
        #expect(
            signature(.failed, [("b", wrong), ("a", .violated("x")), ("b", wrong), ("c", .holds)])
                == "a+b@/id:string")
        #expect(signature(.failed, [("a", .holds)]) == "nothing-compared")
        #expect(signature(.failed, []) == "not-played")
    }

    /// A name that a subject made up neither joins parts nor goes on without end.
    @Test func whatASubjectSaysIsHeldInBounds() throws {
        let hostile = signature(.failed, [("a", .violated("", mark: "@/b c+d%\u{1B}é"))])
        #expect(hostile == "a@/b%20c%2Bd%25%1B%C3%A9")
        #expect(Signature(hostile ?? "")?.parts.count == 1)
        let long = String(repeating: "x", count: 1 << 16)
        let cut = try #require(signature(.failed, [("a", .violated("", mark: "@/\(long)"))]))
        let other = signature(.failed, [("a", .violated("", mark: "@/\(long)y"))])
        #expect(cut.utf8.count == 109 && cut != other)
    }

    /// Codes are told apart, ids are not; a type is enough.
    @Test(arguments: [
        (#"{"error":{"code":-32000}}"#, "@/error/code:-32000"),
        (#"{"error":{"code":"x"}}"#, "@/error/code:string"),
        (#"{"error":{}}"#, "@/error/code:absent"),
        (#"{"error":4711}"#, "@/error:number"), ("[]", ":array"),
    ])
    func aMismatchIsAPlaceAndAType(_ text: String, _ mark: String) throws {
        let pattern = Pattern.including([
            ("error", .including([("code", .exactly(-32602))]))
        ])
        var bindings = Bindings()
        #expect(pattern.mismatch(try JSONValue.read(text), &bindings)?.mark == mark)
    }
}
