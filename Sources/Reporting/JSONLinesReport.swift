package import Conformance
import Diagnostics
import WireJSON

/// One JSON object a line for each event; every line names its version.
package enum JSONLinesReport {
    /// The line of an event, without its end.
    package static func line(for event: Event) -> String {
        let members = members(of: event)
        return JSONValue.object([JSONObject.Member("version", "1.0")] + members).text()
    }

    private static func members(of event: Event) -> [JSONObject.Member] {
        switch event {
        case .runStarted(let info): return start(info)
        case .documentStarted(let info):
            return [
                .init("event", "document-started"), .init("document", .string(info.document)),
            ] + part(info.part) + [
                .init("methods", .number(info.methods)), .init("cases", .number(info.cases)),
                .init("diagnostics", .array(info.diagnostics.map(diagnostic))),
            ]
        case .documentRefused(let document, let diagnostics):
            return [
                .init("event", "document-refused"), .init("document", .string(document)),
                .init("diagnostics", .array(diagnostics.map(diagnostic))),
            ]
        case .languageSkipped(let document, let language, let reason):
            return [
                .init("event", "language-skipped"), .init("document", .string(document)),
                .init("part", .string(language)), .init("reason", .string(reason)),
            ]
        case .documentLeftOut(let document, let reason):
            return [
                .init("event", "document-left-out"), .init("document", .string(document)),
                .init("reason", .string(reason)),
            ]
        case .caseFinished(let document, let report):
            return [
                .init("event", "case-finished"), .init("document", .string(document)),
            ] + caseMembers(report)
        case .documentFinished(let summary):
            return [
                .init("event", "document-finished"), .init("document", .string(summary.document)),
            ] + part(summary.part) + counts(summary)
        case .runFinished(let summary):
            return [
                .init("event", "run-finished"),
                .init("documents", .number(summary.judged)),
                .init("refused", .array(summary.refused.map(JSONValue.string))),
                .init("verdicts", verdicts { summary.count($0) }),
                .init("ways", ways(summary.ways)),
                .init("requirements", requirements(summary.coverage)),
                .init("executed", .number(summary.executed)),
                .init("inconclusive", summary.inconclusive.map(JSONValue.string) ?? .null),
                .init("exitCode", .number(Int(summary.exitCode))),
            ] + (summary.floor.map { [.init("floor", .number($0))] } ?? [])
                + remembered(summary.remembered) + ledger(summary)
        }
    }

    private static func start(_ info: RunInfo) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = [
            .init("event", "run-started"), .init("assay", .string(info.version)),
            .init("interpreter", .string(info.interpreter)),
            .init("seed", .string(String(info.seed))),
        ]
        if let server = info.server { members.append(.init("server", .string(server))) }
        if info.isSelection { members.append(.init("selection", true)) }
        if let shard = info.shard { members.append(.init("shard", .string(shard))) }
        if let told = info.identity { members.append(.init("identity", identity(told))) }
        return members
    }

    private static func identity(_ identity: RunInfo.Identity) -> JSONValue {
        .object(identity.members.map { .init($0.name, .string($0.value)) })
    }

    /// What a ledger adds to the last line.
    private static func ledger(_ summary: RunSummary) -> [JSONObject.Member] {
        guard let problems = summary.ledger else { return [] }
        return [
            .init("known", .number(summary.known)),
            .init("ledger", .array(problems.map(diagnostic))),
        ]
    }

    private static func part(_ name: String?) -> [JSONObject.Member] {
        name.map { [.init("part", .string($0))] } ?? []
    }

    private static func caseMembers(_ report: CaseReport) -> [JSONObject.Member] {
        report.members + (report.known.map { [.init("known", known($0))] } ?? [])
    }

    private static func known(_ entry: Ledger.Entry) -> JSONValue {
        [
            "issue": .string(entry.issue), "expires": .string(entry.expiry.text),
            "reason": .string(entry.reason),
        ]
    }

    private static func ways(_ ways: [(way: Way, counts: WayCounts)]) -> JSONValue {
        .array(
            ways.map { way, counts in
                [
                    "way": .string(way.description), "calls": .number(counts.calls),
                    "compared": .number(counts.compared),
                    "verdicts": verdicts { counts.count($0) },
                ]
            })
    }

    private static func requirements(_ coverage: Coverage) -> JSONValue {
        .array(
            coverage.counts.sorted { $0.key < $1.key }.map { id, count in
                [
                    "id": .string(id), "held": .number(count.held),
                    "violated": .number(count.violated), "cases": .number(count.cases),
                ]
            })
    }

    private static func counts(_ summary: DocumentSummary) -> [JSONObject.Member] {
        [
            .init("methods", .number(summary.methods)),
            .init("methodsCalled", .number(summary.methodsCalled)),
            .init("calls", .number(summary.calls)), .init("held", .number(summary.held)),
            .init("violated", .number(summary.violated)),
            .init("verdicts", verdicts { summary.count($0) }),
        ] + remembered(summary.remembered)
    }

    /// How many of the verdicts are of an earlier run; nothing where each case was played.
    private static func remembered(_ count: Int) -> [JSONObject.Member] {
        count == 0 ? [] : [.init("remembered", .number(count))]
    }

    private static func verdicts(_ count: (Verdict) -> Int) -> JSONValue {
        .object(Verdict.allCases.map { .init($0.rawValue, .number(count($0))) })
    }

    private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init("severity", .string(diagnostic.severity.rawValue)),
            .init("rule", .string(diagnostic.rule)),
            .init("message", .string(diagnostic.message)),
        ]
        if let span = diagnostic.span {
            members.append(.init("file", .string(span.file.name)))
            members.append(.init("line", .number(span.start.line)))
            members.append(.init("column", .number(span.start.column)))
        }
        return .object(members)
    }
}
