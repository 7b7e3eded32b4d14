// Changes: says what differs between two OpenRPC documents and what each difference does to those
// who use the first. It reads as Lint reads, by WireJSON alone; it runs nothing and opens nothing.

package import Lint
import Diagnostics

/// Every difference between two documents, each with one rule.
package struct Comparison: Sendable {
    /// What is gone in the order of the old text, then the rest in the order of the new one.
    package let changes: [Change]
    /// The step of `info.version` that the changes ask for.
    package let bump: Bump

    /// Compares two readings.
    package init(_ old: Reading, _ new: Reading) {
        var walk = Walk(old: old, new: new)
        walk.compareDocuments()
        bump = Bump(walk.changes)
        walk.compareVersions(bump)
        changes = Self.sorted(walk.changes)
    }

    /// By text, place and rule; of equals the first stays first.
    private static func sorted(_ changes: [Change]) -> [Change] {
        func key(_ change: Change, _ order: Int) -> (Int, String, Int, String, Int) {
            let span = change.diagnostic.span
            return (
                change.isInOld ? 0 : 1, span?.file.name ?? "", span?.bytes.lowerBound ?? 0,
                change.rule.id, order
            )
        }
        return changes.enumerated()
            .map { (key($0.element, $0.offset), $0.element) }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    /// The figures in one line, with the step that semantic versioning asks for.
    package var summary: String {
        func count(_ level: ChangeRule.Level, _ isBreaking: Bool) -> Int {
            changes.count { $0.rule.level == level && $0.rule.isBreaking == isBreaking }
        }
        let compatible = count(.wire, false) + count(.source, false)
        let documentation = count(.documentation, false) + count(.documentation, true)
        let undecided = changes.count { $0.rule.verdict == .undecided }
        let doubt = undecided > 0 ? ", \(undecided) of them undecided" : ""
        return "\(count(.wire, true)) breaking on the wire, \(count(.source, true)) breaking for "
            + "client source\(doubt), \(compatible) compatible, \(documentation) documentation; "
            + bump.phrase
    }
}
