package import Conformance
import Diagnostics

/// A comparison for people: a row for each document, and below it what differs first at each level.
package struct ComparisonConsole: Sendable {
    package init() {}

    private static let columns = Likeness.allCases.map(\.rawValue)

    /// What an event adds to the report. What packages hold cannot steer a terminal.
    package func text(for event: ComparisonEvent) -> String { VisibleText.of(raw(event)) }

    private func raw(_ event: ComparisonEvent) -> String {
        switch event {
        case .started(let info): head(info)
        case .compared(let report): row(report) + details(report)
        case .refused(let document, let diagnostics):
            "REFUSED  \(document)\n"
                + diagnostics.map { "  \($0.description)\n" }.joined()
        case .finished(let summary): Self.end(summary)
        }
    }

    private func head(_ info: ComparisonInfo) -> String {
        let normalisers =
            info.normalisers.isEmpty ? "none" : info.normalisers.joined(separator: " ")
        return """
            assay \(info.version)  \(info.interpreter)  seed \(info.seed)
            old          \(info.old)
            new          \(info.new)
            normalisers  \(normalisers)

            \(Self.columns.joined(separator: "  "))  class         document

            """
    }

    private func row(_ report: ComparisonReport) -> String {
        let marks = Likeness.allCases.map { level in
            let mark =
                switch report.outcome(level) {
                case .holds: "="
                case .differs: "≠"
                case .inconclusive: "?"
                case nil: "–"
                }
            return Self.centred(mark, in: level.rawValue.count)
        }
        let name = report.standing.name
        let gap = String(repeating: " ", count: max(1, 14 - name.count))
        return "\(marks.joined(separator: "  "))  \(name)\(gap)\(report.document)\n"
    }

    private func details(_ report: ComparisonReport) -> String {
        var text = report.diagnostics.map { "  \($0.description)\n" }.joined()
        if let fault = report.fault {
            text += "  inconclusive: \(VisibleText.indented(fault, by: 4))\n"
        }
        for level in report.levels {
            text += "  \(level.level.rawValue) \(level.outcome.rawValue): "
            text += VisibleText.indented(level.note, by: 4) + "\n"
            for each in level.evidence { text += Self.lines(each.cut(to: 2_000)) }
        }
        let rest = report.files.filter { $0.standing != .alike(.identical) }
        for file in rest.prefix(20) {
            text += "  file \(file.path): \(file.standing.name)\n"
        }
        return text + (rest.count > 20 ? "  and \(rest.count - 20) more files\n" : "")
    }

    private static func lines(_ evidence: Evidence) -> String {
        "    \(evidence.place)\n"
            + "      old  \(VisibleText.indented(evidence.old, by: 11))\n"
            + "      new  \(VisibleText.indented(evidence.new, by: 11))\n"
    }

    private static func centred(_ mark: String, in width: Int) -> String {
        let before = (width - 1) / 2
        let (left, right) = (before, width - 1 - before)
        return String(repeating: " ", count: left) + mark + String(repeating: " ", count: right)
    }

    private static func end(_ summary: ComparisonSummary) -> String {
        var parts = [
            "\(summary.reports.count) documents compared, \(summary.refused.count) refused",
            "overall \(summary.standing.name)", "at least \(summary.wanted.rawValue) was asked",
        ]
        if let reason = summary.inconclusive {
            parts.append("inconclusive: \(reason)")
        }
        return "\n" + parts.joined(separator: "; ") + "\n"
    }
}
