package import Conformance

/// What was proved, as a person reads it.
package enum ProofReport {
    /// The line of one mutant.
    package static func line(_ proof: MutantProof) -> String {
        let verdict = proof.verdict.rawValue
        let gap = String(repeating: " ", count: max(1, 14 - verdict.count))
        let mark = proof.isAsDue ? "  " : "! "
        let remark = proof.remark.isEmpty || proof.isAsDue ? "" : ": \(proof.remark)"
        return VisibleText.of("\(mark)\(verdict)\(gap)\(proof.mutant.path)\(remark)") + "\n"
    }

    /// The counts, and what nothing was seen to fail; nil asks for no such list.
    package static func summary(_ proof: Proof) -> String {
        let counts = MutantVerdict.allCases.compactMap { verdict -> String? in
            let count = proof.count(verdict)
            return count == 0 && verdict != .killed ? nil : "\(count) \(verdict.rawValue)"
        }
        let controls = proof.mutants.filter { $0.mutant.due != .killed }
        let told = controls.count(where: \.isAsDue)
        let unproved = proof.unproved.map { "! never failed  \($0)\n" }.joined()
        return "\n\(unproved)\(proof.mutants.count - controls.count) mutants: "
            + counts.joined(separator: ", ")
            + "; \(told) of \(controls.count) controls told by their verdict"
            + (proof.gating.isEmpty
                ? ""
                : "; \(proof.gating.count - proof.unproved.count) of \(proof.gating.count) "
                    + "cases and checks were seen to fail") + "\n"
    }
}
