import TestSupport
import Testing
import WireJSON

/// What `assay diff` prints, and how it ends.
@Suite struct DiffTests {
    private static let folder = Fixtures.root + "/changes/"

    private func diff(_ fixture: String, _ options: [String] = []) throws -> Program.Outcome {
        let folder = Self.folder + fixture
        return try Program.assay(
            ["diff", "old.json", "new.json"] + options, in: folder, timeout: .seconds(60))
    }

    @Test(arguments: ["wire.method-removed", "source.type-renamed", "wire.request-bounds-widened"])
    func allIsPrinted(_ fixture: String) throws {
        let blessed = Fixtures.bytes("changes/\(fixture)/expected.txt")
        let outcome = try diff(fixture)
        #expect(outcome.output == String(decoding: blessed, as: UTF8.self))
        #expect(outcome.errors == "")
    }

    @Test(arguments: [
        ("wire.method-removed", [], 1), ("source.type-renamed", [], 1),
        ("wire.method-added", [], 0), ("documentation.summary-changed", [], 0),
        ("source.type-renamed", ["--fail-on", "wire"], 0),
        ("wire.method-removed", ["--fail-on", "wire"], 1),
        ("wire.method-removed", ["--fail-on", "none"], 0),
        ("documentation.summary-changed", ["--fail-on", "documentation"], 1),
        ("wire.method-removed", ["--level", "documentation", "--breaking-only"], 1),
        ("wire.undecided", [], 1),
    ])
    func theExitCodeIsTheVerdict(_ fixture: String, _ options: [String], _ status: Int32) throws {
        #expect(try diff(fixture, options).status == status, "\(fixture) \(options)")
    }

    @Test func whatIsShownCanBeChosen() throws {
        let breaking = try diff("wire.method-removed", ["--breaking-only"]).output
        #expect(breaking.contains("[wire.method-removed]"))
        #expect(!breaking.contains("[documentation."))
        let words = try diff("wire.method-removed", ["--level", "source,documentation"]).output
        #expect(!words.contains("[wire."))
        #expect(words.contains("[documentation.version-changed]"))
    }

    @Test func linesAreJSON() throws {
        let outcome = try diff("wire.method-removed", ["--format", "jsonl"])
        let lines = try outcome.output.split(separator: "\n").map {
            try JSONValue.read(Array($0.utf8))
        }
        #expect(lines.allSatisfy { $0["version"] == "1.0" })
        #expect(lines.first?["rule"] == "wire.method-removed")
        #expect(lines.first?["verdict"] == "breaking")
        #expect(lines.first?["file"] == "old.json")
        #expect(lines.first?["pointer"] == "/methods/0")
        #expect(lines.last?["event"] == "summary")
        #expect(lines.last?["wire"]?["breaking"] == 1)
        #expect(lines.last?["bump"] == "major")
    }

    @Test func rulesAreListed() throws {
        let outcome = try Program.assay(["diff", "--list", "--level", "source"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("source.type-renamed"))
        #expect(!outcome.output.contains("wire."))
    }

    @Test func whatCannotBeReadIsRefused() throws {
        let folder = try TestFolder()
        let broken = try folder.write("{", to: "broken.json")
        let sound = Self.folder + "wire.method-removed/old.json"
        for words in [[broken, sound], [sound, broken], [sound, "/nonexistent"]] {
            let outcome = try Program.assay(["diff"] + words)
            #expect(outcome.status == 2)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains(": error: "))
        }
    }
}
