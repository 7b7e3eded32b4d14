import Conformance
import Reporting
import TestSupport
import Testing
import WireJSON

/// The page of a run, as far as a text can be judged; `scripts/browser` looks at it drawn.
@Suite struct HTMLReportTests {
    private static func page() throws -> String { try RunStory.report().text(.html) }

    /// The page without its style and its script, which are files of their own.
    @Test func theMarkupAndTheData() throws {
        let cuts = /<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/
        let text = try Self.page().replacing(cuts, with: "")
            .replacing(/sha256-[^']+/, with: "sha256-")
        Snapshot.check(text, at: "fixtures/reports/runs/page.html")
    }

    /// The policy lets the page's own style and script be, by their digests, and nothing else.
    @Test func thePolicyNamesTheDigests() throws {
        let folder = try TestFolder()
        let path = try folder.write(try Self.page(), to: "page.html")
        let script = """
            import base64, hashlib, re, sys
            page = open(sys.argv[1], encoding="utf-8").read()
            for tag in "style", "script":
                text = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S)[1]
                digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                print(f"{tag}-src 'sha256-{digest}'")
            """
        let outcome = try Program.run([Python.path, "-I", "-c", script, path])
        let digests = outcome.output.split(separator: "\n")
        #expect(outcome.status == 0 && digests.count == 2)
        let policy = try #require(try Self.page().firstMatch(of: /Policy" content="([^"]*)"/)?.1)
        #expect(
            policy == "default-src 'none'; \(digests.joined(separator: "; "))",
            "Sources/Reporting/Runs/HTMLReport.swift must name these digests")
    }

    /// It works from a file: there is nothing to fetch.
    @Test func nothingIsFetched() throws {
        let page = try Self.page()
        for word in [
            "src=", "href=", "@import", "url(", "fetch(", "http://", "https://", "import(",
        ] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.ranges(of: "innerHTML").isEmpty && page.ranges(of: "outerHTML").isEmpty)
    }

    /// An end of the script that is hidden in the data is data.
    @Test func theDataComeBackAsTheyWere() throws {
        let page = try Self.page()
        let begin = try #require(page.firstRange(of: "id=\"run\">")).upperBound
        let rest = page[begin...]
        let data = try JSONValue.read(
            String(rest[..<(try #require(rest.firstRange(of: "</script>")).lowerBound)]))
        let row = try #require(data["cases"]?[2])
        #expect(row[11]?[0]?[4]?.string == RunStory.hostile)
        let clauses = data["requirements"]?.array?.map { $0[0]?.string }
        #expect(clauses == ["G17", "J41", "O26"])
        #expect(data["requirements"]?[1]?[2]?.string == "the clause \(RunStory.hostile)")
    }

    /// A page of 20,000 cases is made at once, and stays one that a browser opens at once.
    @Test func manyCasesAreFewBytes() throws {
        let reports = (0..<20_000).map { number in
            Story.report("sweep/entity_\(number % 40).update/kind-\(number)", [.holds], by: .sync)
        }
        let record = try RunStory.record(GoodRun.lines(reports))
        let page = RunReport(record).text(.html)
        #expect(page.utf8.count < 3_000_000)
        #expect(page.contains("All 20,000 cases passed"))
    }
}
