package import JSONRPC

/// One clause that must hold in every case it speaks of; code, where a case is data.
package struct Check: Sendable {
    /// A permanent id, such as `request.version`.
    package let id: String
    package let level: Level
    /// Ids of the requirements it tests, such as `J01`.
    package let requirements: [String]
    /// The clause in the words of its source, shortened.
    package let clause: String
    package let examine: @Sendable (Observation) -> Finding

    /// The weight of the clause: RFC 2119's words, or derived: no sentence of a specification,
    /// but a lawful SDK needs it.
    package enum Level: String, Sendable {
        case must, should, derived
    }

    /// A check of the whole observation.
    package init(
        _ id: String, _ level: Level, _ requirements: [String], clause: String,
        examine: @escaping @Sendable (Observation) -> Finding
    ) {
        self.id = id
        self.level = level
        self.requirements = requirements
        self.clause = clause
        self.examine = examine
    }

    /// A check that must hold for every exchange; the first violation is the finding.
    package init(
        eachExchange id: String, _ level: Level, _ requirements: [String], clause: String,
        examine: @escaping @Sendable (Exchange) -> Finding
    ) {
        self.init(id, level, requirements, clause: clause) { observation in
            Finding.all(observation.exchanges.lazy.map(examine))
        }
    }
}

extension Finding {
    /// The first violation, else `holds` when anything held, else `notApplicable`.
    static func all(_ findings: some Sequence<Finding>) -> Finding {
        var result = Finding.notApplicable
        for finding in findings {
            if case .violated = finding { return finding }
            if finding == .holds { result = .holds }
        }
        return result
    }

    /// `holds` when anything held, else the first violation, else `notApplicable`.
    static func any(_ findings: [Finding]) -> Finding {
        findings.contains(.holds) ? .holds : all(findings)
    }
}

extension Check {
    /// Every check, in the order of a report.
    package static let all: [Check] = requests + transport + ways + outcomes + expectations
}
