import Conformance
import Reporting
import TestSupport
import Testing
import WireJSON

/// `conformance/events.schema.json`, held against real lines by the Python package `jsonschema`.
@Suite struct EventSchemaTests {
    private static let script = """
        import json, sys
        from jsonschema import Draft7Validator
        schema = json.load(open(sys.argv[1], encoding="utf-8"))
        Draft7Validator.check_schema(schema)
        validator = Draft7Validator(schema)
        for line in open(sys.argv[2], encoding="utf-8"):
            errors = sorted(e.json_path + ": " + e.message for e in validator.iter_errors(json.loads(line)))
            print(json.dumps(errors[0] if errors else ""))
        """

    /// The first fault of each line; empty for a lawful one.
    private static func faults(_ lines: [String]) throws -> [String] {
        let folder = try TestFolder()
        let path = try folder.write(lines.map { $0 + "\n" }.joined(), to: "events.jsonl")
        let schema = Repository.root + "/conformance/events.schema.json"
        let outcome = try Program.run([Python.path, "-I", "-c", script, schema, path])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map {
            try JSONValue.read(String($0)).string ?? ""
        }
    }

    private static let lines =
        RunStory.lines + Story.events.map { JSONLinesReport.line(for: $0) } + GoodRun.lines()
        + GoodRun.lines(shard: "2/3") + GoodRun.lines(GoodRun.reports.map(Story.remembered))
        + [JSONLinesReport.line(for: .documentLeftOut(document: "d.json", because: "r"))]

    @Test func everyLineIsLawful() throws {
        let faults = try Self.faults(Self.lines)
        #expect(faults.count == Self.lines.count && faults.allSatisfy(\.isEmpty), "\(faults)")
    }

    /// A schema that forgot an event would let anything pass for it.
    @Test func everyEventIsDescribed() throws {
        let names = Set(try Self.lines.compactMap { try JSONValue.read($0)["event"]?.string })
        let bare = names.sorted().map { #"{"version":"1.0","event":"\#($0)"}"# }
        #expect(names.count == 8)
        #expect(try Self.faults(bare).allSatisfy { $0.contains("is a required property") })
    }

    @Test(arguments: [
        ("\"version\":\"1.0\"", "\"version\":\"2.0\""), ("\"calls\":1", "\"calls\":-1"),
        ("\"verdict\":\"passed\"", "\"verdict\":\"flaky\""), ("\"title\":\"a title\",", ""),
        ("\"way\":\"sync/tcp\"", "\"way\":7"), ("\"seed\":\"1\"", "\"seed\":1"),
        ("\"exitCode\":1", "\"exitCode\":4"), ("\"check\":\"case.0\"", "\"check\":null"),
        ("\"shard\":\"2/3\"", "\"shard\":2"), ("\"remembered\":true", "\"remembered\":false"),
        ("\"subject\":\"s\"", "\"subject\":1"), ("[\"case.0\",\"J41\",\"G17\"]", "[]"),
        ("\"expires\":\"2027-03-31\"", "\"expires\":\"soon\""),
    ])
    func whatIsWrongIsRefused(_ right: String, _ wrong: String) throws {
        let line = try #require(Self.lines.first { $0.contains(right) })
        #expect(try Self.faults([line.replacing(right, with: wrong)]).first?.isEmpty == false)
    }

    @Test func laterMinorVersionsAreLawful() throws {
        let lines = Self.lines.map {
            $0.replacing("\"version\":\"1.0\"", with: "\"version\":\"1.9\",\"later\":true")
        }
        #expect(try Self.faults(lines).allSatisfy(\.isEmpty))
        #expect(try Self.faults([#"{"version":"1.9","event":"weather"}"#]) == [""])
    }
}
