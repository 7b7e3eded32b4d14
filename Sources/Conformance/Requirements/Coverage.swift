/// What a run was seen to compare of each requirement: counted from reports, never from sources.
package struct Coverage: Sendable {
    package private(set) var counts: [String: Count] = [:]

    package init() {}

    /// What was seen of one requirement.
    package struct Count: Sendable, Equatable {
        /// Findings that held, and that did not.
        package var held = 0
        package var violated = 0
        /// Cases that were played and that name it.
        package var cases = 0

        /// Whether anything of it was compared.
        package var isTested: Bool { held + violated > 0 }

        package init() {}

        fileprivate static func + (left: Count, right: Count) -> Count {
            var sum = left
            sum.held += right.held
            sum.violated += right.violated
            sum.cases += right.cases
            return sum
        }
    }

    /// Adds one case: what it was written for, and what each check found on the way.
    package mutating func add(_ report: CaseReport) {
        for judgement in report.judgements where judgement.finding != .notApplicable {
            for id in judgement.requirements { note(id, holds: judgement.finding == .holds) }
        }
        guard report.verdict == .passed || report.verdict == .failed, report.held > 0 else {
            return
        }
        for id in report.requirements {
            note(id, holds: report.verdict == .passed)
            counts[id, default: Count()].cases += 1
        }
    }

    /// Adds what was counted elsewhere.
    package mutating func add(_ other: Coverage) { counts.merge(other.counts, uniquingKeysWith: +) }

    private mutating func note(_ id: String, holds: Bool) {
        if holds {
            counts[id, default: Count()].held += 1
        } else {
            counts[id, default: Count()].violated += 1
        }
    }
}

extension Coverage {
    /// How a requirement stands after a run.
    package enum Standing: String, Sendable, CaseIterable {
        case tested, excluded, pending
        /// No run compared anything of it, and no reason is recorded.
        case untested
        /// A reason says that nothing tests it, and something did.
        case misstated
    }

    /// How a requirement stands; without a level each of them counts.
    package func standing(of requirement: Requirement, in level: RequirementLevel?) -> Standing {
        let isTested = counts[requirement.id]?.isTested ?? false
        if requirement.excluded != nil { return isTested ? .misstated : .excluded }
        if isTested { return .tested }
        return level?.requirements.contains(requirement.id) ?? true ? .untested : .pending
    }
}
