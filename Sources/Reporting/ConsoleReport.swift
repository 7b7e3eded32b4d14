// Reporting: events in, text out. It decides nothing and keeps only what a report must sum up.

package import Conformance
import Diagnostics

/// The report a person reads: a line for each document, then each failure with its evidence.
package struct ConsoleReport: Sendable {
    private var info = RunInfo(
        version: "", interpreter: "", seed: 0, replay: "", isBuiltIn: false)
    private var pending: [CaseReport] = []
    private var known: [CaseReport] = []
    private var reasons: [String: Int] = [:]
    private let showsUnsupported: Bool

    /// `showsUnsupported` lists each unsupported case with its reason instead of counting them.
    package init(showsUnsupported: Bool = false) { self.showsUnsupported = showsUnsupported }

    /// The text that an event adds; empty for most. What subjects wrote cannot steer a terminal.
    package mutating func text(for event: Event) -> String { VisibleText.of(raw(event)) }

    private mutating func raw(_ event: Event) -> String {
        switch event {
        case .runStarted(let info):
            self.info = info
            let subject = info.server ?? info.interpreter
            let shard = info.shard.map { "  shard \($0)" } ?? ""
            return "assay \(info.version)  \(subject)  seed \(info.seed)\(shard)\n\n"
                + Self.header
        case .documentStarted(let info):
            pending = []
            known = []
            reasons = [:]
            return Self.list(info.diagnostics, .warning, at: 5)
        case .documentRefused(let document, let diagnostics):
            return "REFUSED  \(document)\n" + Self.list(diagnostics, .error, at: 10)
        case .languageSkipped(let document, let language, let reason):
            return "SKIPPED  \(document) (\(language))\n  \(reason)\n"
        case .documentLeftOut(let document, let reason):
            return "LEFT OUT  \(document)\n  \(reason)\n"
        case .caseFinished(_, let report):
            take(report)
            return ""
        case .documentFinished(let summary):
            return Self.row(summary) + failures(in: summary) + knownLines() + reasonLines()
        case .runFinished(let summary):
            return Self.ways(summary) + Self.total(summary)
        }
    }

    private mutating func take(_ report: CaseReport) {
        switch report.verdict {
        case .failed where report.known != nil: known.append(report)
        case .failed, .inconclusive: pending.append(report)
        case .unsupported where showsUnsupported: pending.append(report)
        case .unsupported:
            // What follows the colon differs from case to case; '--unsupported' shows it.
            let reason = report.reason ?? "no reason given"
            reasons[String(reason.prefix { $0 != ":" }), default: 0] += 1
        case .passed: break
        }
    }

    /// The diagnostics of a severity, up to a number, and the count of the others.
    private static func list(
        _ diagnostics: [Diagnostic], _ severity: Diagnostic.Severity, at most: Int
    ) -> String {
        let matching = diagnostics.filter { $0.severity == severity }
        let shown = matching.prefix(most).map { "  \(VisibleText.indented("\($0)", by: 4))\n" }
            .joined()
        let rest = matching.count - most
        guard rest > 0 else { return shown }
        return shown + "  … and \(rest) more of severity \(severity.rawValue); "
            + "'assay generate' lists all\n"
    }

    private static let header = """
                                  checks                                 cases
        methods  called  calls    held  failed  passed  failed  unsupported  inconclusive  document

        """

    private static func row(_ summary: DocumentSummary) -> String {
        let cells = [
            (summary.methods, 7), (summary.methodsCalled, 8), (summary.calls, 7),
            (summary.held, 8), (summary.violated, 8), (summary.count(.passed), 8),
            (summary.count(.failed), 8), (summary.count(.unsupported), 13),
            (summary.count(.inconclusive), 14),
        ]
        let part = summary.part.map { " (\($0))" } ?? ""
        return "\(cells.map(cell).joined())  \(summary.document)\(part)\n"
    }

    private func failures(in summary: DocumentSummary) -> String {
        // Cases that failed only because an earlier one did are counted, not repeated.
        let told = pending.filter { !$0.judgements.isEmpty || $0.reason == nil }
        let untold = pending.filter { $0.judgements.isEmpty && $0.reason != nil }
        var lines = told.map { failure($0, in: summary.document) }
        var counted: [(reason: String, reports: [CaseReport])] = []
        for report in untold {
            let reason = report.reason ?? ""
            if let index = counted.firstIndex(where: { $0.reason == reason }) {
                counted[index].reports.append(report)
            } else {
                counted.append((reason, [report]))
            }
        }
        for (reason, reports) in counted {
            let first = reports[0]
            let more = reports.count > 1 ? " and \(reports.count - 1) more" : ""
            lines.append(
                "  \(first.verdict.rawValue.uppercased()) \(Self.name(first))\(more)\n"
                    + "    \(reason)\n" + Self.signature(first))
        }
        return lines.joined()
    }

    private func failure(_ report: CaseReport, in document: String) -> String {
        var text = "  \(report.verdict.rawValue.uppercased()) \(Self.name(report))"
        text += "  [\(report.requirements.joined(separator: " "))]\n"
        if let reason = report.reason { text += "    \(reason)\n" }
        for judgement in report.violations {
            guard case .violated(let message, let expected, let seen, _) = judgement.finding else {
                continue
            }
            let ids = judgement.requirements.joined(separator: " ")
            text += "    \(judgement.check) [\(ids)]: \(message)\n"
            let (wanted, got) = (VisibleText.indented(expected), VisibleText.indented(seen))
            if !expected.isEmpty { text += "      expected  \(wanted)\n" }
            if !seen.isEmpty { text += "      seen      \(got)\n" }
        }
        let replay = info.replayCommand(
            document: document, only: report.id, by: report.replayed)
        return text + Self.signature(report) + "    replay: \(replay)\n"
    }

    /// What a ledger calls the failure.
    private static func signature(_ report: CaseReport) -> String {
        report.signature.map { "    signature: \($0)\n" } ?? ""
    }

    /// The case, and the way it was played.
    private static func name(_ report: CaseReport) -> String {
        report.id + (report.way.map { " by \($0)" } ?? "")
    }

    private func knownLines() -> String {
        known.compactMap { report in
            report.known.map { "  known \(report.id)  \($0.issue) \($0.reason)\n" }
        }.joined()
    }

    private func reasonLines() -> String {
        reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "  unsupported \($0.value)×: \($0.key)\n" }.joined()
    }

    /// A line for each way, where there were several.
    private static func ways(_ summary: RunSummary) -> String {
        let ways = summary.ways
        guard ways.count > 1 else { return "" }
        let heading = "  calls  compared  passed  failed  unsupported  inconclusive  way\n"
        let rows = ways.map { way, counts in
            let cells = [
                (counts.calls, 7), (counts.compared, 10), (counts.count(.passed), 8),
                (counts.count(.failed), 8), (counts.count(.unsupported), 13),
                (counts.count(.inconclusive), 14),
            ]
            return cells.map(cell).joined() + "  \(way)\n"
        }
        return "\n" + heading + rows.joined()
    }

    private static func cell(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(1, width - digits.count)) + digits
    }

    private static func total(_ summary: RunSummary) -> String {
        var lines = [
            "\(summary.judged) documents judged, \(summary.refused.count) refused",
            "\(summary.held) held, \(summary.documents.reduce(0) { $0 + $1.violated }) failed",
        ]
        lines += Verdict.allCases.map { "\(summary.count($0)) \($0.rawValue)" }
        if summary.remembered > 0 {
            lines.append(
                "\(summary.cases - summary.remembered) executed, \(summary.remembered) remembered")
        }
        if !summary.leftOut.isEmpty { lines.append("\(summary.leftOut.count) documents left out") }
        if summary.ledger != nil { lines.append("\(summary.known) known to fail") }
        if let reason = summary.inconclusive { lines.append("inconclusive: \(reason)") }
        if let floor = summary.floor, summary.isBelowFloor {
            lines.append("failed: \(summary.executed) comparisons were made, of \(floor) demanded")
        }
        return list(summary.ledger ?? [], .error, at: 50) + "\n" + lines.joined(separator: ", ")
            + "\n"
    }
}
