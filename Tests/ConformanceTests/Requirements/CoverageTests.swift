import Conformance
import Diagnostics
import Testing

/// What is counted of each requirement, and how it then stands.
@Suite struct CoverageTests {
    private static let records = Array(
        """
        [{ "id": "J01", "level": "must", "on": ["client", "server"], "clause": "a" },
         { "id": "J02", "level": "must", "on": ["server"], "clause": "b" },
         { "id": "J03", "level": "may", "on": ["client"], "clause": "c", "excluded": "d" },
         { "id": "J04", "level": "should", "on": ["client"], "clause": "e" }]
        """.utf8)
    private static let level = Array(
        #"{ "day": "2026-11-26", "requirements": ["J01", "J02", "J03"] }"#.utf8)

    private func report(
        _ verdict: Verdict, _ requirements: [String], _ finding: Finding
    ) -> CaseReport {
        CaseReport(
            id: "a/b", title: "", requirements: requirements, verdict: verdict,
            judgements: [
                Judgement(check: "case.returned", requirements: ["J02"], finding: finding),
                Judgement(check: "other", requirements: ["J04"], finding: .notApplicable),
            ])
    }

    private func table() throws -> CoverageTable {
        let (requirements, problems) = Requirement.read(Self.records, file: "r.json")
        let (level, others) = RequirementLevel.read(Self.level, file: "l.json")
        #expect(problems.isEmpty && others.isEmpty)
        return CoverageTable(requirements, level: level)
    }

    @Test func whatWasComparedCounts() {
        var coverage = Coverage()
        coverage.add(report(.passed, ["J01"], .holds))
        coverage.add(report(.failed, ["J01"], .violated("x")))
        #expect(coverage.counts["J01"]?.held == 1)
        #expect(coverage.counts["J01"]?.cases == 1, "a case in which nothing held is none")
        #expect(coverage.counts["J02"]?.violated == 1)
        #expect(coverage.counts["J04"] == nil, "what does not apply was not compared")
    }

    @Test func whatWasNotPlayedDoesNot() {
        var coverage = Coverage()
        coverage.add(CaseReport(id: "a", title: "", requirements: ["J01"], verdict: .unsupported))
        coverage.add(CaseReport(id: "b", title: "", requirements: ["J01"], verdict: .passed))
        #expect(coverage.counts.isEmpty)
    }

    @Test func standings() throws {
        var table = try table()
        func standings() -> [Coverage.Standing] { table.requirements.map(table.standing(of:)) }
        #expect(standings() == [.untested, .untested, .excluded, .pending])
        var coverage = Coverage()
        coverage.add(report(.passed, ["J01", "J03"], .holds))
        table.add(coverage, to: .server)
        #expect(standings() == [.tested, .tested, .misstated, .pending])
        #expect(table.missing(table.requirements[0]) == [.client])
        #expect(table.missing(table.requirements[1]) == [])
        #expect(table.count(.misstated) == 1)
    }

    @Test(arguments: [
        (#"[{ "id": "J01", "level": "must", "on": [] }]"#, "'clause' is missing; it is a text"),
        (
            #"[{ "id": "J01", "level": "shall", "on": [], "clause": "a" }]"#,
            "'level' is 'must', 'should', 'may' or 'derived'"
        ),
        (
            #"[{ "id": "J01", "level": "must", "on": [], "clause": "a", "status": "x" }]"#,
            "'status' is no member of a requirement"
        ),
        ("{}", "a list is an array"),
    ]) func brokenRecordsAreRefused(_ text: String, _ message: String) {
        let (_, problems) = Requirement.read(Array(text.utf8), file: "r.json")
        #expect(problems.map(\.message) == [message])
    }

    @Test func aLevelNeedsADay() {
        let (level, problems) = RequirementLevel.read(Array(#"{ "day": "soon" }"#.utf8), file: "l")
        #expect(level == nil)
        #expect(problems.map(\.message) == ["'day' is a day as 2027-03-31"])
    }
}
