package import Conformance

/// What was compared of each requirement, as a person reads it.
package enum CoverageReport {
    /// A line for each requirement, then the counts.
    package static func text(_ table: CoverageTable) -> String {
        table.requirements.map { line($0, table) }.joined() + summary(table)
    }

    private static func line(_ requirement: Requirement, _ table: CoverageTable) -> String {
        let standing = table.standing(of: requirement)
        let cells = CoverageTable.Column.allCases.map { column in
            let count = table.count(requirement.id, column)
            let text = count.isTested ? "\(count.held + count.violated)" : "–"
            return String(repeating: " ", count: max(1, 9 - text.count)) + text
        }
        let level = requirement.level.rawValue
        let gap = String(repeating: " ", count: 8 - level.count)
        return "\(requirement.id)  \(level)\(gap)\(cells.joined())  "
            + "\(standing.rawValue): \(requirement.excluded ?? requirement.clause)\n"
    }

    private static func summary(_ table: CoverageTable) -> String {
        let counts = Coverage.Standing.allCases.compactMap { standing -> String? in
            let count = table.count(standing)
            return count == 0 && standing != .untested ? nil : "\(count) \(standing.rawValue)"
        }
        let musts = table.requirements.compactMap { requirement -> String? in
            let missing = table.missing(requirement)
            guard !missing.isEmpty, table.standing(of: requirement) == .tested else { return nil }
            return "\(requirement.id) on the \(missing.map(\.rawValue).joined(separator: " and "))"
        }
        let level = table.level.map { ", at the level of \($0.day.text)" } ?? ""
        var text =
            "\n\(table.requirements.count) requirements\(level): "
            + counts.joined(separator: ", ") + "\n"
        if !musts.isEmpty {
            text += "must, and compared for others only: \(musts.joined(separator: ", "))\n"
        }
        return text
    }
}
