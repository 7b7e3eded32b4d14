/// What was counted; every report takes its numbers from here.
package struct RunCounts: Sendable, Equatable {
    package private(set) var standings: [CaseRecord.Standing: Int] = [:]
    package private(set) var calls = 0
    package private(set) var held = 0
    /// Findings that did not hold, without those of known failures.
    package private(set) var violated = 0
    /// Findings of any kind.
    package private(set) var executed = 0
    /// The same of cases that were not played.
    package private(set) var recalled = 0
    /// Cases that were not played, for nothing has changed since they passed.
    package private(set) var remembered = 0

    /// The counts of some cases.
    package init(_ cases: [CaseRecord] = []) {
        for record in cases {
            standings[record.standing, default: 0] += 1
            calls += record.calls
            held += record.held
            let made = record.held + record.violations.count
            executed += record.isRemembered ? 0 : made
            recalled += record.isRemembered ? made : 0
            remembered += record.isRemembered ? 1 : 0
            violated += record.standing == .known ? 0 : record.violations.count
        }
    }

    package var cases: Int { standings.values.reduce(0, +) }

    /// How many cases ended so.
    package subscript(standing: CaseRecord.Standing) -> Int { standings[standing] ?? 0 }

    /// `2 failed, 1 known failing, …`, the counts that are not zero; all of them where asked.
    package func phrase(withZeros: Bool = false) -> String {
        let parts = CaseRecord.Standing.allCases.filter { withZeros || self[$0] > 0 }
        return parts.isEmpty
            ? "no case" : parts.map { "\(self[$0]) \($0.phrase)" }.joined(separator: ", ")
    }
}

extension CaseRecord.Standing {
    /// The word for people.
    package var phrase: String { self == .known ? "known failing" : rawValue }
}

/// What is wrong with a run beside its cases; each report shows it, and none of them is green.
package struct Trouble: Sendable, Equatable {
    /// Whom it speaks against.
    package enum Weight: Sendable {
        /// The run has failed.
        case failure
        /// Nobody knows: a document was refused, our surroundings or the record fell short.
        case error
    }

    package var weight: Weight
    package var rule: String
    package var title: String
    package var message: String
    /// The place, where the event tells one.
    package var problem: RunRecord.Problem?
}

extension RunRecord {
    package var counts: RunCounts { RunCounts(cases) }

    /// The exit code that `assay run` gave, or would have given.
    package var exitCode: Int {
        let own = ownExitCode
        return own == 0 ? (end?.exitCode ?? 0) : own
    }

    private var ownExitCode: Int {
        let counts = counts
        if counts[.failed] > 0 || end?.ledger?.isEmpty == false { return 1 }
        if !refusals.isEmpty { return 2 }
        if isPartial || end?.inconclusive != nil || counts[.inconclusive] > 0 { return 3 }
        return comparesNothing || missed != nil ? 1 : 0
    }

    /// Whether nothing was compared where something had to be.
    package var comparesNothing: Bool { counts.held == 0 && !mayBeEmpty }

    /// What is said where fewer comparisons were made than demanded; nil where enough were.
    private var missed: String? {
        let made = counts.executed + counts.recalled
        guard let floor = end?.floor, made < floor else { return nil }
        return "\(made) comparisons were made, of \(floor) demanded; "
            + "see what was not played, or lower the floor"
    }

    /// Whether a run that compared nothing may be a success: one of several parts, or a run that
    /// no change reaches.
    private var mayBeEmpty: Bool {
        info?.shard != nil || (sections.isEmpty && !leftOut.isEmpty)
    }

    /// What is wrong beside the cases, in one order.
    package var troubles: [Trouble] {
        var found = refusals.map { refusal in
            Trouble(
                weight: .error, rule: "run.refused", title: "\(refusal.document) is refused",
                message: refusal.diagnostics.map(\.text).joined(separator: "\n"),
                problem: refusal.diagnostics.first { $0.severity == "error" })
        }
        found += (end?.ledger ?? []).map { problem in
            Trouble(
                weight: .failure, rule: problem.rule, title: "the ledger is wrong",
                message: problem.text, problem: problem)
        }
        if isPartial {
            found.append(
                Trouble(
                    weight: .error, rule: "run.partial", title: "the record is partial",
                    message: gaps.joined(separator: "\n")))
        }
        if let reason = end?.inconclusive {
            found.append(
                Trouble(
                    weight: .error, rule: "run.inconclusive", title: "the run is inconclusive",
                    message: reason))
        }
        if found.isEmpty, let missed {
            found.append(
                Trouble(
                    weight: .failure, rule: "run.below-floor", title: "too little was compared",
                    message: missed))
        }
        return found + unexplained(found)
    }

    /// A run without a comparison is no success, nor is one that ended badly and does not say why.
    private func unexplained(_ found: [Trouble]) -> [Trouble] {
        let counts = counts
        guard found.isEmpty, counts[.failed] == 0, counts[.inconclusive] == 0, exitCode != 0 else {
            return []
        }
        if counts.held == 0, !mayBeEmpty {
            return [
                Trouble(
                    weight: .failure, rule: "run.nothing-compared",
                    title: "nothing was compared",
                    message: "no finding of any case held; a run that compares nothing has failed")
            ]
        }
        return [
            Trouble(
                weight: .failure, rule: "run.exit-code", title: "the run did not end well",
                message: "it ended with exit code \(exitCode), and its record does not say why")
        ]
    }

    /// One sentence: how it went.
    package var verdict: String {
        let head =
            switch exitCode {
            case 0: "as expected"
            case 1: counts[.failed] > 0 ? "failed" : troubles.first?.title ?? "failed"
            case 2: "refused"
            default: "inconclusive"
            }
        return isPartial ? "\(head), and only in part" : head
    }

    /// The coverage by the run's own account, else by that of its cases.
    package var coverage: [Coverage] {
        if let told = end?.coverage { return told }
        var found: [String: Coverage] = [:]
        for record in cases where record.standing != .unsupported {
            for id in record.requirements {
                found[id, default: Coverage(id: id, held: 0, violated: 0, cases: 0)].cases += 1
                if record.standing == .passed { found[id]?.held += 1 }
            }
            // What is known to fail is no violation, as in every other count.
            for id in record.violations.flatMap(\.requirements) where record.standing != .known {
                found[id, default: Coverage(id: id, held: 0, violated: 0, cases: 0)].violated += 1
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }
}
