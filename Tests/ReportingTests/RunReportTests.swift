import Conformance
import Diagnostics
import Reporting
import TestSupport
import Testing
import WireJSON

/// The renderers, each read back by somebody else.
@Suite struct RunReportTests {
    private static let files: [RunFormat: String] = [
        .junit: "junit.xml", .tap: "run.tap", .markdown: "summary.md", .github: "annotations.txt",
    ]

    @Test(arguments: RunFormat.allCases) func aRunInEveryForm(_ format: RunFormat) throws {
        let text = try RunStory.report().text(format)
        #expect(text == (try RunStory.report().text(format)))
        guard let file = Self.files[format] else { return }
        Snapshot.check(text, at: "fixtures/reports/runs/\(file)")
    }

    /// Whoever reads whichever report reads the same numbers.
    @Test(arguments: RunFormat.allCases) func everyFormCountsAlike(_ format: RunFormat) throws {
        #expect(try Recount.of(RunStory.report().text(format), format) == RunStory.counts)
        let good = RunReport(try RunStory.record(GoodRun.lines()))
        let counts = try Recount.of(good.text(format), format).filter { $0.value > 0 }
        #expect(counts == [.passed: 2])
    }

    /// A form says that all is well where it is, and nowhere else.
    @Test(arguments: RunFormat.allCases) func onlyAGoodRunIsGreen(_ format: RunFormat) throws {
        let good = GoodRun.lines()
        #expect(try Recount.isGreen(RunReport(RunStory.record(good)).text(format), format))
        let unsupported = [Story.untold("a", .unsupported, "r")]
        let bad: [[String]] = [
            good.dropLast(), GoodRun.lines([]), GoodRun.lines(unsupported), RunStory.lines,
            GoodRun.lines(GoodRun.reports + [Story.untold("a", .inconclusive, "r")]),
            good.dropLast() + [
                try #require(good.last).replacing(
                    "\"inconclusive\":null", with: "\"inconclusive\":\"no oracle\"")
            ],
            good.dropLast() + [
                try #require(good.last).replacing("\"exitCode\":0", with: "\"exitCode\":1")
            ],
            good.dropLast() + [
                #"{"version":"1.0","event":"document-refused","document":"b","diagnostics":[]}"#,
                try #require(good.last),
            ],
        ]
        for lines in bad {
            let text = RunReport(try RunStory.record(lines)).text(format)
            #expect(try !Recount.isGreen(text, format), "\(lines.last ?? "")")
        }
    }

    /// Nothing that a subject wrote steers a reader of any form.
    @Test(arguments: RunFormat.allCases) func hostileTextIsText(_ format: RunFormat) throws {
        let text = try RunStory.report().text(format)
        // What is lawful in UTF-8 is not all lawful in XML.
        let stray = text.unicodeScalars.first { scalar in
            let isPlain = scalar == "\n" || scalar == "\t" || scalar.value >= 0x20
            return !isPlain || scalar.value == 0x7F || format == .junit && scalar.value == 0xFFFE
        }
        #expect(stray == nil)
        switch format {
        case .html:
            #expect(text.ranges(of: "</script").count == 2)
            #expect(text.ranges(of: "<!--").isEmpty)
        case .junit: #expect(text.ranges(of: "]]>").isEmpty && text.ranges(of: "<!--").isEmpty)
        case .github:
            let lines = text.split(separator: "\n")
            #expect(lines.dropLast().allSatisfy { $0.hasPrefix("::") })
            #expect(text.contains("100%25"))
        case .tap:
            #expect(text.contains("\\# TODO"))
            #expect(!text.contains("\u{202E}"))
        case .markdown:
            #expect(!text.contains("\u{202E}") && text.contains("````text"))
            #expect(text.contains("&#64;all"))
        case .sarif: break
        }
    }

    /// GitHub keeps ten of each kind; the last says how many there are besides.
    @Test func annotationsKeepWithinTheirLimit() throws {
        let reports = (0..<25).map {
            Story.report("a/\($0)", [.violated("wrong")], by: .sync)
        }
        let text = RunReport(try RunStory.record(GoodRun.lines(reports))).text(.github)
        let errors = text.split(separator: "\n").filter { $0.hasPrefix("::error ") }
        #expect(errors.count == 10)
        #expect(errors.last == "::error title=assay::and 16 more; the report lists all")
        #expect(text.contains("25 failed"))
    }
}

/// SARIF, as far as it speaks of places and of time.
@Suite struct SARIFRunTests {
    private static func results(_ report: RunReport) throws -> [JSONValue] {
        try JSONValue.read(report.text(.sarif))["runs"]?[0]?["results"]?.array ?? []
    }

    /// The bytes, the characters and the columns of a region are those of the name.
    @Test func regionsAreTheNamesInTheDocument() throws {
        let expected = [
            "sweep/gr%C3%B6%C3%9Fe%2Fof/all-params [sync/tcp]": "\"größe/of\"",
            "errors/data [sync/tcp]": "\"pet.get\"",
            "sweep/construct/Pet/all-members": "\"Pet\"",
            "sweep/pet.get/errors/1": "\"pet.get\"",
        ]
        var seen = 0
        for result in try Self.results(RunStory.report()) {
            let place = result["locations"]?[0]?["physicalLocation"]
            #expect(place?["artifactLocation"]?["uri"]?.string == "api/pets%20%26%20co.json")
            let message = try #require(result["message"]?["text"]?.string)
            guard let word = expected.first(where: { message.hasPrefix($0.key + ": ") })?.value
            else { continue }
            seen += 1
            let region = try #require(place?["region"])
            let start = try #require(region["byteOffset"]?.int)
            let length = try #require(region["byteLength"]?.int)
            let bytes = RunStory.document.bytes[start..<(start + length)]
            #expect(String(decoding: bytes, as: UTF8.self) == word)
            #expect(region["snippet"]?["text"]?.string == word)
            let units = Array(RunStory.text.utf16)
            let offset = try #require(region["charOffset"]?.int)
            let count = try #require(region["charLength"]?.int)
            #expect(String(decoding: units[offset..<(offset + count)], as: UTF16.self) == word)
            let lines = RunStory.text.utf16.split(
                separator: 0x0A, omittingEmptySubsequences: false)
            let line = Array(lines[try #require(region["startLine"]?.int) - 1])
            let column = try #require(region["startColumn"]?.int) - 1
            #expect(
                String(decoding: line[column..<(column + count)], as: UTF16.self) == word)
        }
        #expect(seen == expected.count)
    }

    @Test func aFailureAsALog() throws {
        let failure = Story.report(
            "sweep/pet.get/all-params", [.violated("wrong", expected: "1", seen: "2")], by: .sync,
            check: "case.sent")
        var report = RunReport(try RunStory.record(GoodRun.lines([failure])))
        report.documents = ["d.json": RunStory.document]
        Snapshot.check(report.text(.sarif), at: "fixtures/reports/runs/run.sarif")
    }

    @Test func itHasTheShapeOfTheStandard() throws {
        var report = try RunStory.report()
        report.baseline = try RunStory.record(GoodRun.lines())
        let log = try JSONValue.read(report.text(.sarif))
        #expect(log.duplicateNames().isEmpty)
        #expect(SARIFShape.object("log").check(log) > 200)
    }

    @Test func whatHasNoPlaceIsOnTheFirstLine() throws {
        let result = try Self.results(RunStory.report()).first {
            $0["message"]?["text"]?.string?.hasPrefix("package/imports") == true
        }
        let region = result?["locations"]?[0]?["physicalLocation"]?["region"]
        #expect(region?["startLine"]?.int == 1)
        for result in try Self.results(RunReport(RunStory.record())) {
            let place = result["locations"]?[0]?["physicalLocation"]
            #expect(place?["region"]?["startLine"]?.int == 1)
            #expect(place?["artifactLocation"]?["uri"]?.string == "pets.json")
        }
    }

    @Test func aBaselineTellsWhatIsNew() throws {
        let names = ["same", "worse", "mended"]
        let old = names.map { Story.report($0, [.violated("wrong \($0)")], by: .sync) }
        let new = [
            old[0], Story.report("worse", [.violated("worse")], by: .sync),
            Story.report("mended", [.holds], by: .sync),
            Story.report("fresh", [.violated("wrong")], by: .sync),
        ]
        var report = RunReport(try RunStory.record(GoodRun.lines(new)))
        report.baseline = try RunStory.record(GoodRun.lines(old))
        let states = try Self.results(report).map { result in
            let text = result["message"]?["text"]?.string ?? ""
            return "\(text.prefix { $0 != " " }) \(result["baselineState"]?.string ?? "")"
        }
        #expect(states == ["same unchanged", "worse updated", "fresh new", "mended absent"])
        report.baseline = nil
        #expect(try Self.results(report).allSatisfy { $0["baselineState"] == nil })
    }
}
