import Changes
import Diagnostics
import TestSupport
import Testing
import WireJSON

/// Real documents with one change somewhere: the change is told, whatever it is.
@Suite(.needsCorpus) struct ChangeMutationTests {
    @Test func everyChangeIsTold() throws {
        var told = 0
        var equal = 0
        var rules: [String: Int] = [:]
        for (index, path) in Corpus.files(under: "openrpc").enumerated() {
            let whole = try JSONValue.read(Corpus.bytes(path))
            for round in 0..<100 {
                let seed = UInt64(index * 1000 + round)
                let before = whole.slice(3, seed: seed).bytes()
                if before.count > 40_000 { continue }
                let old = try JSONValue.read(before)
                var mutant = Mutant(seed: seed)
                let new = mutant.changed(old)
                let after = new.bytes()
                let found = try compare(before, after)
                if old.equals(new, numbers: .value) {
                    equal += 1
                    continue
                }
                told += 1
                #expect(!found.changes.isEmpty, "\(path) \(round): \(mutant.deed)")
                #expect(found.changes.allSatisfy { $0.diagnostic.span != nil })
                // Of a name that stands twice readers see one; all else is told where it stands.
                let isPlain = old.duplicateNames().isEmpty && new.duplicateNames().isEmpty
                #expect(
                    !isPlain || !found.changes.allSatisfy(\.isVague),
                    "\(path) \(round): \(mutant.deed)")
                for rule in Set(found.changes.map(\.rule.id)) { rules[rule, default: 0] += 1 }
                let back = try compare(after, before)
                #expect(!back.changes.isEmpty, "\(path) \(round), back: \(mutant.deed)")
                #expect(
                    found.count(["wire.method-removed"]) == back.count(["wire.method-added"]),
                    "\(path) \(round): \(mutant.deed)")
                if round % 10 == 0 { #expect(try compare(before, after).text == found.text) }
            }
        }
        print("mutants: \(told) told, \(equal) equal, \(rules.count) rules")
        for (rule, count) in rules.sorted(by: { $0.key < $1.key }) { print("  \(count)  \(rule)") }
        #expect(told > 1500)
        #expect(rules.count > 50)
    }

    @Test func documentsDoNotDifferFromThemselves() throws {
        for path in Corpus.files(under: "openrpc") {
            let bytes = Corpus.bytes(path)
            #expect(try compare(bytes, bytes).changes.isEmpty, "\(path)")
        }
    }
}

extension Change {
    /// Whether it says no more than that there was a change.
    fileprivate var isVague: Bool {
        diagnostic.message.contains("nobody reads it")
            || rule.id == "documentation.version-too-small"
    }
}
