package import Diagnostics

/// How the packages that two generators made of one document compare.
package struct ComparisonReport: Sendable {
    /// One file, by its path in the package.
    package struct File: Sendable {
        package var path: String
        package var standing: Standing
        /// The first difference; nil where nothing differs.
        package var evidence: Evidence?

        package init(path: String, standing: Standing, evidence: Evidence? = nil) {
            self.path = path
            self.standing = standing
            self.evidence = evidence
        }
    }

    package var document: String
    package var files: [File]
    /// The levels that were looked at, strongest first.
    package var levels: [LevelReport]
    /// What the reader said of the document.
    package var diagnostics: [Diagnostic]
    /// Why there was nothing to compare; nil where there was.
    package var fault: String?

    package init(
        document: String, files: [File] = [], levels: [LevelReport] = [],
        diagnostics: [Diagnostic] = [], fault: String? = nil
    ) {
        self.document = document
        self.files = files
        self.levels = levels
        self.diagnostics = diagnostics
        self.fault = fault
    }

    /// What is known of one level; nil when it was not looked at.
    package func outcome(_ level: Likeness) -> LevelReport.Outcome? {
        levels.first { $0.level == level }?.outcome
    }

    /// The strongest level that holds. An equal surface counts with an equal behaviour alone: the
    /// names of a client say nothing of what it sends.
    package var standing: Standing {
        if fault != nil { return .inconclusive }
        let behaves = outcome(.behaviour) == .holds
        for report in levels where report.outcome == .holds {
            if report.level != .surface || behaves { return .alike(report.level) }
        }
        // Whoever behaves otherwise is not equal at any level.
        if outcome(.behaviour) == .differs { return .different }
        return levels.contains { $0.outcome == .inconclusive } ? .inconclusive : .different
    }

    /// Whether the packages are as alike as was asked; nil when that is not known.
    package func reaches(_ wanted: Likeness) -> Bool? {
        if fault != nil { return nil }
        if case .alike(let level) = standing, level >= wanted { return true }
        if standing == .different { return false }
        var asked = levels.filter { $0.level >= wanted }
        if wanted == .surface, outcome(.surface) == .holds {
            asked += levels.filter { $0.level == .behaviour }
        }
        return asked.contains { $0.outcome == .inconclusive } ? nil : false
    }
}

/// How a whole comparison ended.
package struct ComparisonSummary: Sendable {
    package var wanted: Likeness
    package var reports: [ComparisonReport]
    /// Documents that the reader refused.
    package var refused: [String]
    /// Why the comparison as a whole could not be made.
    package var inconclusive: String?

    package init(
        wanted: Likeness, reports: [ComparisonReport] = [], refused: [String] = [],
        inconclusive: String? = nil
    ) {
        self.wanted = wanted
        self.reports = reports
        self.refused = refused
        self.inconclusive = inconclusive
    }

    /// The weakest standing of all documents: different, else not known, else the weakest level.
    package var standing: Standing {
        let all = reports.map(\.standing)
        if all.contains(.different) { return .different }
        if all.isEmpty || inconclusive != nil || all.contains(.inconclusive) {
            return .inconclusive
        }
        let levels = all.compactMap { if case .alike(let level) = $0 { level } else { nil } }
        return levels.min().map { .alike($0) } ?? .inconclusive
    }

    /// 1 when a package is less alike than was asked, 2 when a document is refused, 3 when it is
    /// not known.
    package var exitCode: Int32 {
        let reached = reports.map { $0.reaches(wanted) }
        if reached.contains(false) { return 1 }
        if !refused.isEmpty { return 2 }
        return inconclusive != nil || reached.contains(nil) || reports.isEmpty ? 3 : 0
    }
}
