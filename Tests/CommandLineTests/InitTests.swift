import Foundation
import TestSupport
import Testing
import WireJSON

/// `assay init`, and the runs that its assay.json describes.
@Suite struct InitTests {
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.write(Self.document, to: "api/echo.json")
    }

    private static let document = """
        {"openrpc": "1.2.6", "info": {"title": "Echo", "version": "1"}, "methods": [
          {"name": "say", "params": [{"name": "what", "required": true,
            "schema": {"type": "string"}}],
           "result": {"name": "said", "schema": {"type": "string"}}}]}
        """

    private func assay(_ words: String...) throws -> Program.Outcome {
        try Program.assay(words, in: folder.path)
    }

    /// What it writes works at once, and notices a generator that breaks.
    @Test func whatItWritesGatesAGenerator() throws {
        try folder.write(
            """
            import pathlib, subprocess, sys
            subprocess.run(["\(Program.assay)", "generate", sys.argv[1], "--python", sys.argv[2]],
                           check=True)
            if pathlib.Path("broken").exists():
                client = pathlib.Path(sys.argv[2], "echo/echo_client.py")
                client.write_text(client.read_text().replace('"say"', '"sya"'))
            """, to: "generator.py")
        let made = try assay(
            "init", "--document", "api/echo.json", "--generator",
            "python3 generator.py {document} {out}")
        #expect(made.status == 0, "\(made.errors)")
        let workflow = String(
            decoding: folder.read(".github/workflows/assay.yml"), as: UTF8.self)
        #expect(workflow.contains("working-directory: .\n") && workflow.contains("assay\" run"))
        let good = try assay("run")
        #expect(good.status == 0 && good.output.contains("api/echo.json"), "\(good)")
        try folder.write("", to: "broken")
        let bad = try assay("run")
        #expect(bad.status == 1 && bad.output.contains("FAILED sweep/say/all-params"))
        // From elsewhere too, with paths that start from the configuration.
        let named = try Program.assay(["run", "--config", folder.path + "/assay.json"], in: "/")
        #expect(named.status == 1 && named.output.contains("replay: assay run --seed 1 --config "))
    }

    @Test func nothingIsOverwrittenUnasked() throws {
        try folder.write("mine", to: "assay.json")
        let refused = try assay("init", "--document", "api/echo.json")
        #expect(refused.status == 64 && refused.errors.contains("is there already; --force"))
        #expect(folder.read("assay.json") == Array("mine".utf8))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/.github"))
        #expect(try assay("init", "--document", "api/echo.json", "--force").status == 0)
        #expect(folder.read("assay.json").count > 10)
    }

    @Test(arguments: [
        (["init"], "openrpc.json:1:1: error: the file does not exist"),
        (["init", "--document", "/etc/passwd"], "no JSON"),
        (["init", "a", "b"], "takes one folder"),
        (
            ["init", "--document", "api/echo.json", "--generator", "gen"], "{document} and {out}"
        ),
    ])
    func whatCannotWorkIsNotWritten(
        _ words: [String], _ message: String
    ) throws {
        let outcome = try Program.assay(words, in: folder.path)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/assay.json"))
    }

    @Test(arguments: [
        (#"{"generator": {"documents": ["x*.json"]}}"#, "matches none [config.no-document]"),
        (#"{"generator": {}}"#, "must have 'documents'"),
        (#"{"generator": {"documents": ["a"], "comand": "x"}}"#, "did you mean 'command'?"),
        (#"{"generator": {"documents": ["a"], "command": "gen {document}"}}"#, "the place {out}"),
        (
            #"{"generator": {"documents": ["api/*.json"], "level": "2027-03-31"}}"#,
            "assay.json:1:54: error: a run of a generator cannot take 'level' yet"
        ),
    ])
    func aConfigurationThatIsWrongIsASlip(_ text: String, _ message: String) throws {
        try folder.write(text, to: "assay.json")
        let outcome = try assay("run")
        #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome)")
    }
}
