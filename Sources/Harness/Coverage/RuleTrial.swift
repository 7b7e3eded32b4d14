package import Conformance
import Foundation
import Lint
import WireJSON

/// Plays each rule of the linter on its fixtures: the rejected document must be caught, the near
/// miss must pass. So requirements on documents are seen to be decided, either way.
package struct RuleTrial {
    private let folder: String
    private let examiner: Examiner

    /// The name under which the trial is reported.
    package static let name = "fixtures/lint"

    /// Reads `fixtures/lint` below a root.
    package init(root: String) throws(HarnessFault) {
        folder = "\(root)/\(Self.name)"
        examiner = try Examiner()
    }

    /// One report for each fixture, in order of their names.
    package func reports(_ control: RunControl) throws(HarnessFault) -> [CaseReport] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard !names.isEmpty else {
            throw HarnessFault("'\(folder)' has no fixtures; set ASSAY_ROOT to a checkout")
        }
        var reports: [CaseReport] = []
        for name in names.sorted() where !control.isCancelled {
            guard let rule = Rule.named(String(name.prefix { $0 != "+" })) else {
                throw HarnessFault("'\(folder)/\(name)' is about no rule of that name")
            }
            reports.append(try report(rule, name))
        }
        return reports
    }

    private func report(_ rule: Rule, _ name: String) throws(HarnessFault) -> CaseReport {
        let judgements = [
            judgement(try finds(rule, "\(name)/rejected.json"), "rule.catches", isDue: true),
            judgement(try finds(rule, "\(name)/near-miss.json"), "rule.lets-pass", isDue: false),
        ]
        var report = CaseReport(
            id: "rules/\(name)", title: rule.explanation.clause, requirements: rule.requirements,
            verdict: .passed, judgements: judgements)
        if !report.violations.isEmpty { report.verdict = .failed }
        return report
    }

    private func judgement(_ found: Bool, _ check: String, isDue: Bool) -> Judgement {
        let finding: Conformance.Finding =
            found == isDue
            ? .holds
            : .violated(
                isDue ? "the rejected document is not caught" : "the near miss is caught",
                expected: "\(isDue)", seen: "\(found)")
        return Judgement(check: check, requirements: [], finding: finding)
    }

    private func finds(_ rule: Rule, _ file: String) throws(HarnessFault) -> Bool {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)"),
            let reading = try? Reading([UInt8](bytes), file: file)
        else { throw HarnessFault("'\(folder)/\(file)' cannot be read") }
        let findings = try Linter([rule]).findings(in: reading) {
            (questions, reading) throws(HarnessFault) in
            try examiner.answer(questions, reading)
        }
        return findings.contains { $0.rule.id == rule.id }
    }
}
