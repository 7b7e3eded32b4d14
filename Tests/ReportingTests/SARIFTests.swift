import Diagnostics
import Lint
import Reporting
import TestSupport
import Testing
import WireJSON

@Suite struct SARIFTests {
    private static let text = LintStory.told(.sarif)

    private func run() throws -> JSONValue {
        let log = try JSONValue.read(Self.text)
        #expect(log.duplicateNames().isEmpty)
        return try #require(log["runs"]?[0])
    }

    @Test func aRunAsALog() {
        var document = LintedDocument(
            file: LintStory.file, findings: [LintStory.findings[1]])
        document.findings[0].ignoredBecause = "known; see #41"
        var summary = LintSummary()
        summary.linted = 1
        var report = LintReport(.sarif)
        let events: [LintEvent] = [
            .started(LintInfo(version: "0.1.0", rules: [LintStory.rules[1]])),
            .document(document), .finished(summary),
        ]
        let text = events.map { report.text(for: $0) }.joined()
        Snapshot.check(text, at: "fixtures/reports/lint/log.sarif")
    }

    @Test func itHasTheShapeOfTheStandard() throws {
        #expect(SARIFShape.object("log").check(try JSONValue.read(Self.text)) > 300)
    }

    @Test func everyResultNamesItsRule() throws {
        let run = try run()
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
        let ids = rules.compactMap { $0["id"]?.string }
        #expect(Set(ids).count == rules.count)
        let results = try #require(run["results"]?.array)
        #expect(results.count == 7)
        for result in results {
            let index = try #require(result["ruleIndex"]?.int)
            #expect(result["ruleId"]?.string == rules[index]["id"]?.string)
        }
        let prints = results.compactMap {
            $0["partialFingerprints"]?.object?.members[0].value.string
        }
        #expect(Set(prints).count == results.count)
    }

    /// The text that a region names by lines and columns, by characters and by bytes.
    private func cut(_ region: JSONValue, from text: String) throws -> [String] {
        func number(_ name: String) throws -> Int { try #require(region[name]?.int) }
        let units = Array(text.utf16)
        let starts = [0] + units.indices.filter { units[$0] == 0x0A }.map { $0 + 1 }
        let start = starts[try number("startLine") - 1] + (try number("startColumn")) - 1
        let end = starts[try number("endLine") - 1] + (try number("endColumn")) - 1
        let offset = try number("charOffset")
        let characters = offset..<(offset + (try number("charLength")))
        let byte = try number("byteOffset")
        let bytes = Array(text.utf8)[byte..<(byte + (try number("byteLength")))]
        return [
            String(decoding: units[start..<end], as: UTF16.self),
            String(decoding: units[characters], as: UTF16.self),
            String(decoding: bytes, as: UTF8.self),
        ]
    }

    @Test func regionsCutOutTheWord() throws {
        let results = try #require(try run()["results"]?.array)
        let whole = String(LintStory.text.unicodeScalars.dropLast())
        for (result, word) in zip(results, [whole] + LintStory.words) {
            let region = try #require(
                result["locations"]?[0]?["physicalLocation"]?["region"])
            for text in try cut(region, from: LintStory.text) {
                #expect(text.utf8.elementsEqual(word.utf8))
            }
            if word != whole { #expect(region["snippet"]?["text"]?.string == word) }
        }
    }

    @Test func fixesAreReplacementsOfTheText() throws {
        let results = try #require(try run()["results"]?.array)
        let fixed = results.filter { $0["fixes"] != nil }
        #expect(fixed.count == 1)
        let change = try #require(fixed.first?["fixes"]?[0]?["artifactChanges"]?[0])
        let replacements = try #require(change["replacements"]?.array)
        let removed = try #require(replacements[0]["deletedRegion"])
        #expect(try cut(removed, from: LintStory.text)[0] == ", \"again\": 1")
        #expect(replacements[0]["insertedContent"]?["text"]?.string == "")
        let inserted = try #require(replacements[1]["deletedRegion"])
        #expect(try cut(inserted, from: LintStory.text) == ["", "", ""])
        #expect(replacements[1]["insertedContent"]?["text"]?.string == " ")
    }

    @Test func whatIsIgnoredIsSuppressed() throws {
        let results = try #require(try run()["results"]?.array)
        let suppressed = results.filter { $0["suppressions"] != nil }
        #expect(suppressed.map { $0["message"]?["text"]?.string } == ["far away"])
        #expect(
            suppressed.first?["suppressions"]?[0]?["justification"]?.string == "known; see #41")
    }

    @Test func pathsAreURIs() throws {
        let run = try run()
        #expect(run["artifacts"]?[0]?["location"]?["uri"]?.string == "api/pets%20%26%20co.json")
        for (name, uri) in [
            ("/a/ü.json", "file:///a/%C3%BC.json"), ("a:b", "a%3Ab"), ("<stdin>", "%3Cstdin%3E"),
            ("../x", "../x"), ("%41", "%2541"),
        ] {
            var report = LintReport(.sarif)
            let file = SourceFile(name: name, bytes: [])
            _ = report.text(for: .document(LintedDocument(file: file, findings: [])))
            let log = try JSONValue.read(report.text(for: .finished(LintSummary())))
            #expect(log["runs"]?[0]?["artifacts"]?[0]?["location"]?["uri"]?.string == uri)
        }
    }

    @Test func theEndIsTold() throws {
        let invocation = try #require(try run()["invocations"]?[0])
        #expect(invocation["exitCode"]?.int == 2)
        #expect(invocation["executionSuccessful"]?.bool == false)
        let notes = try #require(invocation["toolExecutionNotifications"]?.array)
        #expect(notes.map { $0["level"]?.string } == ["error", "warning"])
    }
}
