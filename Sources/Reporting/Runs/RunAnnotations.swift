import Diagnostics

/// Workflow commands that GitHub shows beside the lines of documents, then a line of counts.
///
/// GitHub keeps ten errors and ten warnings of a step: the last of each kind counts those that
/// would be lost.
struct RunAnnotations {
    private let record: RunRecord
    private let places: RunPlaces
    private static let limit = 10

    init(_ report: RunReport) {
        record = report.record
        places = RunPlaces(report)
    }

    var text: String {
        let errors = record.troubles.map(command) + commands("error", .failed)
        let kinds: [(String, [String])] = [
            ("error", errors), ("warning", commands("warning", .inconclusive)),
            ("notice", commands("notice", .known)),
        ]
        let lines = kinds.flatMap { kind, commands in Self.limited(kind, commands) }
        return lines.joined() + Terminal.visible(record.verdict) + ": "
            + record.counts.phrase(withZeros: true) + "\n"
    }

    private static func limited(_ kind: String, _ commands: [String]) -> [String] {
        guard commands.count > limit else { return commands }
        let rest = commands.count - limit + 1
        return commands.prefix(limit - 1)
            + ["::\(kind) title=assay::and \(rest) more; the report lists all\n"]
    }

    private func commands(_ kind: String, _ standing: CaseRecord.Standing) -> [String] {
        record.sections.flatMap { section in
            section.cases.filter { $0.standing == standing }.map { command(kind, $0) }
        }
    }

    private func command(_ kind: String, _ record: CaseRecord) -> String {
        var properties = [("file", places.file(of: record.key.document))]
        if let span = places.span(of: record) {
            let (start, end) = (span.start, span.end)
            properties += [
                ("line", String(start.line)), ("endLine", String(end.line)),
                ("col", String(start.column)), ("endColumn", String(end.column)),
            ]
        } else {
            properties.append(("line", "1"))
        }
        properties.append(("title", record.label))
        return Self.command(kind, properties, record.headline)
    }

    private func command(_ trouble: Trouble) -> String {
        var properties: [(String, String)] = []
        if let problem = trouble.problem {
            let numbers = [("line", problem.line), ("col", problem.column)]
            properties += [("file", problem.file)].compactMap { name, value in
                value.map { (name, $0) }
            }
            properties += numbers.compactMap { name, value in value.map { (name, String($0)) } }
        }
        return Self.command("error", properties + [("title", trouble.title)], trouble.message)
    }

    private static func command(
        _ kind: String, _ properties: [(String, String)], _ message: String
    ) -> String {
        let list = properties.map { "\($0)=\(GitHubAnnotations.escapedProperty($1))" }
        return "::\(kind) \(list.joined(separator: ","))::\(GitHubAnnotations.escaped(message))\n"
    }
}
