import Conformance
import Diagnostics
import Reporting
import TestSupport
import Testing
import WireJSON

/// A run with every standing, on several ways and in two languages, whose document and subject
/// write what no format may take at its word.
enum RunStory {
    /// Ends of scripts, comments, sections and lines; colours, a turned direction, directives.
    static let hostile =
        "</script><!-- ]]> &\"'\u{1B}[31m\u{0}\u{FFFE}\u{202E}\r\n"
        + "# TODO x\\ | ``` @all 100%::error::"

    /// Before each method stands what columns are miscounted by.
    static let text =
        "{\r\n \"info\": {\"title\": \"日本😀\"}, \"methods\": [\r\n"
        + "\t{\"about\": \"e\u{301}😀\", \"name\": \"pet.get\"},\n"
        + "  {\"name\": \"größe/of\"}],\n"
        + "  \"components\": {\"schemas\": {\"Pet\": {\"type\": \"object\"}}}\n}\n"

    static let document = SourceFile(name: "api/pets & co.json", bytes: Array(text.utf8))

    static let events: [Event] =
        [.runStarted(Story.info)] + section(nil, pythonReports) + section("rust", rustReports)
        + [
            .languageSkipped(document: "pets.json", language: "go", because: "no compiler"),
            .documentRefused(
                document: "broken.json", [Story.problem("'a' is \(hostile)", "openrpc.a")]),
            .runFinished(end),
        ]

    static let lines = events.map { JSONLinesReport.line(for: $0) }

    /// What every report must say of it.
    static let counts: [CaseRecord.Standing: Int] = [
        .failed: 3, .known: 1, .inconclusive: 1, .unsupported: 1, .passed: 4,
    ]

    static func record(
        _ lines: [String] = lines, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> RunRecord {
        try RunRecord.read(Array(lines.joined(separator: "\n").utf8))
    }

    /// The report of the story, with what it can look up.
    static func report() throws -> RunReport {
        var report = RunReport(try record())
        report.documents = ["pets.json": document]
        report.methods = ["errors/data": "pet.get"]
        let clause: JSONValue = [
            [
                "id": "J41", "level": "may", "on": ["client"],
                "clause": .string("the clause \(hostile)"),
            ]
        ]
        report.requirements = Requirement.read(clause.bytes(), file: "clauses.json").0
        return report
    }

    static let pythonReports: [CaseReport] = [
        Story.report("sweep/pet.get/all-params", [.holds, .holds], by: .sync),
        Story.report("sweep/pet.get/all-params", [.holds], by: .async),
        Story.report("sweep/gr%C3%B6%C3%9Fe%2Fof/all-params", [wrong], by: .sync),
        Story.report("errors/data", [wrong], by: .sync),
        known,
        Story.untold("sweep/construct/Pet/all-members", .unsupported, "no sample: \(hostile)"),
        Story.untold("package/imports", .inconclusive, "interrupted: \(hostile)"),
        Story.report("sweep/pet.get/all-params", [.holds], by: .sync),
    ]

    static let rustReports: [CaseReport] = [
        Story.report("sweep/pet.get/all-params", [.holds], by: .sync),
        Story.untold("sweep/pet.get/errors/1", .failed, "it does not compile: \(hostile)"),
    ]

    private static let wrong = Finding.violated(
        "the request is \(hostile)", expected: "{\"method\":\"pet.get\",\"id\":1}", seen: hostile)

    private static var known: CaseReport {
        var report = Story.report("errors/known", [wrong, .holds], by: .async)
        let ledger = "errors/known  #41 2027-03-31 case.0  drops data \(hostile)"
        report.known = Ledger.read(Array(ledger.utf8), file: "known.txt").0.entries.first
        return report
    }

    private static var end: RunSummary {
        var end = RunSummary(
            documents: [summary(nil, pythonReports), summary("rust", rustReports)],
            refused: ["broken.json"])
        end.ledger = [Story.problem("'x' passes; remove the line", "ledger.passes")]
        return end
    }

    private static func summary(_ part: String?, _ reports: [CaseReport]) -> DocumentSummary {
        var summary = DocumentSummary(document: "pets.json", methods: 2)
        summary.part = part
        summary.methodsCalled = 1
        for report in reports { summary.add(report) }
        return summary
    }

    private static func section(_ part: String?, _ reports: [CaseReport]) -> [Event] {
        var info = DocumentInfo(
            document: "pets.json", methods: 2, cases: reports.count,
            diagnostics: [Story.warning(0)])
        info.part = part
        return [.documentStarted(info)]
            + reports.map { .caseFinished(document: "pets.json", $0) }
            + [.documentFinished(summary(part, reports))]
    }
}

/// A run in which all is well, and what can be left out of it.
enum GoodRun {
    static let reports = [
        Story.report("a/one", [.holds], by: .sync), Story.report("a/two", [.holds], by: .sync),
    ]

    static func lines(
        _ reports: [CaseReport] = reports, seed: UInt64 = 1, version: String = "0.1.0",
        shard: String? = nil, documents: String = "d"
    ) -> [String] {
        var info = Story.info
        info.seed = seed
        info.version = version
        info.shard = shard
        if shard != nil {
            info.identity = RunInfo.Identity(
                documents: documents, subject: "s", options: "o")
        }
        var summary = DocumentSummary(document: "d.json", methods: 2)
        for report in reports { summary.add(report) }
        var run = RunSummary(documents: [summary], refused: [])
        run.isShard = shard != nil
        let events: [Event] =
            [
                .runStarted(info),
                .documentStarted(
                    DocumentInfo(
                        document: "d.json", methods: 2, cases: reports.count, diagnostics: [])),
            ] + reports.map { .caseFinished(document: "d.json", $0) } + [
                .documentFinished(summary), .runFinished(run),
            ]
        return events.map { JSONLinesReport.line(for: $0) }
    }
}
