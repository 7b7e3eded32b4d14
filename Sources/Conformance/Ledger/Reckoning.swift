package import Diagnostics

/// A run held against its ledger: which failures are known, and which lines no longer hold.
package struct Reckoning: Sendable {
    package let ledger: Ledger
    private let today: Day
    /// What each entry spoke of, by its place.
    private var outcomes: [Int: [Outcome]] = [:]
    /// The places of entries whose case exists, whether it was played or not.
    private var matched: Set<Int> = []

    package init(_ ledger: Ledger, today: Day) {
        self.ledger = ledger
        self.today = today
    }

    /// Takes cases that a document has, selected or not.
    package mutating func note(_ ids: some Sequence<String>, of document: String) {
        let name = Outcome.name(of: document)
        for id in ids {
            for index in ledger.indices(of: id) {
                let wanted = ledger.entries[index].scope.document
                if wanted == nil || wanted == name { matched.insert(index) }
            }
        }
    }

    /// Takes how a case ended; the report comes back with the entry that excuses it: a failure of
    /// that signature, on a day that the entry covers. What is inconclusive is never excused.
    package mutating func take(_ report: CaseReport, in document: String) -> CaseReport {
        let outcome = Outcome(report, in: document)
        guard let index = ledger.index(for: outcome) else { return report }
        outcomes[index, default: []].append(outcome)
        matched.insert(index)
        let entry = ledger.entries[index]
        guard entry.expiry >= today, outcome.signature == entry.signature else { return report }
        var report = report
        report.known = entry
        return report
    }

    /// The lines that do not hold, one diagnostic each: expired, of no case, failing otherwise,
    /// passing. What was not played says nothing of its line; where not all of the cases were
    /// derived (`isWhole` is false), no line is of no case.
    package func problems(isWhole: Bool) -> [Diagnostic] {
        ledger.entries.indices.compactMap { index in
            let entry = ledger.entries[index]
            let problem = problem(entry, outcomes[index] ?? [], isKnown: matched.contains(index))
            guard let problem, isWhole || problem.rule != "ledger.unknown" else { return nil }
            return Diagnostic(.error, rule: problem.rule, problem.message, at: entry.span)
        }
    }

    private func problem(
        _ entry: Ledger.Entry, _ seen: [Outcome], isKnown: Bool
    ) -> (rule: String, message: String)? {
        let name = "'\(entry.scope)'"
        if entry.expiry < today {
            let message = "\(name) is known only until \(entry.expiry.text); mend it or renew it"
            return ("ledger.expired", message)
        }
        if !isKnown { return ("ledger.unknown", "no case is called \(name); remove the line") }
        let failed = seen.filter { $0.verdict == .failed }
        if let other = failed.first(where: { $0.signature != entry.signature }) {
            let now = other.signature.map(\.description) ?? ""
            let message =
                "\(name) fails otherwise, \(other.place): with '\(now)', not with "
                + "'\(entry.signature)'; look at the failure, then write the line anew"
            return ("ledger.otherwise", message)
        }
        guard let passed = seen.first(where: { $0.verdict == .passed }) else { return nil }
        guard let first = failed.first else {
            return ("ledger.passes", "\(name) passes; remove the line")
        }
        let narrow = Scope(first.id, in: first.document, by: first.way)
        let message = "\(name) passes \(passed.place); name what fails alone, such as '\(narrow)'"
        return ("ledger.passes", message)
    }
}
