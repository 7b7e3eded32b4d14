/// What runs of several kinds compared of each requirement, side by side.
package struct CoverageTable: Sendable {
    package private(set) var columns: [Column: Coverage] = [:]
    package let level: RequirementLevel?
    package let requirements: [Requirement]

    package init(_ requirements: [Requirement], level: RequirementLevel?) {
        self.requirements = requirements
        self.level = level
    }

    /// Who was on trial.
    package enum Column: String, Sendable, CaseIterable {
        /// Generated clients.
        case client
        /// Generated dispatch, and our own mock.
        case server
        /// Documents, by the rules of the linter.
        case document

        /// Whether it is one of those that owe what is asked of a role.
        fileprivate func plays(_ role: String) -> Bool {
            switch self {
            case .client: ["client", "python"].contains(role)
            case .server: ["server", "mock", "rust"].contains(role)
            case .document: role == "document"
            }
        }
    }

    /// Adds what one run counted.
    package mutating func add(_ coverage: Coverage, to column: Column) {
        columns[column, default: Coverage()].add(coverage)
    }

    /// What was seen of a requirement in one column.
    package func count(_ id: String, _ column: Column) -> Coverage.Count {
        columns[column]?.counts[id] ?? Coverage.Count()
    }

    /// How a requirement stands, whoever was on trial.
    package func standing(of requirement: Requirement) -> Coverage.Standing {
        var all = Coverage()
        for coverage in columns.values { all.add(coverage) }
        return all.standing(of: requirement, in: level)
    }

    /// Those that are owed by somebody in a column of whom nothing was compared, where the
    /// specification says "must" and no reason is recorded.
    package func missing(_ requirement: Requirement) -> [Column] {
        guard requirement.level == .must, requirement.excluded == nil else { return [] }
        return Column.allCases.filter { column in
            requirement.roles.contains(where: column.plays)
                && !count(requirement.id, column).isTested
        }
    }

    /// How many requirements stand so.
    package func count(_ standing: Coverage.Standing) -> Int {
        requirements.count { self.standing(of: $0) == standing }
    }
}
