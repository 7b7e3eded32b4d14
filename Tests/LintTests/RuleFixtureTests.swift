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
}
