import Foundation
import TestSupport
import Testing
import WireJSON

/// Ledgers, ratchets and floors, as people use them: on a package that drops what errors carry.
@Suite(.serialized) struct LedgerTests {
    private let folder: TestFolder
    private let document = Fixtures.root + "/openrpc/bookshelf.json"

    /// A package in which one piece is replaced, and the folder for what a test writes.
    init() throws {
        folder = try TestFolder()
        let made = try Program.assay(["generate", document, "--python", folder.path + "/sdk"])
        try #require(made.status == 0, "\(made.errors)")
        try spoil("message, data, \"data\" in error", by: "message, None, False")
    }

    private func spoil(_ old: String, by new: String) throws {
        let file = "sdk/bookshelf/bookshelf_client.py"
        let text = String(decoding: folder.read(file), as: UTF8.self)
        try #require(text.contains(old))
        try folder.write(text.replacing(old, with: new), to: file)
    }

    private var path: String { folder.path + "/known.txt" }
    private var events: String { folder.path + "/events.jsonl" }
    private var ledger: String { String(decoding: folder.read("known.txt"), as: UTF8.self) }

    /// A run of some cases, which leaves its record behind.
    private func run(
        _ words: [String], only: [String] = ["errors/*"], _ status: Int32, says: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let selection = only.flatMap { ["--only", $0] }
        let outcome = try Program.assay(
            ["run", document, "--sdk", folder.path + "/sdk", "--report", "jsonl=\(events)"]
                + selection + words, timeout: .seconds(120))
        let text = outcome.output + outcome.errors
        #expect(outcome.status == status, "\(text)", sourceLocation: sourceLocation)
        #expect(says.isEmpty || text.contains(says), "\(text)", sourceLocation: sourceLocation)
    }

    private func assay(
        _ words: [String], _ status: Int32, says: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Program.assay(["ledger"] + words, timeout: .seconds(60))
        let text = outcome.output + outcome.errors
        #expect(outcome.status == status, "\(text)", sourceLocation: sourceLocation)
        for part in says {
            #expect(text.contains(part), "\(text)", sourceLocation: sourceLocation)
        }
    }

    private var terms: [String] {
        ["--ledger", path, "--issue", "#41", "--until", "2099-03-31", "--reason", "drops data"]
    }

    /// From a failure to its line, and from its line to its end.
    @Test func aFailureIsAcceptedExplainedAndPruned() throws {
        try run([], 1, says: "    signature: case.raised@/data:absent\n")
        try assay(["accept", events] + terms, 0, says: ["accepted errors/data-reaches-caller"])
        let lines = ledger
        #expect(lines.contains(" #41 2099-03-31 case.raised@/data:absent  drops data\n"))
        try run(["--ledger", path], 0, says: "known errors/data-reaches-caller  #41 drops data")
        // What stands there is left alone, though another word is given for it.
        try assay(
            ["accept", events] + terms.dropLast() + ["another reason"], 0,
            says: ["0 lines written"])
        #expect(ledger == lines)
        try assay(
            ["why", "errors/data-reaches-caller", events, "--ledger", path], 0,
            says: [
                "known.txt:", "reason     drops data", "code, message and data reach the caller",
                "seen       known failing", "'/data' is absent",
            ])
        try assay(["why", "errors/data-reaches", "--ledger", path], 1, says: ["has no line for"])
        try spoil("message, None, False", by: "message, data, \"data\" in error")
        try run(
            ["--ledger", path], 1, says: "'errors/data-reaches-caller' passes; remove the line")
        let gone = "errors/none - 2099-01-01 case.sent  no case\n"
        try folder.write("# kept\n\(lines)\(gone)", to: "known.txt")
        // The run was of some cases: what it does not have may be among the others.
        try assay(
            ["prune", events, "--ledger", path], 0,
            says: ["removed errors/data-reaches-caller: passes", "lines of no case are kept"])
        #expect(ledger == "# kept\n\(gone)")
    }

    /// Each rule fails the run, with the place and the way out.
    @Test(arguments: [
        ("errors/no-such - 2099-01-01 case.sent  x", "known.txt:1:1: error: no case is called"),
        (
            "errors/data-reaches-caller - 2020-01-01 case.raised@/data:absent  x",
            "is known only until"
        ),
        (
            "errors/data-reaches-caller - 2099-01-01 case.returned  x",
            "fails otherwise, in 'bookshelf'"
        ),
        ("errors/null-data - 2099-01-01 case.raised@/data:absent  x", "'errors/null-data' passes"),
    ])
    func aLineThatDoesNotHoldFailsTheRun(_ line: String, _ message: String) throws {
        try folder.write(line + "\n", to: "known.txt")
        let id = String(line.prefix { $0 != " " })
        if id == "errors/null-data" {
            try spoil("message, None, False", by: "message, data, \"data\" in error")
        }
        let only = id.hasSuffix("no-such") ? "package/imports" : id
        try run(["--ledger", path], only: [only], 1, says: message)
    }

    @Test func acceptingWhatContradictsALineIsRefused() throws {
        let line = "errors/data-reaches-caller - 2099-01-01 case.returned  somebody's reason\n"
        try folder.write(line, to: "known.txt")
        try run([], only: ["errors/data-reaches-caller"], 1)
        try assay(
            ["accept", events] + terms, 1,
            says: ["known.txt:1:1: error: 'errors/data-reaches-caller' stands here", "0 lines"])
        #expect(ledger == line)
    }

    @Test func tooLittleComparedFailsTheRun() throws {
        let only = ["package/imports"]
        // What is remembered counts for the floor too, and is told apart.
        try run(
            ["--floor", "10", "--fresh"], only: only, 1,
            says: "comparisons were made, of 10 demanded")
        let stream = String(decoding: folder.read("events.jsonl"), as: UTF8.self)
        let last = try JSONValue.read(String(try #require(stream.split(separator: "\n").last)))
        #expect(last["floor"]?.int == 10 && last["exitCode"]?.int == 1)
        let told = try Program.assay(["report", "render", "--format", "tap", events])
        #expect(told.output.contains("not ok 2 - too little was compared"))
        let executed = try #require(last["executed"]?.int)
        try run(["--floor", "\(executed)"], only: only, 0)
    }

    /// The ledger may only shrink from the commit where the branches went apart.
    @Test func aLedgerThatGrowsFailsTheRun() throws {
        func git(_ words: String...) throws {
            let who = ["-c", "user.name=t", "-c", "user.email=t@localhost"]
            let done = try Program.run(["/usr/bin/git", "-C", folder.path] + who + words)
            try #require(done.status == 0, "\(done.errors)")
        }
        let line = "errors/data-reaches-caller - 2099-01-01 case.raised@/data:absent  x\n"
        let words = ["--ledger", path, "--ratchet", "main"]
        let only = ["errors/data-reaches-caller"]
        try git("init", "--quiet", "--initial-branch=main")
        try git("commit", "--quiet", "--allow-empty", "--message=empty")
        try folder.write(line, to: "known.txt")
        try run(words, only: only, 1, says: "is not known at main (")
        try git("add", "known.txt")
        try git("commit", "--quiet", "--message=ledger")
        try run(words, only: only, 0)
        try git("checkout", "--quiet", "-b", "work")
        try folder.write(line.replacing("2099-01-01", with: "2099-01-02"), to: "known.txt")
        try run(
            words, only: only, 1,
            says: "known.txt:1:1: error: 'errors/data-reaches-caller' is known until 2099-01-01")
        let option = ["--ledger", path, "--ratchet", "--all"]
        try run(option, only: only, 64, says: "git rev-parse fails")
    }
}

/// Words of `assay ledger` that are wrong.
@Suite struct LedgerUsageTests {
    @Test(arguments: [
        ([], "ledger takes accept, prune or why"), (["acept"], "did you mean 'accept'?"),
        (["prune", "a"], "name it with --ledger"),
        (["prune", "--ledger", "a"], "takes files of events"),
        (["accept", "a", "--ledger", "b", "--until", "soon"], "--until 2027-03-31"),
        (
            ["accept", "a", "--ledger", "b", "--until", "2020-01-01", "--reason", "x"],
            "which is over"
        ),
        (["accept", "a", "--ledger", "b", "--until", "2099-01-01"], "--reason TEXT"),
        (["why", "a", "--ledger", "b", "--reason", "x"], "'--reason' is of accept"),
    ])
    func wrongWordsAreUsage(_ words: [String], _ message: String) throws {
        let outcome = try Program.assay(["ledger"] + words, timeout: .seconds(60))
        #expect(outcome.status == 64 && outcome.output == "")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
}
