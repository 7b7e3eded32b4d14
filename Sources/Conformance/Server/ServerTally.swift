import WireJSON

/// What the checks of every reply have found so far in a run.
package struct ServerTally: Sendable {
    private var counts: [String: Int] = [:]
    private var violations: [String: (finding: Finding, place: String, count: Int)] = [:]

    /// Nothing looked at yet.
    package init() {}

    /// Holds the checks against everything that was seen while a case was played.
    package mutating func add(_ observation: ServerObservation) {
        let subject = observation.subject
        for check in ServerCheck.all {
            // Of its own messages the case itself says what it has to.
            let isOwn =
                check.isLeftToCases
                && !Set(check.requirements).isDisjoint(with: subject.requirements)
            for step in observation.steps where !isOwn {
                add(check.examine(step.exchange), of: check, at: subject.id)
            }
            for probe in observation.probes {
                add(check.examine(probe), of: check, at: "the call after \(subject.id)")
            }
        }
    }

    /// Holds the checks against an exchange that belongs to no case.
    package mutating func add(_ exchange: ServerExchange) {
        for check in ServerCheck.all {
            add(check.examine(exchange), of: check, at: "the first call")
        }
    }

    private mutating func add(_ finding: Finding, of check: ServerCheck, at place: String) {
        switch finding {
        case .notApplicable: break
        case .holds: counts[check.id, default: 0] += 1
        case .violated:
            violations[check.id, default: (finding, place, 0)].count += 1
        }
    }

    /// One report for each check that is selected, in order.
    package func reports(selecting isSelected: (ServerCheck) -> Bool) -> [CaseReport] {
        ServerCheck.all.filter(isSelected).map(report)
    }

    private func report(_ check: ServerCheck) -> CaseReport {
        var report = CaseReport(
            id: check.id, title: check.clause, requirements: check.requirements, verdict: .passed)
        if let found = violations[check.id],
            case .violated(let message, let expected, let seen, let mark) = found.finding
        {
            let more = found.count > 1 ? ", and \(found.count - 1) more" : ""
            report.verdict = .failed
            report.judgements = [
                Judgement(
                    check: check.id, requirements: check.requirements,
                    finding: .violated(
                        "\(message) (\(found.place)\(more))", expected: expected, seen: seen,
                        mark: mark))
            ]
        } else if counts[check.id] == nil {
            report.verdict = .unsupported
            report.reason = "nothing came that this check speaks of"
        } else {
            report.judgements = [
                Judgement(check: check.id, requirements: check.requirements, finding: .holds)
            ]
        }
        return report
    }
}
