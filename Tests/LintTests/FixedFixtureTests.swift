import Diagnostics
import Lint
import TestSupport
import Testing
import WireJSON

/// What the fixes of a rule make of its rejected document is the document beside it.
@Suite struct FixedFixtureTests {
    static let all = LintFixture.all.filter { fixture in
        let path = "\(Fixtures.root)/\(fixture.path("rejected.json"))"
        guard let bytes = Repository.bytes(of: path),
            let findings = try? lint(bytes, file: "rejected.json")
        else { return false }
        return findings.contains { $0.rule.id == fixture.rule && $0.fix != nil }
    }

    @Test func someRuleFixes() { #expect(!Self.all.isEmpty) }

    @Test(arguments: all) func fixesLeaveTheFixed(_ fixture: LintFixture) throws {
        var bytes = fixture.bytes("rejected.json")
        let before = try lint(bytes, file: "rejected.json")
        let fixes = before.compactMap { $0.rule.id == fixture.rule ? $0.fix : nil }
        #expect(fixes.allSatisfy { !$0.title.isEmpty && !$0.edits.isEmpty })
        let edits = fixes.flatMap(\.edits).sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
        for (edit, next) in zip(edits, edits.dropFirst()) {
            #expect(edit.bytes.upperBound <= next.bytes.lowerBound)
        }
        for edit in edits.reversed() {
            bytes.replaceSubrange(edit.bytes, with: Array(edit.replacement.utf8))
        }
        let after = try lint(bytes, file: "fixed.json")
        #expect(!after.contains { $0.rule.id == fixture.rule && $0.fix != nil })
        #expect(after.count == before.count - fixes.count)
        Snapshot.check(
            String(decoding: bytes, as: UTF8.self), at: "fixtures/\(fixture.path("fixed.json"))")
    }
}
