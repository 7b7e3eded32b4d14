package import Conformance
package import Diagnostics
import Synchronization

/// The ledger that a run is held against.
package struct LedgerOrder: Sendable {
    package var ledger: Ledger
    /// Its file; nil where it is none.
    package var path: String?
    /// The day on which it is read.
    package var today: Day
    /// What has grown since the state that it may only shrink from.
    package var growth: [Diagnostic]

    package init(
        _ ledger: Ledger, at path: String? = nil, today: Day, growth: [Diagnostic] = []
    ) {
        self.ledger = ledger
        self.path = path
        self.today = today
        self.growth = growth
    }
}

/// What a run knows of its ledger, as cases end on many lanes; without one, nothing.
final class KnownFailures: Sendable {
    private let reckoning: Mutex<Reckoning?>
    private let growth: [Diagnostic]

    init(_ order: LedgerOrder?) {
        reckoning = Mutex(order.map { Reckoning($0.ledger, today: $0.today) })
        growth = order?.growth ?? []
    }

    /// Takes cases that a document has, selected or not.
    func note(_ ids: some Sequence<String>, of document: String) {
        reckoning.withLock { $0?.note(ids, of: document) }
    }

    /// The report with the entry that excuses it, if one does.
    func take(_ report: CaseReport, in document: String) -> CaseReport {
        reckoning.withLock { $0?.take(report, in: document) ?? report }
    }

    /// What is wrong with the ledger now that all is played; nil without one.
    func problems(isWhole: Bool) -> [Diagnostic]? {
        reckoning.withLock { $0?.problems(isWhole: isWhole) }.map { growth + $0 }
    }
}
