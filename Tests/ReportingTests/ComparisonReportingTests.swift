import Conformance
import Reporting
import TestSupport
import Testing
import WireJSON

@Suite struct ComparisonReportingTests {
    private static let events: [ComparisonEvent] = [
        .started(
            ComparisonInfo(
                version: "0.1.0", interpreter: "CPython 3.11.2", seed: 1, old: "builtin",
                new: "gen {document} {out}", normalisers: ["newlines"])),
        .compared(
            ComparisonReport(
                document: "same.json", files: [.init(path: "a.py", standing: .alike(.identical))],
                levels: [LevelReport(level: .identical, outcome: .holds, note: "1 files")])),
        .compared(different),
        .compared(ComparisonReport(document: "slow.json", fault: "the generator did not end")),
        .refused(document: "broken.json", []),
        .finished(
            ComparisonSummary(
                wanted: .ast, reports: [different], refused: ["broken.json"])),
    ]

    private static let different = ComparisonReport(
        document: "other.json",
        files: [
            .init(
                path: "a.py", standing: .different,
                evidence: Evidence(place: "a.py:1", old: "x\u{1B}[31m", new: "y"))
        ],
        levels: [
            LevelReport(
                level: .identical, outcome: .differs, note: "1 of 1 files differ",
                evidence: [Evidence(place: "a.py:1", old: "x\u{1B}[31m", new: "y")]),
            LevelReport(level: .surface, outcome: .inconclusive, note: "import a: Error"),
            LevelReport(
                level: .behaviour, outcome: .differs, note: "1 of 2 cases go differently",
                evidence: [Evidence(place: "sweep/m: request 1", old: "GET /\r\n\r\n", new: "")]),
        ])

    @Test func theConsole() {
        let console = ComparisonConsole()
        Snapshot.check(
            Self.events.map { console.text(for: $0) }.joined(),
            at: "fixtures/reports/comparison.txt")
    }

    @Test func theLines() throws {
        let lines = Self.events.map { ComparisonLines.line(for: $0) }
        Snapshot.check(
            lines.map { $0 + "\n" }.joined(), at: "fixtures/reports/comparison.jsonl")
        for line in lines {
            let event = try JSONValue.read(line)
            #expect(event.object?.names.prefix(2) == ["version", "event"])
            #expect(event.duplicateNames().isEmpty && !line.contains("\n"))
        }
    }
}
