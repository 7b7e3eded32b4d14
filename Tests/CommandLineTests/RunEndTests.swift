import Foundation
import TestSupport
import Testing
import WireJSON

/// How a run ends when it is not left to its end, and what it leaves behind.
@Suite struct RunEndTests {
    private static let shapes = Fixtures.root + "/openrpc/shapes.json"

    @Test func aSelectionOfNothingIsNoPass() throws {
        let outcome = try Program.assay(["run", Self.shapes, "--only", "nothing/*"])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("no case was played; '--only' may match none"))
    }

    @Test func anInterruptedRunReportsWhatItHas() throws {
        let folder = try TestFolder()
        let program = try Program(
            [Program.assay, "run", "--format", "jsonl", "--jobs", "1", "--fresh"],
            environment: ["TMPDIR": folder.path])
        while let line = program.nextLine(), !line.contains("case-finished") {}
        program.signal(SIGINT)
        let outcome = try program.finish(within: .seconds(60))
        #expect(outcome.status == 3)
        let end = try JSONValue.read(
            String(try #require(outcome.output.split(separator: "\n").last)))
        #expect(end["event"]?.string == "run-finished")
        #expect(end["inconclusive"]?.string == "the run was interrupted")
        #expect(end["verdicts"]?["failed"]?.int == 0)
        #expect((end["verdicts"]?["inconclusive"]?.int ?? 0) > 0)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == [])
    }

    @Test func aReaderThatGoesAwayEndsTheRun() throws {
        let folder = try TestFolder()
        let program = try Program(
            [Program.assay, "run", "--format", "jsonl", "--fresh"],
            environment: ["TMPDIR": folder.path])
        _ = program.nextLine()
        try program.stopReading()
        let outcome = try program.finish(within: .seconds(60), isReading: false)
        #expect(outcome.status == 141 && outcome.errors == "")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == [])
    }

    @Test func aRunThatEndsLeavesNothingBehind() throws {
        let folder = try TestFolder()
        let outcome = try Program.assay(
            ["run", Self.shapes, "--only", "package/*"], environment: ["TMPDIR": folder.path])
        #expect(outcome.status == 0)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == [])
    }

    @Test(arguments: [
        (["ASSAY_VENV": "/nonexistent"], [], "scripts/conformance sets up what is missing"),
        (["TMPDIR": "/nonexistent"], [], "set TMPDIR to one"),
        (["ASSAY_ROOT": "/nonexistent"], [], "scripts/conformance sets up what is missing"),
        ([:], ["--python", "/nonexistent/python"], "scripts/conformance sets up what is missing"),
        ([:], ["--python", "/bin/true"], "scripts/conformance sets up what is missing"),
    ])
    func wrongSurroundingsAreInconclusive(
        _ environment: [String: String], _ words: [String], _ message: String
    ) throws {
        let outcome = try Program.assay(["run"] + words, environment: environment)
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("inconclusive: "))
        #expect(outcome.output.contains(message), "\(outcome.output)")
    }

    /// A path that is too long for a socket is no fault of the subject's.
    @Test func aSocketThatCannotBeOpenedIsInconclusive() throws {
        let folder = try TestFolder()
        let long = String(repeating: "x", count: 110)
        try folder.write("", to: long + "/.keep")
        let outcome = try Program.assay(
            ["run", "--only", "transport/unix-socket", "--fresh"],
            environment: ["TMPDIR": folder.path + "/" + long])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("set TMPDIR to a shorter path"))
    }

    @Test func anSDKThatIsNoneIsInconclusive() throws {
        let folder = try TestFolder()
        let outcome = try Program.assay(["run", Self.shapes, "--sdk", folder.path])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("has 0 files '*_client.py', not one"))
    }

    /// The package that is judged may be named from where one stands.
    @Test func relativePathsMeanTheCurrentFolder() throws {
        let folder = try TestFolder()
        let outcome = try Program.assay(
            ["generate", Self.shapes, "--python", "sdk"], in: folder.path)
        #expect(outcome.status == 0)
        let run = try Program.assay(
            ["run", Self.shapes, "--sdk", "sdk", "--only", "package/*"], in: folder.path)
        #expect(run.status == 0, "\(run.output)")
    }
}
