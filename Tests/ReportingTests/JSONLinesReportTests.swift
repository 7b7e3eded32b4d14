import Conformance
import Reporting
import TestSupport
import Testing
import WireJSON

@Suite struct JSONLinesReportTests {
    private static let lines = Story.events.map { JSONLinesReport.line(for: $0) }

    @Test func aRunAsEvents() {
        Snapshot.check(
            Self.lines.map { $0 + "\n" }.joined(), at: "fixtures/reports/events.jsonl")
    }

    @Test func everyLineIsAnObjectThatNamesItsVersionAndEvent() throws {
        let events = ["run-started", "document-started", "case-finished", "document-finished"]
        for line in Self.lines {
            #expect(!line.contains("\n"))
            let event = try JSONValue.read(line)
            #expect(event.object?.names.prefix(2) == ["version", "event"])
            #expect(event["version"]?.string == "1.0")
            #expect(event.duplicateNames().isEmpty)
        }
        let seen = Set(try Self.lines.compactMap { try JSONValue.read($0)["event"]?.string })
        #expect(seen == Set(events + ["document-refused", "run-finished"]))
    }

    @Test func evidenceComesBackAsItWas() throws {
        let line = try #require(Self.lines.first { $0.contains("the SDK printed") })
        let violations = try JSONValue.read(line)["violations"]
        #expect(violations?[0]?["seen"]?.string == "Traceback\n  line 2")
        #expect(violations?[1]?["seen"]?.string == "\u{1B}[31mred\u{7}")
        #expect(violations?[0]?["check"]?.string == "case.0")
    }

    @Test func theEndTellsTheExitCode() throws {
        let end = try JSONValue.read(try #require(Self.lines.last))
        #expect(end["exitCode"]?.int == 1)
        #expect(end["refused"]?[0]?.string == "broken.json")
        #expect(end["verdicts"]?["failed"]?.int == 4)
        #expect(end["inconclusive"]?.isNull == true)
    }
}
