import Foundation
import TestSupport
import Testing

@Suite struct LintConfigurationTests {
    private static func ignore(
        at pointer: String = "/x-a", document: String? = nil, expires: String = "2027-03-31"
    ) -> String {
        let scope = document.map { ", \"document\": \"\($0)\"" } ?? ""
        return """
            {"lint": {"ignores": [{"rule": "json.duplicate-name", "at": "\(pointer)",
              "reason": "generated", "expires": "\(expires)"\(scope)}]}}
            """
    }

    private func check(
        _ files: [String: String], _ words: [String], _ status: Int32, _ parts: [String] = [],
        in directory: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let folder = try TestFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let words = ["--only", "json.*", "--today", "2027-01-01"] + words
        let outcome = try Program.assay(["lint"] + words, in: folder.path + directory)
        #expect(
            outcome.status == status, "\(outcome.output)\(outcome.errors)",
            sourceLocation: sourceLocation)
        let text = status == 64 ? outcome.errors : outcome.output
        for part in parts {
            #expect(text.contains(part), "\(text)", sourceLocation: sourceLocation)
        }
    }

    @Test func theNearestAboveTheDocumentCounts() throws {
        let files = ["a/b/d.json": LintTests.twice, "assay.json": Self.ignore()]
        try check(files, ["a/b/d.json"], 0, ["1 ignored"])
        try check(files, ["d.json"], 0, ["1 ignored"], in: "/a/b")
        try check(files, ["../b/./d.json"], 0, ["1 ignored"], in: "/a/b")
        let nearer = files.merging(["a/assay.json": "{}"]) { $1 }
        try check(nearer, ["a/b/d.json"], 1)
    }

    @Test func theSearchEndsWithTheRepository() throws {
        let files = ["a/b/d.json": LintTests.twice, "assay.json": Self.ignore(), "a/.git": ""]
        try check(files, ["a/b/d.json"], 1)
        try check(files.merging(["a/assay.json": Self.ignore()]) { $1 }, ["a/b/d.json"], 0)
    }

    @Test func oneMayBeNamed() throws {
        let files = ["d.json": LintTests.twice, "other/c.json": Self.ignore(), "assay.json": "{}"]
        try check(files, ["d.json"], 1)
        try check(files, ["d.json", "--config", "other/c.json"], 0, ["1 ignored"])
        try check(files, ["d.json", "--config", "none.json"], 64, ["none.json:1:1: error: "])
    }

    @Test func severitiesAreWeighed() throws {
        func files(_ severity: String) -> [String: String] {
            let text = "{\"lint\": {\"severities\": {\"json.*\": \"\(severity)\"}}}"
            return ["d.json": LintTests.twice, "assay.json": text]
        }
        try check(files("warning"), ["d.json"], 0, [": warning: ", "0 errors, 1 warning"])
        try check(files("note"), ["d.json", "--max-severity", "none"], 1, [": note: "])
        try check(files("off"), ["d.json", "--max-severity", "none"], 0, ["0 errors, 0 warnings"])
    }

    @Test func anIgnoreThatCoversNothingFailsTheRun() throws {
        let files = ["d.json": LintTests.clean, "assay.json": Self.ignore()]
        let line = """
            assay.json:1:23: error: an ignore must cover a finding, and 'json.duplicate-name' finds \
            nothing at '/x-a'; remove the ignore [config.unused-ignore]
            """
        try check(files, ["d.json"], 1, [line, "(around 1 error)"])
        try check(files, ["d.json", "--only", "openrpc.duplicate-method"], 1, [line])
        // One of two documents is enough.
        try check(files.merging(["e.json": LintTests.twice]) { $1 }, ["d.json", "e.json"], 0)
    }

    @Test func anIgnoreIsJudgedWhereItsRuleWasHeld() throws {
        let folder = try TestFolder()
        try folder.write(LintTests.clean, to: "d.json")
        try folder.write(Self.ignore(), to: "assay.json")
        let outcome = try Program.assay(
            ["lint", "d.json", "--only", "openrpc.duplicate-method", "--today", "2027-01-01"],
            in: folder.path)
        #expect(outcome.status == 0)
    }

    @Test func anIgnoreMayNameDocumentsFromItsFolder() throws {
        func files(_ pattern: String) -> [String: String] {
            ["api/d.json": LintTests.twice, "assay.json": Self.ignore(document: pattern)]
        }
        try check(files("api/*.json"), ["api/d.json"], 0)
        try check(files("api/d.json"), ["d.json"], 0, in: "/api")
        try check(
            files("d.json"), ["d.json"], 1, ["1 document linted, 0 refused: 1 error, "], in: "/api")
    }

    @Test func anIgnoreExpires() throws {
        let files = ["d.json": LintTests.twice, "assay.json": Self.ignore(expires: "2026-12-31")]
        try check(
            files, ["d.json"], 1,
            ["expired on 2026-12-31; mend what it covers", "[config.expired-ignore]", "2 errors"])
        try check(files, ["d.json", "--today", "2026-12-31"], 0, ["1 ignored"])
    }

    @Test(arguments: [
        ("{", "assay.json:1:2: error: "), (#"{"lnt": {}}"#, "did you mean 'lint'?"),
        (#"{"lint": {"severities": {"sdk.nothing-of-the-kind": "off"}}}"#, "[config.unknown-rule]"),
        (ignore(at: "x"), "'at' must be a JSON pointer"),
        (ignore(expires: "soon"), "'expires' must be a day"),
    ])
    func aWrongConfigurationIsAUsageError(_ text: String, _ part: String) throws {
        try check(["d.json": LintTests.clean, "assay.json": text], ["d.json"], 64, [part])
    }
}
