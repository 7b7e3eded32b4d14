import Foundation
import TestSupport
import Testing
import WireJSON

@Suite struct LintTests {
    static let clean = """
        {"openrpc": "1.3.2", "info": {"title": "t", "version": "1"}, "methods": []}
        """
    static let twice = """
        {"openrpc": "1.3.2", "info": {"title": "t", "version": "1"}, "methods": [],
         "x-a": {"b": 1, "b": 2}}
        """
    static let mendable = """
        {"openrpc": "1.3.2", "info": {"title": "t", "version": "1"}, "methods": [],
         "x-a": {"b": "é", "b": "é"}}\r\n
        """
    static let mended = """
        {"openrpc": "1.3.2", "info": {"title": "t", "version": "1"}, "methods": [],
         "x-a": {"b": "é"}}\r\n
        """

    /// Lints by the two rules that these documents are about, whatever others there are.
    static func lint(
        _ words: [String], in folder: TestFolder, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Program.Outcome {
        let rules = ["--only", "json.*", "--only", "openrpc.duplicate-method"]
        return try Program.assay(
            ["lint"] + rules + words, in: folder.path, environment: environment,
            timeout: .seconds(60), sourceLocation: sourceLocation)
    }

    private func folder(_ files: [String: String]) throws -> TestFolder {
        let folder = try TestFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        return folder
    }

    @Test func theExitCodeIsTheWorst() throws {
        let folder = try folder([
            "clean.json": Self.clean, "twice.json": Self.twice, "cut.json": "{",
        ])
        for (words, status) in [
            (["clean.json"], 0), (["twice.json"], 1), (["cut.json"], 2),
            (["twice.json", "cut.json", "clean.json"], 2), (["clean.json", "twice.json"], 1),
            (["twice.json", "--max-severity", "error"], 0), (["nowhere.json"], 2),
        ] as [([String], Int32)] {
            let outcome = try Self.lint(words, in: folder)
            #expect(outcome.status == status, "\(words): \(outcome.output)")
            #expect(outcome.errors == "")
        }
    }

    @Test func theOthersAreLintedAllTheSame() throws {
        let folder = try folder(["twice.json": Self.twice, "cut.json": "{\"a\": ]}", "in/x": ""])
        let outcome = try Self.lint(["cut.json", "in", "twice.json"], in: folder)
        for text in [
            "cut.json:1:7: error: a value must stand here, found ']' [json.syntax]\n",
            "in:1:1: error: a document is a file; this is a directory [file.directory]\n",
            "twice.json:2:18: error: a name must stand once in an object, found 'b' again; ",
            "  2 |  \"x-a\": {\"b\": 1, \"b\": 2}}\n    |                  ^~~\n",
            "twice.json:2:10: note: 'b' stands here first\n",
            "twice.json: 1 error, 0 warnings, 0 notes (json 1 error)\n",
            "1 document linted, 2 refused: 3 errors, 0 warnings, 0 notes",
        ] {
            #expect(outcome.output.contains(text), "\(outcome.output)")
        }
    }

    @Test(arguments: [
        ("empty", "", "json.empty"), ("blank", " \r\n", "json.empty"),
        ("YAML", "# a comment\nopenrpc: 1.3.2\n", "json.not-json"),
        ("YAML's start", "---\n{}", "json.not-json"),
        ("a number that is none", "01", "json.syntax"),
        ("a lone surrogate", #"["\ud800"]"#, "json.surrogate"),
        ("a byte order mark", "\u{FEFF}{}", "json.byte-order-mark"),
        ("depth", String(repeating: "[", count: 600), "json.depth"),
        ("markup", "<openrpc/>", "json.syntax"),
    ])
    func whatIsNotJSONIsRefused(_ name: String, _ text: String, _ rule: String) throws {
        let outcome = try Self.lint(["d.json"], in: try folder(["d.json": text]))
        #expect(outcome.status == 2)
        let line = outcome.output.split(separator: "\n").first ?? ""
        #expect(line.hasPrefix("d.json:1:") && line.hasSuffix("[\(rule)]"), "\(line)")
        let explained = try Program.assay(["explain", rule])
        #expect(explained.status == 0 && explained.output.hasPrefix("\(rule)\n"))
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let folder = try TestFolder()
        try folder.write([0x7B, 0x22, 0xFF, 0x22, 0x7D], to: "d.json")
        try folder.write((1...255).map { UInt8($0) }, to: "e.json")
        try folder.write([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], to: "f.json")
        try folder.write([0x00, 0x7B, 0x00, 0x7D], to: "g.json")
        let outcome = try Self.lint(["d.json", "e.json", "f.json", "g.json"], in: folder)
        for name in ["f", "g"] {
            #expect(outcome.output.contains("\(name).json:1:1: error: a text must be UTF-8, and"))
        }
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("d.json:1:3: error: a string must be well-formed UTF-8"))
        #expect(outcome.output.contains("e.json:1:1: error: a value must stand here"))
    }

    @Test func withoutAnOperandItIsOpenRPCJSON() throws {
        let here = try Self.lint([], in: try folder(["openrpc.json": Self.twice]))
        #expect(here.status == 1 && here.output.contains("openrpc.json:2:18: error: "))
        let nowhere = try Self.lint([], in: try TestFolder())
        #expect(nowhere.status == 64)
        #expect(
            nowhere.errors
                == "assay: no document is named, and there is no 'openrpc.json' here\n")
    }

    /// Standard input is empty here: a text all the same.
    @Test func aHyphenIsStandardInput() throws {
        let outcome = try Self.lint(["-"], in: try TestFolder())
        #expect(outcome.status == 2)
        #expect(outcome.output.hasPrefix("<stdin>:1:1: error: a document must be a JSON object"))
        let two = try Self.lint(["-", "a"], in: try TestFolder())
        #expect(two.status == 64)
    }

    @Test func standardInputIsMendedToStandardOutput() throws {
        let folder = try folder(["d.json": Self.mendable])
        let outcome = try Program.run(
            ["/bin/sh", "-c", "\(Program.assay) lint --only 'json.*' --fix - < d.json"],
            in: folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.output == Self.mended)
        #expect(outcome.errors.contains("<stdin>:2:20: fixed: remove the second of two members"))
        #expect(folder.read("d.json") == Array(Self.mendable.utf8))
    }

    @Test func outputIsTheSameEverywhere() throws {
        let files = ["a.json": Self.twice, "b.json": Self.mendable]
        var texts: Set<String> = []
        for (index, environment) in [
            [:], ["LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"],
            ["LANG": "C", "TZ": "UTC+12"],
        ].enumerated() {
            let folder = try TestFolder()
            for (name, text) in files { try folder.write(text, to: "\(index)/\(name)") }
            for format in ["console", "jsonl", "sarif", "github"] {
                let inside = try Program.run(
                    [
                        "/bin/sh", "-c",
                        "cd \(index) && \(Program.assay) lint --format \(format) *.json",
                    ],
                    in: folder.path, environment: environment)
                texts.insert(format + inside.output)
            }
        }
        #expect(texts.count == 4)
    }

    @Test func aReportGoesToAFile() throws {
        let folder = try folder(["d.json": Self.twice])
        let outcome = try Self.lint(
            ["d.json", "--format", "sarif", "--output", "out.sarif"], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("1 document linted, 0 refused: 1 error, "))
        #expect(try JSONValue.read(folder.read("out.sarif"))["version"]?.string == "2.1.0")
        let nowhere = try Self.lint(["d.json", "--output", "no/such/folder/x"], in: folder)
        #expect(nowhere.status == 3)
        #expect(
            nowhere.errors == "assay: 'no/such/folder/x' cannot be written; check its folder "
                + "and permissions\n")
    }

    @Test func rulesAreListedAndExplained() throws {
        let all = try Program.assay(["lint", "--list"])
        #expect(all.status == 0)
        #expect(all.output.contains("json: JSON itself\n  json.duplicate-name  "))
        let some = try Program.assay(["lint", "--list", "--layer", "prose"])
        #expect(some.output.contains("openrpc.duplicate-method") && !some.output.contains("json."))
        for name in ["openrpc.duplicate-method", "duplicate-method"] {
            let rule = try Program.assay(["explain", name])
            #expect(rule.status == 0)
            for part in ["O21", "clause\n", "why\n", "example\n", "remedy\n", "layer", "level"] {
                #expect(rule.output.contains(part))
            }
        }
        let fixable = try Program.assay(["explain", "json.duplicate-name"])
        #expect(fixable.output.contains("'assay lint --fix' puts it right"))
    }
}
