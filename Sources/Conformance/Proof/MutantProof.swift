/// What became of one mutant.
package struct MutantProof: Sendable {
    package var mutant: Mutant
    package var verdict: MutantVerdict
    /// What was seen, where the verdict is not the one that was due.
    package var remark: String
    /// Cases that it was seen to fail: the named one, and others where it spoils less than a half
    /// of them. What fails nearly everything says nothing of any one case.
    package var cases: Set<String> = []
    /// Checks that were violated.
    package var checks: Set<String> = []

    package init(_ mutant: Mutant, _ verdict: MutantVerdict, because remark: String = "") {
        self.mutant = mutant
        self.verdict = verdict
        self.remark = remark
    }

    /// Whether it ended as it must.
    package var isAsDue: Bool { verdict == mutant.due }

    /// The verdict that reports of a spoilt subject's cases come to.
    package init(_ mutant: Mutant, judging reports: [CaseReport]) {
        let failed = reports.filter { $0.verdict == .failed }
        let (verdict, remark) = Self.verdict(mutant, reports, failed)
        self.init(mutant, verdict, because: remark)
        let played = reports.count { $0.verdict == .passed || $0.verdict == .failed }
        let others = failed.count * 2 < played ? failed.filter { !$0.violations.isEmpty } : []
        let named = failed.filter { mutant.killer.matches($0.id) }
        cases = Set((others + (verdict == .killed ? named : [])).map(\.id))
        checks = Set(failed.flatMap(\.violations).map(\.check))
    }

    private static func verdict(
        _ mutant: Mutant, _ reports: [CaseReport], _ failed: [CaseReport]
    ) -> (MutantVerdict, String) {
        let named = reports.filter { mutant.killer.matches($0.id) }
        guard named.contains(where: { $0.verdict == .passed || $0.verdict == .failed }) else {
            let reason = named.first?.reason ?? "no case is called '\(mutant.killer.text)'"
            return (.notExecuted, reason)
        }
        let dead = failed.filter(\.isOfUnloadable)
        if !dead.isEmpty, !mutant.isBroken {
            return (.unviable, dead.first?.reason ?? "the package does not load")
        }
        if failed.isEmpty { return (.survived, "nothing failed") }
        guard named.contains(where: { $0.isFailure(by: mutant.check) }) else {
            let seen = failed.flatMap { one in one.violations.map { "\(one.id) by \($0.check)" } }
            return (.wrongReason, "failed: " + (seen.first ?? failed[0].id))
        }
        if mutant.isBroken, let alive = reports.first(where: { $0.verdict != .failed }) {
            return (.wrongReason, "it loads: \(alive.id) \(alive.verdict.rawValue)")
        }
        if let stray = stray(mutant, failed) { return (.wrongReason, "failed besides: \(stray)") }
        return (.killed, "")
    }

    /// A case or check that failed and has nothing to do with the mutant.
    private static func stray(_ mutant: Mutant, _ failed: [CaseReport]) -> String? {
        if let allowed = mutant.otherChecks {
            let known = allowed.union([mutant.check].compactMap(\.self))
            let checks = failed.flatMap(\.violations).map(\.check)
            if let check = checks.first(where: { !known.contains($0) }) { return check }
        }
        return failed.map(\.id).first { id in
            if mutant.killer.matches(id) { return false }
            let isAllowed = mutant.otherCases?.contains { $0.matches(id) } ?? true
            return !isAllowed || mutant.aloneAmong?.matches(id) ?? false
        }
    }
}

extension CaseReport {
    /// How reports begin that say so of a whole package.
    package static let unloadable = "the package does not load: "

    fileprivate var isOfUnloadable: Bool { reason?.hasPrefix(Self.unloadable) ?? false }

    fileprivate func isFailure(by check: String?) -> Bool {
        guard verdict == .failed else { return false }
        return check.map { name in violations.contains { $0.check == name } } ?? true
    }
}

/// All that was proved: how each mutant ended, and what nothing was seen to fail.
package struct Proof: Sendable {
    package var mutants: [MutantProof] = []
    /// Cases and checks that can gate, by id.
    package var gating: Set<String> = []

    package init() {}

    /// How many ended so, controls of the engine left out.
    package func count(_ verdict: MutantVerdict) -> Int {
        mutants.count { $0.mutant.due == .killed && $0.verdict == verdict }
    }

    /// Mutants that did not end as they must.
    package var undue: [MutantProof] { mutants.filter { !$0.isAsDue } }

    /// What can gate and was not seen to fail, in order.
    package var unproved: [String] {
        let killed = mutants.filter { $0.verdict == .killed }
        let seen = killed.reduce(into: Set<String>()) { $0.formUnion($1.cases.union($1.checks)) }
        return gating.subtracting(seen).sorted()
    }
}
