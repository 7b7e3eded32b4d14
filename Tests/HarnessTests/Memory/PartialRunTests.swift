import Foundation
import Harness
import TestSupport
import Testing
import WireJSON

/// Runs in parts, and runs that go on with another.
@Suite struct PartialRunTests {
    private let echo: Echo

    init() throws { echo = try Echo() }

    @Test(arguments: 1...7) func eachCaseIsOfOnePart(_ count: Int) throws {
        let parts = (1...count).compactMap { Shard($0, of: count) }
        #expect(parts.count == count && Shard(0, of: count) == nil)
        #expect(Shard(count + 1, of: count) == nil)
        let ids = (0..<200).map { "sweep/method-\($0)/all-params" }
        for id in ids { #expect(parts.count { $0.takes(id) } == 1) }
        for part in parts { #expect(ids.contains(where: part.takes)) }
    }

    /// All parts together are the whole; without one of them nobody is told that all is well.
    @Test func partsAreJoinedToTheWhole() throws {
        let whole = try echo.run()
        let files = try (1...3).map { number in
            let part = try echo.run("--shard", "\(number)/3", "--fresh", "--jobs", "\(number)")
            #expect(part.outcome.status == 0)
            return try echo.folder.write(part.outcome.output, to: "\(number).jsonl")
        }
        let merged = try Program.assay(["report", "merge"] + files)
        #expect(merged.status == 0, "\(merged.errors)")
        let ids = { (text: String) in
            try text.split(separator: "\n").map { try JSONValue.read(String($0)) }
                .compactMap { $0["case"]?.string.map { id in id } }.sorted()
        }
        #expect(try ids(merged.output) == whole.cases.map(\.id).sorted())
        let lacking = try Program.assay(["report", "merge", files[0], files[2]])
        #expect(lacking.status == 3)
        #expect(lacking.errors.contains("1 of 3 parts are missing: 2/3"))
        #expect(!lacking.output.contains("run-finished"))
        let alone = try Program.assay(["report", "merge", files[0]])
        #expect(alone.status == 3 && alone.errors.contains("2 of 3 parts are missing: 2/3, 3/3"))
    }

    /// Every part may have nothing to play, but not all of them together.
    @Test func partsThatAreAllEmptyAreNoSuccess() throws {
        let files = try (1...2).map { number in
            let part = try echo.run("--shard", "\(number)/2", "--only", "nothing/*")
            #expect(part.outcome.status == 0 && part.cases.isEmpty)
            return try echo.folder.write(part.outcome.output, to: "\(number).jsonl")
        }
        let merged = try Program.assay(["report", "merge"] + files)
        #expect(merged.status == 1 && merged.errors.contains("no part compared anything"))
    }

    /// A run that was cut off in the middle of a line goes on where it was.
    @Test func aRunGoesOnWithAnother() throws {
        let whole = try echo.run("--fresh")
        let cut = whole.outcome.output.prefix(whole.outcome.output.count / 2)
        let events = try echo.folder.write(String(cut), to: "cut.jsonl")
        let kept = cut.split(separator: "\n").dropLast()
        #expect(kept.count > 4)
        let resumed = try Judged([echo.document, "--resume", events])
        #expect(resumed.outcome.status == 0)
        #expect(resumed.outcome.output == whole.outcome.output)
        // It was not played again: a verdict that no run would give is believed.
        let told = kept.joined(separator: "\n")
            .replacing(#""verdict":"passed""#, with: #""verdict":"failed""#)
        let doubtful = try echo.folder.write(told, to: "doubtful.jsonl")
        #expect(try Judged([echo.document, "--resume", doubtful]).outcome.status == 1)
    }

    /// Ctrl-C, and again: whatever came out until then can be gone on with.
    @Test(arguments: 1...2) func anInterruptedRunCanBeGoneOnWith(_ signals: Int) throws {
        let words = [echo.document, "--language", "python", "--fresh"]
        let program = try Program(
            [Program.assay, "run", "--format", "jsonl", "--jobs", "1"] + words)
        var told: [String] = []
        while told.last?.contains("case-finished") != true, let line = program.nextLine() {
            told.append(line)
        }
        for _ in 0..<signals { program.signal(SIGINT) }
        let outcome = try program.finish(within: .seconds(60))
        #expect(outcome.status == 3 || (signals == 2 && outcome.status == 130))
        let stream = (told + [outcome.output]).joined(separator: "\n")
        let events = try echo.folder.write(stream, to: "events.jsonl")
        let whole = try Judged([echo.document, "--resume", events])
        #expect(whole.outcome.status == 0 && whole.inconclusive == "")
        #expect(whole.ids("passed").count > 10 && whole.ids("inconclusive").isEmpty)
    }

    @Test func aRunOfSomethingElseIsNotGoneOnWith() throws {
        let events = try echo.folder.write(try echo.run().outcome.output, to: "events.jsonl")
        let seeded = try Judged([echo.document, "--resume", events, "--seed", "2"])
        #expect(seeded.outcome.status == 3 && seeded.inconclusive.contains("the options are not"))
        try echo.folder.write(Echo.text() + " ", to: "echo.json")
        let changed = try Judged([echo.document, "--resume", events])
        #expect(changed.inconclusive.contains("the documents are not"))
        let bare = try echo.folder.write(
            #"{"version":"1.0","event":"run-started","assay":"0.1.0","interpreter":"","seed":"1"}"#,
            to: "bare.jsonl")
        let refused = try Program.assay(["run", echo.document, "--resume", bare])
        #expect(refused.status == 64 && refused.errors.contains("what its run was about"))
    }

    @Test(arguments: ["0/3", "4/3", "1", "a/b", "1/0", "1/2/3", "-1/2"])
    func aPartThatIsNoneIsASlip(_ text: String) throws {
        let outcome = try Program.assay(["run", echo.document, "--shard", text])
        #expect(outcome.status == 64 && outcome.errors.contains("it is K/N"))
    }
}
