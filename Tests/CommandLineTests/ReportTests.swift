import Foundation
import TestSupport
import Testing
import WireJSON

/// `assay report`, and the reports that `assay run` leaves behind.
@Suite struct ReportTests {
    private static let formats = ["junit", "tap", "sarif", "markdown", "github", "html"]
    private static let events = Fixtures.root + "/reports/events.jsonl"
    private static let hasProve = FileManager.default.isExecutableFile(atPath: "/usr/bin/prove")
    private static let shapes = Fixtures.root + "/openrpc/shapes.json"

    private func check(
        _ words: [String], _ status: Int32, output: String = "", errors: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Program.assay(["report"] + words, timeout: .seconds(60))
        #expect(
            outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
        for (text, part) in [(outcome.output, output), (outcome.errors, errors)] {
            #expect(
                part.isEmpty || text.contains(part), "\(text)", sourceLocation: sourceLocation)
        }
        let isRefused = [2, 64].contains(status)
        #expect(!isRefused || outcome.output == "", sourceLocation: sourceLocation)
    }

    /// Whatever the verdict: a form that was written was written.
    @Test(arguments: formats) func renderingSucceeds(_ format: String) throws {
        let folder = try TestFolder()
        let file = folder.path + "/report"
        try check(["render", "--format", format, Self.events, "--out", file], 0)
        let told = try Program.assay(["report", "render", "--format", format, Self.events])
        #expect(told.status == 0 && Array(told.output.utf8) == folder.read("report"))
        #expect(told.output.utf8.count > 500)
    }

    @Test func standardInputIsAFile() throws {
        let words = "'\(Program.assay)' report render --format github - < '\(Self.events)'"
        let outcome = try Program.run(["/bin/sh", "-c", words])
        #expect(outcome.status == 0 && outcome.output.contains("4 failed"))
    }

    @Test func whatIsNoStreamIsRefused() throws {
        let folder = try TestFolder()
        let file = try folder.write("{\"version\":\"1.0\"}\n", to: "a.jsonl")
        let words = ["render", "--format", "tap"]
        try check(words + [file], 2, errors: "a.jsonl:1: error: 'event' must be a text")
        try check(words + [folder.path + "/none"], 2, errors: "the file does not exist")
        let later = try folder.write("{\"version\":\"2.0\",\"event\":\"x\"}\n", to: "b.jsonl")
        try check(words + [later], 2, errors: "b.jsonl:1: error: the version is '2.0'")
        try check(["diff", Self.events, file], 2, errors: "[events.malformed]")
    }

    @Test(arguments: [
        ([], "report takes render, merge or diff"), (["rendr"], "did you mean 'render'?"),
        (["render", "a"], "render needs a form: --format junit, tap"),
        (["render", "--format", "pdf", "a"], "'--format' is 'pdf'; it is one of junit"),
        (["render", "--format", "tap"], "render takes files of events"),
        (["merge"], "merge takes files of events"), (["diff", "a"], "diff takes two runs"),
        (["diff", "-", "-"], "'-' is standard input, which is read once"),
        (["merge", "a", "--format", "tap"], "'--format' is of render"),
    ])
    func wrongWordsAreUsage(_ words: [String], _ message: String) throws {
        try check(words, 64, errors: message)
    }

    @Test func aFileThatCannotBeWrittenIsSaid() throws {
        try check(
            ["render", "--format", "tap", Self.events, "--out", "/nonexistent/report"], 3,
            errors: "cannot be written")
    }

    @Test func mergingNamesBothFiles() throws {
        let folder = try TestFolder()
        let text = String(decoding: Fixtures.bytes("reports/events.jsonl"), as: UTF8.self)
        let other = try folder.write(
            text.replacing("\"seed\":\"1\"", with: "\"seed\":\"2\""), to: "other.jsonl")
        try check(["merge", Self.events, other], 2, errors: "other.jsonl'")
        let merged = folder.path + "/merged.jsonl"
        try check(["merge", Self.events, Self.events, "--out", merged], 0)
        let lines = String(decoding: folder.read("merged.jsonl"), as: UTF8.self).split(
            separator: "\n")
        #expect(lines.dropLast() == text.split(separator: "\n").dropLast())
        try check(["diff", merged, Self.events], 0, output: "0 newly failing")
    }

    @Test func aPartialStreamIsRenderedAndNotGreen() throws {
        let folder = try TestFolder()
        let lines = String(decoding: Fixtures.bytes("reports/events.jsonl"), as: UTF8.self)
            .split(separator: "\n")
        let cut = try folder.write(lines.prefix(4).joined(separator: "\n") + "\n", to: "cut.jsonl")
        try check(["render", "--format", "tap", cut], 0, output: "Bail out! the record is partial")
        try check(["render", "--format", "junit", cut], 0, output: "failures=\"0\" errors=\"1\"")
        try check(["merge", cut], 3, errors: "cut.jsonl: the stream has no 'run-finished'")
        try check(["diff", Self.events, cut], 3, output: "TROUBLE  the record is partial")
    }

    /// One run, told in every form at once; all of them are there when it has ended.
    @Test func aRunLeavesReportsBehind() throws {
        let folder = try TestFolder()
        let orders = (Self.formats + ["jsonl"]).flatMap {
            ["--report", "\($0)=\(folder.path)/\($0)"]
        }
        let outcome = try Program.assay(["run", Self.shapes, "--only", "package/*"] + orders)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(folder.contents.keys.sorted() == (Self.formats + ["jsonl"]).sorted())
        let stream = String(decoding: folder.read("jsonl"), as: UTF8.self)
        #expect(stream.hasPrefix("{\"version\":\"1.0\",\"event\":\"run-started\""))
        for format in Self.formats {
            let text = try Program.assay(
                ["report", "render", "--format", format, folder.path + "/jsonl"])
            #expect(Array(text.output.utf8) == folder.read(format), "\(format)")
        }
    }

    @Test func anInterruptedRunLeavesAReportThatIsNotGreen() throws {
        let folder = try TestFolder()
        let program = try Program([
            Program.assay, "run", "--format", "jsonl", "--jobs", "1", "--fresh",
            "--report", "tap=\(folder.path)/run.tap",
        ])
        while let line = program.nextLine(), !line.contains("case-finished") {}
        program.signal(SIGINT)
        #expect(try program.finish(within: .seconds(60)).status == 3)
        let text = String(decoding: folder.read("run.tap"), as: UTF8.self)
        #expect(text.contains("not ok") && text.contains("the run was interrupted"))
    }

    @Test func reportsThatCannotBeAreSaid() throws {
        // Before anything is played, not after an hour.
        for (path, why) in [
            ("/nonexistent/x", "no such file or directory"), ("-", "writes files"),
        ] {
            let outcome = try Program.assay(["run", Self.shapes, "--report", "tap=\(path)"])
            #expect(outcome.status == 64 && outcome.output == "")
            #expect(outcome.errors.contains(why), "\(outcome.errors)")
        }
        let folder = try TestFolder()
        let late = try Program.assay(
            ["run", Self.shapes, "--only", "package/*", "--report", "tap=\(folder.path)/"])
        #expect(late.status == 3 && late.errors.contains("cannot be written"), "\(late.errors)")
        for word in ["pdf=x", "tap", "=x", "tap="] {
            let outcome = try Program.assay(["run", Self.shapes, "--report", word])
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("'--report' is '\(word)'; it is FORMAT=PATH"))
        }
    }

    /// Perl's own reader, which knows the version before: what we write is the same in both.
    @Test(.enabled(if: hasProve || Repository.isCI, "there is no prove, which comes with perl"))
    func proveTakesTheStream() throws {
        let folder = try TestFolder()
        let good = ["run", Self.shapes, "--only", "package/*", "--report"]
        _ = try Program.assay(good + ["tap=\(folder.path)/good"])
        _ = try Program.assay(
            ["report", "render", "--format", "tap", Self.events, "--out", folder.path + "/bad"])
        for (name, isGood) in [("good", true), ("bad", false)] {
            let text = String(decoding: folder.read(name), as: UTF8.self)
            let file = try folder.write(
                text.replacing("TAP version 14", with: "TAP version 13"), to: name + ".tap")
            let outcome = try Program.run(["/usr/bin/prove", "--exec", "cat", file])
            #expect(!outcome.output.contains("Parse errors"), "\(outcome.output)")
            #expect((outcome.status == 0) == isGood, "\(outcome.output)")
        }
    }
}
