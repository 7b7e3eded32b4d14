import Changes
import Diagnostics
import TestSupport
import Testing

/// Each rule is shown by two documents, with exactly the output beside them.
@Suite struct ChangeFixtureTests {
    @Test func everyRuleHasAFixture() {
        let shown = Set(ChangeFixture.all.map(\.rule))
        for rule in ChangeRule.all { #expect(shown.contains(rule.id), "none for '\(rule.id)'") }
        for id in shown { #expect(ChangeRule.named(id) != nil, "no rule '\(id)' for its fixture") }
    }

    @Test func idsAreUniqueAndNameTheirLevel() {
        #expect(Set(ChangeRule.all.map(\.id)).count == ChangeRule.all.count)
        for rule in ChangeRule.all { #expect(rule.id.hasPrefix(rule.level.rawValue + ".")) }
    }

    @Test(arguments: ChangeFixture.all) func theChangeIsTold(_ fixture: ChangeFixture) throws {
        let found = try compare(fixture.bytes("old.json"), fixture.bytes("new.json"))
        #expect(found.changes.contains { $0.rule.id == fixture.rule })
        for change in found.changes { #expect(change.diagnostic.span != nil) }
        Snapshot.check(found.text, at: "fixtures/\(fixture.path("expected.txt"))")
    }

    @Test(arguments: ChangeFixture.all, ["old.json", "new.json"])
    func nothingDiffersFromItself(_ fixture: ChangeFixture, _ file: String) throws {
        let found = try compare(fixture.bytes(file), fixture.bytes(file))
        #expect(found.changes.isEmpty)
        #expect(found.bump == .none)
    }

    /// What is removed in one direction is added in the other.
    @Test(arguments: ChangeFixture.all) func thereAndBackAgain(_ fixture: ChangeFixture) throws {
        let (old, new) = (fixture.bytes("old.json"), fixture.bytes("new.json"))
        let there = try compare(old, new)
        let back = try compare(new, old)
        let opposites = [
            ["wire.method-removed"]: ["wire.method-added"],
            ["wire.error-removed"]: ["wire.error-added"],
            ["wire.server-removed"]: ["wire.server-added"],
            ["wire.result-removed"]: ["wire.result-added"],
            ["wire.param-removed"]: [
                "wire.required-param-added", "wire.optional-param-added", "wire.param-inserted",
                "source.param-inserted",
            ],
        ]
        for (left, right) in opposites {
            #expect(there.count(left) == back.count(right), "\(left)")
            #expect(there.count(right) == back.count(left), "\(right)")
        }
    }
}

extension Comparison {
    /// How many changes have one of some rules.
    func count(_ rules: [String]) -> Int { changes.count { rules.contains($0.rule.id) } }
}
