package import Diagnostics

extension Ledger {
    /// What has grown since an earlier state: lines that no earlier one covers, that last longer
    /// than it, or that excuse more than it did. `base` names that state; where it has no ledger,
    /// all lines are new.
    package func growth(since earlier: Ledger, at base: String) -> [Diagnostic] {
        entries.compactMap { entry in
            guard let message = growth(of: entry, since: earlier, at: base) else { return nil }
            return Diagnostic(.error, rule: "ledger.grows", message, at: entry.span)
        }
    }

    private func growth(of entry: Entry, since earlier: Ledger, at base: String) -> String? {
        let name = "'\(entry.scope)'"
        let covering = earlier.indices(of: entry.scope.id).map { earlier.entries[$0] }
            .filter { $0.scope.covers(entry.scope) }
        guard let first = covering.first else {
            return "\(name) is not known at \(base); mend it, a ledger may only shrink"
        }
        let alike = covering.filter { entry.signature.parts.isSubset(of: $0.signature.parts) }
        if alike.isEmpty {
            return "\(name) is known at \(base) to fail with '\(first.signature)', and with "
                + "nothing else; mend it, a ledger may only shrink"
        }
        guard let last = alike.map(\.expiry).max(), last < entry.expiry else { return nil }
        return "\(name) is known until \(last.text) at \(base); mend it by then, a ledger may only "
            + "shrink"
    }
}
