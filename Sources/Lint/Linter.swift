import Diagnostics

/// Holds rules against documents.
package struct Linter: Sendable {
    package let rules: [Rule]

    /// A linter of these rules; all of them unless told.
    package init(_ rules: [Rule] = Rule.all) { self.rules = rules }

    /// Every finding in one reading, in the order of the text. `answer` judges all the questions
    /// of a reading at once, one answer each, and is not called for none; with nil the rules that
    /// must ask say nothing.
    package func findings<Fault: Error>(
        in reading: Reading,
        answer: (([Question], Reading) throws(Fault) -> [Answer])?
    ) throws(Fault) -> [Finding] {
        var findings: [Finding] = []
        var asked: [(rule: Rule, question: Question)] = []
        for rule in rules {
            switch rule.examination {
            case .direct(let examine):
                findings += examine(reading).map { finding($0, of: rule) }
            case .asked(let ask):
                if answer != nil { asked += ask(reading).map { (rule, $0) } }
            }
        }
        if let answer, !asked.isEmpty {
            let answers = try answer(asked.map(\.question), reading)
            for (each, answer) in zip(asked, answers) {
                guard case .invalid(let problem) = answer else { continue }
                findings.append(finding(each.question.remark(problem), of: each.rule))
            }
        }
        return Self.sorted(findings)
    }

    /// Every finding that needs no validator.
    package func findings(in reading: Reading) -> [Finding] {
        findings(in: reading, answer: Optional<([Question], Reading) -> [Answer]>.none)
    }

    private func finding(_ remark: Remark, of rule: Rule) -> Finding {
        Finding(
            rule: rule,
            diagnostic: Diagnostic(
                min(rule.severity, remark.severity ?? rule.severity), rule: rule.id, remark.message,
                at: remark.span, notes: remark.notes),
            pointer: remark.place.pointer, fix: remark.fix)
    }

    /// By place, then by rule, whatever the order of the rules; of equals the first stays first.
    private static func sorted(_ findings: [Finding]) -> [Finding] {
        func key(_ finding: Finding, _ order: Int) -> (String, Int, String, Int) {
            let span = finding.diagnostic.span
            return (
                span?.file.name ?? "", span?.bytes.lowerBound ?? 0, finding.rule.id, order
            )
        }
        return findings.enumerated()
            .map { (key($0.element, $0.offset), $0.element) }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }
}
