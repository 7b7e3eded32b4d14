/// Holds observations against every check and decides the verdict.
package enum Judge {
    /// The report of one played case. A case in which nothing was compared has not passed.
    package static func report(
        _ observation: Observation, checks: [Check] = Check.all
    ) -> CaseReport {
        let judgements = checks.map { check in
            Judgement(
                check: check.id, requirements: check.requirements,
                finding: check.examine(observation))
        }
        let subject = observation.subject
        var report = CaseReport(
            id: subject.id, by: observation.way, title: subject.title,
            requirements: subject.requirements, verdict: .passed, judgements: judgements,
            calls: observation.exchanges.count)
        report.reference = observation.reference?.way
        report.compared = observation.reference.map { min($0.messages.count, report.calls) } ?? 0
        if !report.violations.isEmpty {
            report.verdict = .failed
        } else if !judgements.contains(where: { $0.finding == .holds && $0.isOfTheCase }) {
            report.verdict = .failed
            report.reason = "nothing that the case states was compared"
        }
        return report
    }

    /// The report of a case that could not be played, with the reason.
    package static func report(
        _ subject: Case, by way: Way? = nil, _ verdict: Verdict, because reason: String
    ) -> CaseReport {
        CaseReport(
            id: subject.id, by: way, title: subject.title, requirements: subject.requirements,
            verdict: verdict, reason: reason)
    }
}

extension Judgement {
    /// Whether the check holds the case's own expectation rather than a general rule.
    var isOfTheCase: Bool { check.hasPrefix("case.") }
}
