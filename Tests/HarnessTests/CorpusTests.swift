import Foundation
import TestSupport
import Testing
import WireJSON

/// Documents by other people: each is swept with every method called and nothing failed, or refused
/// with a place and a rule; what was generated satisfies the tools of its users.
@Suite(.needsCorpus, .serialized) struct CorpusTests {
    @Test func everyDocumentIsSweptOrRefused() throws {
        let run = try CorpusRun.shared.get()
        let documents = Corpus.files(under: "openrpc")
        let finished = run.judged.events("document-finished")
        let refused = run.judged.events("document-refused")
        #expect(finished.count + refused.count == documents.count)
        #expect(finished.count >= 27)
        for document in finished {
            let name = document["document"]?.string ?? "?"
            let counts = ["methods", "methodsCalled", "violated"].map { document[$0]?.int ?? -1 }
            #expect(counts[0] > 0 && counts[0] == counts[1] && counts[2] == 0, "\(name): \(counts)")
            let verdicts = document["verdicts"]
            #expect(verdicts?["failed"]?.int == 0, "\(name)")
            #expect(verdicts?["inconclusive"]?.int == 0, "\(name)")
        }
        for document in refused {
            let errors = (document["diagnostics"]?.array ?? []).filter {
                $0["severity"]?.string == "error"
            }
            #expect(!errors.isEmpty)
            for error in errors {
                let place = [error["line"]?.int, error["column"]?.int].compactMap(\.self)
                #expect(place.count == 2 && error["file"]?.string == document["document"]?.string)
                #expect(error["rule"]?.string?.contains(".") == true)
            }
        }
        #expect(run.judged.outcome.status == (refused.isEmpty ? 0 : 2))
        #expect(run.judged.outcome.errors == "")
        let calls = finished.compactMap { $0["calls"]?.int }.reduce(0, +)
        print("corpus: \(finished.count) swept with \(calls) calls, \(refused.count) refused")
    }

    @Test(.needsTool("mypy")) func packagesAreTypedStrictly() throws {
        let cache = try TestFolder()
        for (folder, name) in try packages() {
            let outcome = try Program.run(
                [Tool.path("mypy"), "--strict", "--cache-dir", cache.path, name], in: folder)
            #expect(outcome.status == 0, "\(folder): \(outcome.output)\(outcome.errors)")
        }
    }

    @Test(.needsTool("ruff")) func packagesAreClean() throws {
        for (folder, name) in try packages() {
            let outcome = try Program.run(
                [Tool.path("ruff"), "check", "--no-cache", name], in: folder)
            #expect(outcome.status == 0, "\(folder): \(outcome.output)\(outcome.errors)")
        }
    }

    @Test(.needsTool("python")) func packagesImportWithoutAWarning() throws {
        for (folder, name) in try packages() {
            let outcome = try Program.run(
                [
                    Tool.path("python"), "-W", "error", "-X", "dev", "-B", "-c",
                    "import \(name), \(name).\(name)_client, \(name).\(name)_interface",
                ],
                in: folder)
            #expect(outcome.status == 0 && outcome.output + outcome.errors == "", "\(folder)")
        }
    }

    /// The folder and the name of every package of the corpus and of the built-in services.
    private func packages() throws -> [(folder: String, name: String)] {
        let kept = try CorpusRun.shared.get().kept
        #expect(kept.count >= 27)
        return kept
    }
}

/// A program of the private virtual environment.
enum Tool {
    /// Where it lies, whether it is there or not.
    static func path(_ name: String) -> String { Repository.root + "/.venv/bin/" + name }
}

extension Trait where Self == ConditionTrait {
    /// Skips where the tool is absent, and says so; in CI the test runs and fails.
    static func needsTool(_ name: String) -> Self {
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: Tool.path(name)) || Repository.isCI,
            "no .venv/bin/\(name); scripts/test installs it")
    }
}
