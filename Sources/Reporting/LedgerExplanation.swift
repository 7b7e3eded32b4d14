package import Conformance
import Diagnostics

extension RunRecord {
    /// How each case ended, as ledgers are held against it.
    package var outcomes: [Outcome] { cases.map(\.outcome) }
}

extension CaseRecord {
    /// How it ended, as a ledger is held against it.
    package var outcome: Outcome {
        Outcome(
            document: key.document, id: key.id, way: key.way,
            verdict: standing == .known ? .failed : Verdict(rawValue: standing.rawValue) ?? .failed,
            signature: signature.flatMap { Signature($0) })
    }
}

/// A line of a ledger for a person: what it says, and what a recorded run has seen of its case.
package struct LedgerExplanation: Sendable {
    private let entry: Ledger.Entry
    private let ledger: Ledger
    private let record: RunRecord?
    private let today: Day

    /// An entry of a ledger, with the run that is to be shown beside it.
    package init(_ entry: Ledger.Entry, of ledger: Ledger, _ record: RunRecord?, today: Day) {
        self.entry = entry
        self.ledger = ledger
        self.record = record
        self.today = today
    }

    /// What a terminal shows; what subjects wrote cannot steer it.
    package var text: String { VisibleText.of(lines.map { $0 + "\n" }.joined()) }

    private var lines: [String] {
        let place = "\(entry.span.file.name):\(entry.span.start.line)"
        let isOver = entry.expiry < today ? ", which is over" : ""
        return [
            "\(entry.scope)", "  line       \(place)", "  issue      \(entry.issue)",
            "  until      \(entry.expiry.text)\(isOver)", "  reason     \(entry.reason)",
            "  signature  \(entry.signature)",
        ] + entry.signature.parts.sorted().map(meaning) + (record.map(seen) ?? [])
    }

    /// A part of a signature with the clause of its check, where it is one that holds in any case.
    private func meaning(_ part: String) -> String {
        let id = String(part.prefix { $0 != "@" && $0 != ":" })
        let clause =
            Check.all.first { $0.id == id }?.clause ?? ServerCheck.all.first { $0.id == id }?.clause
        return "    \(part)" + (clause.map { "  (\($0))" } ?? "")
    }

    private func seen(in record: RunRecord) -> [String] {
        let own = record.cases.filter {
            ledger.entry(for: $0.outcome)?.scope.description == entry.scope.description
        }
        guard !own.isEmpty else { return ["  seen       nothing; the run did not play it"] }
        return own.flatMap { record -> [String] in
            let way = record.key.way.map { " by \($0)" } ?? ""
            let head = "  seen       \(record.standing.phrase) in \(record.key.document)\(way)"
            guard record.standing == .failed || record.standing == .known else { return [head] }
            let isOther = record.signature != entry.signature.description
            let other = isOther ? ", with \(record.signature ?? "no signature")" : ""
            return [head + other, "    \(VisibleText.indented(record.evidence, by: 4))"]
        }
    }
}
