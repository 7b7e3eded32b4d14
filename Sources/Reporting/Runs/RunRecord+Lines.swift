import Conformance
import WireJSON

extension RunRecord {
    /// The record as a stream of events. Events are those that were read, with what was not known
    /// of them; counts are counted again. A partial record has no `run-finished`.
    package var lines: [String] {
        var lines = [info?.event].compactMap(\.self).map { $0.text() }
        for section in sections { lines += Self.lines(of: section) }
        lines += skips.map { $0.event.text() } + leftOut.map { $0.event.text() }
        lines += refusals.map { $0.event.text() }
        if let end, !isPartial { lines.append(line(of: end)) }
        return lines
    }

    private static func lines(of section: Section) -> [String] {
        var start = section.event?.object
        start?["cases"] = .number(section.cases.count)
        let head = start.map { JSONValue(.object($0)).text() }
        let summary = section.summary
        let end = section.isFinished ? JSONLinesReport.line(for: .documentFinished(summary)) : nil
        return [head].compactMap(\.self) + section.cases.map { $0.event.text() }
            + [end].compactMap(\.self)
    }

    private func line(of end: End) -> String {
        var summary = RunSummary(
            documents: sections.filter(\.isFinished).map(\.summary),
            refused: refusals.map(\.document), inconclusive: end.inconclusive)
        summary.leftOut = leftOut.map(\.document)
        summary.ledger = end.ledger.map { _ in [] }
        summary.floor = end.floor
        let line = JSONLinesReport.line(for: .runFinished(summary))
        guard var event = (try? JSONValue.read(line))?.object else { return line }
        event["exitCode"] = .number(exitCode)
        if let ledger = end.ledger { event["ledger"] = .array(ledger.map(\.value)) }
        event["requirements"] = end.coverage.map { .array($0.map(\.value)) }
        return JSONValue(.object(event)).text()
    }
}

extension RunRecord.Section {
    /// The counts of the section, as a run makes them.
    fileprivate var summary: DocumentSummary {
        let counts = RunCounts(cases)
        var summary = DocumentSummary(document: document, methods: methods)
        summary.part = part
        summary.methodsCalled = methodsCalled ?? 0
        (summary.calls, summary.held) = (counts.calls, counts.held)
        summary.violated = counts.violated
        summary.known = counts[.known]
        (summary.executed, summary.recalled) = (counts.executed, counts.recalled)
        summary.remembered = counts.remembered
        for verdict in Verdict.allCases {
            summary.verdicts[verdict] = counts[verdict.standing]
        }
        for record in cases {
            guard let way = Way.all.first(where: { $0.description == record.key.way }) else {
                continue
            }
            let verdict = Verdict(rawValue: record.standing.rawValue) ?? .failed
            summary.ways[way, default: WayCounts()].verdicts[verdict, default: 0] += 1
            summary.ways[way]?.calls += record.calls
            summary.ways[way]?.compared += record.compared
        }
        return summary
    }
}

extension RunRecord.Problem {
    /// The diagnostic as events hold it.
    fileprivate var value: JSONValue {
        var members: [JSONObject.Member] = [
            .init("severity", .string(severity)), .init("rule", .string(rule)),
            .init("message", .string(message)),
        ]
        if let file { members.append(.init("file", .string(file))) }
        if let line { members.append(.init("line", .number(line))) }
        if let column { members.append(.init("column", .number(column))) }
        return .object(members)
    }
}

extension RunRecord.Coverage {
    /// The requirement as the end of a run holds it.
    fileprivate var value: JSONValue {
        [
            "id": .string(id), "held": .number(held), "violated": .number(violated),
            "cases": .number(cases),
        ]
    }
}
