import Diagnostics
import Lint
import WireJSON

/// One JSON object a line for each finding, document and run; every line names its version.
enum LintLines {
    static func text(for event: LintEvent) -> String {
        switch event {
        case .started(let info):
            return line("lint-started", [.init("assay", .string(info.version))])
        case .document(let document):
            let findings = document.findings.map { finding($0, of: document.name) }
            return findings.joined()
                + document.mended.map { mended($0, of: document.name) }.joined()
                + summary(of: document)
        case .configuration(let file, let findings):
            return findings.map { finding($0, of: file.name) }.joined()
        case .finished(let summary): return self.summary(of: summary)
        }
    }

    private static func line(_ event: String, _ members: [JSONObject.Member]) -> String {
        let head: [JSONObject.Member] = [.init("version", "1.0"), .init("event", .string(event))]
        return JSONValue.object(head + members).text() + "\n"
    }

    private static func finding(_ finding: Finding, of document: String) -> String {
        let rule = finding.rule
        let diagnostic = finding.diagnostic
        var members: [JSONObject.Member] = [
            .init("document", .string(document)), .init("rule", .string(rule.id)),
            .init("layer", .string(rule.layer.rawValue)),
            .init("level", .string(rule.level.rawValue)),
            .init("severity", .string(diagnostic.severity.rawValue)),
            .init("message", .string(diagnostic.message)),
        ]
        members += diagnostic.span.map(place) ?? []
        members += [
            .init("pointer", .string(finding.pointer.description)),
            .init("requirements", .array(rule.requirements.map(JSONValue.string))),
            .init("notes", .array(diagnostic.notes.map(note))),
            .init("fix", finding.fix.map(fix) ?? .null),
            .init("ignored", finding.ignoredBecause.map(JSONValue.string) ?? .null),
        ]
        return line("finding", members)
    }

    private static func mended(_ finding: Finding, of document: String) -> String {
        line(
            "fixed",
            [
                .init("document", .string(document)), .init("rule", .string(finding.rule.id)),
                .init("pointer", .string(finding.pointer.description)),
                .init("title", .string(finding.fix?.title ?? "")),
            ])
    }

    private static func place(_ span: SourceSpan) -> [JSONObject.Member] {
        let ends = [
            ("start", span.start, span.bytes.lowerBound), ("end", span.end, span.bytes.upperBound),
        ]
        return [.init("file", .string(span.file.name))]
            + ends.map { name, position, offset in
                .init(
                    name,
                    [
                        "line": .number(position.line), "column": .number(position.column),
                        "byte": .number(offset),
                    ])
            }
    }

    private static func note(_ note: Diagnostic.Note) -> JSONValue {
        .object([.init("message", .string(note.message))] + (note.span.map(place) ?? []))
    }

    private static func fix(_ fix: Fix) -> JSONValue {
        [
            "title": .string(fix.title),
            "edits": .array(
                fix.edits.map { edit in
                    [
                        "start": .number(edit.bytes.lowerBound),
                        "end": .number(edit.bytes.upperBound),
                        "replacement": .string(edit.replacement),
                    ]
                }),
        ]
    }

    private static func summary(of document: LintedDocument) -> String {
        line(
            document.isRefused ? "document-refused" : "document-linted",
            [
                .init("document", .string(document.name)), .init("counts", counts(document.tally)),
                .init("ignored", .number(document.tally.ignored)),
                .init("skipped", .array(document.skipped.map(JSONValue.string))),
                .init("undecided", .array(document.undecided.map(JSONValue.string))),
                .init("withheld", .array(document.withheld.map(JSONValue.string))),
                .init("inconclusive", document.trouble.map(JSONValue.string) ?? .null),
            ])
    }

    private static func summary(of summary: LintSummary) -> String {
        line(
            "lint-finished",
            [
                .init("linted", .number(summary.linted)),
                .init("refused", .array(summary.refused.map(JSONValue.string))),
                .init("counts", counts(summary.tally)),
                .init("ignored", .number(summary.tally.ignored)),
                .init("fixed", .number(summary.mended)),
                .init("skipped", .array(summary.skipped.map(JSONValue.string))),
                .init("inconclusive", .array(summary.inconclusive.map(JSONValue.string))),
                .init("exitCode", .number(Int(summary.exitCode))),
            ])
    }

    private static func counts(_ tally: FindingTally) -> JSONValue {
        .object(
            Rule.Layer.allCases.map { layer in
                let severities: [Severity] = [.error, .warning, .note]
                return .init(
                    layer.rawValue,
                    .object(severities.map { .init($0.rawValue, .number(tally.count(layer, $0))) }))
            })
    }
}
