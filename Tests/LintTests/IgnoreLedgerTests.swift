import Diagnostics
import Lint
import Testing
import WireJSON

@Suite struct IgnoreLedgerTests {
    private static let document = """
        {"openrpc": "1.3.2", "info": {"title": "t", "title": "u", "version": "1"}, "methods": [],
         "x-a": {"b/c": {"d": 1, "d": 2}}}
        """

    /// What an ignore covers, and what is then found in the configuration.
    private func check(
        at pointer: String, rule: String = "json.duplicate-name", document pattern: String? = nil,
        path: String = "api/openrpc.json", expires: String = "2027-03-31",
        today: String = "2027-03-31", held: Set<String> = ["json.duplicate-name"],
        ignored: [String], found: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let scope = pattern.map { ", \"document\": \"\($0)\"" } ?? ""
        let text = """
            {"lint": {"ignores": [{"rule": "\(rule)", "at": "\(pointer)", "reason": "known",
                                   "expires": "\(expires)"\(scope)}]}}
            """
        let configuration = try #require(
            Configuration.read(Array(text.utf8), file: "assay.json").0)
        var ledger = IgnoreLedger(configuration, today: try #require(CalendarDay(today)))
        let rules = [try #require(Rule.named("json.duplicate-name"))]
        let reading = try Reading(Array(Self.document.utf8), file: "openrpc.json")
        let findings = Linter(rules).findings(in: reading)
        try #require(findings.map(\.pointer.description) == ["/info", "/x-a/b~1c"])
        let marked = ledger.mark(
            findings, in: reading.document.file, rules: held, path: { _ in path })
        let covered = marked.filter { $0.ignoredBecause == "known" }
        #expect(
            covered.map(\.pointer.description) == ignored, sourceLocation: sourceLocation)
        #expect(ledger.findings.map(\.rule.id) == found, sourceLocation: sourceLocation)
        for finding in ledger.findings {
            #expect(finding.diagnostic.severity == .error)
            #expect(finding.pointer.description == "/lint/ignores/0")
            #expect(finding.diagnostic.span?.start == SourcePosition(line: 1, column: 23))
        }
    }

    @Test func itCoversItsPlaceAndWhatLiesInIt() throws {
        try check(at: "", ignored: ["/info", "/x-a/b~1c"])
        try check(at: "/info", ignored: ["/info"])
        try check(at: "/x-a", ignored: ["/x-a/b~1c"])
        try check(at: "/x-a/b~1c", ignored: ["/x-a/b~1c"])
    }

    @Test func whatCoversNothingIsAnError() throws {
        try check(at: "/inf", ignored: [], found: ["config.unused-ignore"])
        try check(at: "/info/title", ignored: [], found: ["config.unused-ignore"])
        try check(at: "/x-a/b", ignored: [], found: ["config.unused-ignore"])
    }

    @Test func itIsJudgedOnlyWhereItHadAChance() throws {
        try check(at: "/inf", held: [], ignored: [])
        try check(at: "/inf", document: "other.json", ignored: [])
        try check(at: "/info", document: "other.json", ignored: [])
    }

    @Test func documentsAreChosenByTheirPath() throws {
        for pattern in ["api/openrpc.json", "api/*", "*.json"] {
            try check(at: "/info", document: pattern, ignored: ["/info"])
            try check(
                at: "/inf", document: pattern, ignored: [], found: ["config.unused-ignore"])
        }
    }

    @Test func itHoldsToTheEndOfItsDay() throws {
        try check(at: "/info", today: "2027-03-31", ignored: ["/info"])
        try check(at: "/info", today: "2027-04-01", ignored: [], found: ["config.expired-ignore"])
        try check(
            at: "/inf", today: "2028-01-01", ignored: [], found: ["config.expired-ignore"])
    }

    @Test func rulesBesideTheReadingHaveIdsOfTheirOwn() {
        let ids = (Rule.all + Rule.around).map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(Rule.around.allSatisfy { !$0.explanation.remedy.isEmpty && !$0.summary.isEmpty })
        #expect(Rule.near("duplicate-nam") == "json.duplicate-name")
        #expect(Rule.near("openrpc.duplicat-method") == "openrpc.duplicate-method")
        #expect(Rule.near("quite something else") == nil)
    }
}
