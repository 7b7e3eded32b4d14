import Foundation
import TestSupport
import Testing
import WireJSON

/// Which languages a run judges, and what it remembers of them.
@Suite struct LanguageTests {
    private let folder: TestFolder
    private let document: String

    init() throws {
        folder = try TestFolder()
        // Nothing that changes the crate, but another document for the memory.
        document = try folder.write(
            Self.text.replacing("NEW", with: UUID().uuidString), to: "echo.json")
    }

    private static let text = """
        {"x-once": "NEW", "openrpc": "1.2.6", "info": {"title": "Echo", "version": "1"}, "methods": [
          {"name": "say", "params": [{"name": "what", "required": true,
            "schema": {"type": "string"}}],
           "result": {"name": "said", "schema": {"type": "string"}}}]}
        """

    /// What documents were judged in, as the events tell.
    private func parts(_ judged: Judged) -> [String] {
        judged.events("document-finished").map { $0["part"]?.string ?? "python" }
    }

    @Test(.enabled(if: Machine.hasRust, "no rustc here"))
    func everyLanguageIsJudgedThatThereIs() throws {
        let judged = try Judged([document, "--language", "python,rust"], isFresh: false)
        #expect(judged.outcome.status == 0, "\(judged.outcome.errors)")
        #expect(parts(judged) == ["python", "rust", "python to rust"])
        #expect(judged.ids("passed").contains("loop/say/required-params"))
        #expect(judged.ids("passed").contains("dispatch-sweep/say/all-params"))
        #expect(judged.events("run-finished").first?["documents"]?.int == 1)
        // What has passed is remembered, and told as the same; what is changed is not.
        let again = try Judged([document, "--language", "rust"], isFresh: false)
        #expect(again.outcome.errors.contains("nothing has changed since"))
        let rust = { (judged: Judged) in judged.cases.filter { $0.id.hasPrefix("dispatch-") } }
        #expect(rust(again).map(\.id) == rust(judged).map(\.id))
        #expect(again.outcome.status == 0)
        let fresh = try Judged([document, "--language", "rust", "--fresh"])
        #expect(fresh.outcome.errors == "" && rust(fresh).map(\.id) == rust(again).map(\.id))
        #expect(fresh.remembered == 0 && again.remembered == rust(again).count)
        let seeded = try Judged([document, "--language", "rust", "--seed", "7"], isFresh: false)
        #expect(seeded.outcome.errors == "")
    }

    /// The judge reads the texts that a document refers to: what passed was passed by them, even
    /// where the crate is the same.
    @Test(.enabled(if: Machine.hasRust, "no rustc here"))
    func aTextThatChangedIsJudgedAnew() throws {
        let result = #""result": {"name": "said", "schema": "#
        let referring = try folder.write(
            Self.text.replacing("NEW", with: UUID().uuidString)
                .replacing(result + #"{"type": "string"}"#, with: result + #"{"$ref": "s.json"}"#),
            to: "referring.json")
        let run = [referring, "--language", "rust"]
        try folder.write(#"{"type": "string"}"#, to: "s.json")
        #expect(try Judged(run, isFresh: false).outcome.status == 0)
        let same = try Judged(run, isFresh: false)
        #expect(same.outcome.errors.contains("nothing has changed since"))
        try folder.write(#"{"type": "string", "minLength": 2}"#, to: "s.json")
        let anew = try Judged(run, isFresh: false)
        #expect(anew.outcome.status == 0 && anew.outcome.errors == "")
    }

    /// What is no JSON is refused with its place, whichever language or subject is judged.
    @Test(arguments: [["--language", "rust"], ["--language", "python"], ["--dispatch", "true"]])
    func whatIsNoJSONIsRefused(_ words: [String]) throws {
        let broken = try folder.write("{\n  \"openrpc\" 1}", to: "broken.json")
        let outcome = try Program.assay(["run", broken] + words)
        #expect(outcome.status == 2, "\(outcome)")
        let place = "broken.json:2:13: error: "
        #expect(outcome.output.contains(place) && outcome.output.contains("[json.syntax]"))
    }

    /// A language that nobody asked for and the machine lacks is skipped, and said to be.
    @Test func whatTheMachineLacksIsSkipped() throws {
        let outcome = try Program.assay(
            ["run", document, "--format", "jsonl"], environment: ["ASSAY_RUSTC": "/nowhere/rustc"])
        #expect(outcome.status == 0)
        let skipped = outcome.output.split(separator: "\n").filter {
            $0.contains(#""event":"language-skipped""#)
        }
        #expect(skipped.count == 1)
        #expect(skipped.first?.contains("set ASSAY_RUSTC") == true)
    }

    @Test func whatWasAskedForAndIsLackingIsInconclusive() throws {
        let outcome = try Program.assay(
            ["run", document, "--language", "rust"],
            environment: ["ASSAY_RUSTC": "/nowhere/rustc"])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("set ASSAY_RUSTC"))
    }

    /// An API schema yields Rust alone, whatever its file is called.
    @Test func theFormatIsToldByTheContent() throws {
        let schema = try folder.write(
            #"{"clientGlobal": {"tick": {"rpcMethod": "tick", "params": null, "result": null}}}"#,
            to: "openrpc.json")
        let outcome = try Program.assay(
            ["run", schema, "--format", "jsonl"], environment: ["ASSAY_RUSTC": "/nowhere/rustc"])
        #expect(outcome.status == 3)
        #expect(!outcome.output.contains("document-refused"), "\(outcome.output)")
    }
}
