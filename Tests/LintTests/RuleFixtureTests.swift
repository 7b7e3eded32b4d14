import Diagnostics
import Lint
import TestSupport
import Testing

/// Each rule catches its rejected documents, with exactly the output beside them, and lets their
/// near misses pass.
@Suite struct RuleFixtureTests {
    @Test func everyRuleHasAFixture() {
        let shown = Set(LintFixture.all.map(\.rule))
        for rule in Rule.all { #expect(shown.contains(rule.id), "no fixture for '\(rule.id)'") }
        for id in shown { #expect(Rule.named(id) != nil, "no rule '\(id)' for its fixture") }
    }

    @Test func idsAreUnique() {
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
    }

    @Test(arguments: LintFixture.all) func rejectedIsCaught(_ fixture: LintFixture) throws {
        let findings = try lint(fixture.bytes("rejected.json"), file: "rejected.json")
        #expect(findings.contains { $0.rule.id == fixture.rule })
        for finding in findings { #expect(finding.diagnostic.span != nil, "\(finding.diagnostic)") }
        Snapshot.check(
            findings.map { "\($0.diagnostic)\n" }.joined(),
            at: "fixtures/\(fixture.path("expected.txt"))")
    }

    @Test(arguments: LintFixture.all) func nearMissPasses(_ fixture: LintFixture) throws {
        let findings = try lint(fixture.bytes("near-miss.json"), file: "near-miss.json")
        let against = findings.filter {
            $0.rule.id == fixture.rule || $0.diagnostic.severity == .error
        }
        #expect(against.isEmpty, "\(against.map { "\($0.diagnostic)" })")
    }

    /// The rule's fixes, and they alone, make of the rejected document exactly the fixed one, which
    /// the rule lets pass and in which they change nothing more.
    @Test(arguments: LintFixture.all) func fixesPutItRight(_ fixture: LintFixture) throws {
        let rejected = fixture.bytes("rejected.json")
        let findings = try lint(rejected, file: "rejected.json")
        let own = findings.filter { $0.rule.id == fixture.rule }
        guard own.contains(where: { $0.fix != nil }) else {
            return #expect(!fixture.has("fixed.json"), "nothing fixes it")
        }
        let rules = [try #require(Rule.named(fixture.rule))]
        #expect(rules[0].isFixable, "'\(fixture.rule)' is not listed as fixable")
        let mended = try mend(rejected, rules: rules)
        #expect(mended.withheld.isEmpty)
        let text = String(decoding: mended.look.file.bytes, as: UTF8.self)
        Snapshot.check(text, at: "fixtures/\(fixture.path("fixed.json"))")
        #expect(mended.look.findings.isEmpty, "\(mended.look.findings.map { "\($0.diagnostic)" })")
        #expect(try mend(mended.look.file.bytes, rules: rules).mended.isEmpty)
    }

    @Test func everyFixableRuleHasAFixedDocument() {
        for rule in Rule.all where rule.isFixable {
            #expect(
                LintFixture.all.contains { $0.rule == rule.id && $0.has("fixed.json") },
                "no fixed.json for '\(rule.id)'")
        }
    }

    private func mend(_ bytes: [UInt8], rules: [Rule]) throws -> Mending {
        func look(_ bytes: [UInt8]) throws -> Mending.Look {
            let reading = try Reading(bytes, file: "document.json")
            return Mending.Look(
                file: reading.document.file, findings: Linter(rules).findings(in: reading))
        }
        return try Mending(try look(bytes)) { try look($0) }
    }
}
