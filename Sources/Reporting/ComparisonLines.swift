package import Conformance
import Diagnostics
import WireJSON

/// One JSON object a line for each event of a comparison; every line names its version.
package enum ComparisonLines {
    /// The line of an event, without its end.
    package static func line(for event: ComparisonEvent) -> String {
        let members = members(of: event)
        return JSONValue.object([JSONObject.Member("version", "1.0")] + members).text()
    }

    private static func members(of event: ComparisonEvent) -> [JSONObject.Member] {
        switch event {
        case .started(let info):
            return [
                .init("event", "comparison-started"), .init("assay", .string(info.version)),
                .init("interpreter", .string(info.interpreter)),
                .init("seed", .string(String(info.seed))), .init("old", .string(info.old)),
                .init("new", .string(info.new)),
                .init("normalisers", .array(info.normalisers.map(JSONValue.string))),
            ]
        case .compared(let report):
            return [
                .init("event", "document-compared"), .init("document", .string(report.document)),
                .init("class", .string(report.standing.name)),
                .init("inconclusive", report.fault.map(JSONValue.string) ?? .null),
                .init("levels", .array(report.levels.map(level))),
                .init("files", .array(report.files.map(file))),
                .init("diagnostics", .array(report.diagnostics.map { .string($0.description) })),
            ]
        case .refused(let document, let diagnostics):
            return [
                .init("event", "document-refused"), .init("document", .string(document)),
                .init("diagnostics", .array(diagnostics.map { .string($0.description) })),
            ]
        case .finished(let summary):
            return [
                .init("event", "comparison-finished"),
                .init("documents", .number(summary.reports.count)),
                .init("refused", .array(summary.refused.map(JSONValue.string))),
                .init("class", .string(summary.standing.name)),
                .init("atLeast", .string(summary.wanted.rawValue)),
                .init("inconclusive", summary.inconclusive.map(JSONValue.string) ?? .null),
                .init("exitCode", .number(Int(summary.exitCode))),
            ]
        }
    }

    private static func level(_ report: LevelReport) -> JSONValue {
        [
            "level": .string(report.level.rawValue), "outcome": .string(report.outcome.rawValue),
            "note": .string(report.note), "evidence": .array(report.evidence.map(evidence)),
        ]
    }

    private static func file(_ file: ComparisonReport.File) -> JSONValue {
        [
            "path": .string(file.path), "class": .string(file.standing.name),
            "evidence": file.evidence.map(evidence) ?? .null,
        ]
    }

    private static func evidence(_ evidence: Evidence) -> JSONValue {
        [
            "place": .string(evidence.place), "old": .string(evidence.old),
            "new": .string(evidence.new),
        ]
    }
}
