import Foundation
import TestSupport
import Testing

/// The session suite: our own client passes it, and adapters that are none get one verdict each.
@Suite struct SessionRunTests {
    private static func judged(_ words: [String]) throws -> Judged {
        try Judged(["--suite", "session"] + words)
    }

    @Test func ourClientPassesInMemoryAndAsAChild() throws {
        let run = try Self.judged(
            ["--way", "*/memory", "--way", "async/stdio-lines", "--timeout", "10"])
        #expect(run.outcome.status == 0, "\(run.cases.filter { $0.verdict != "passed" })")
        #expect(run.ids("passed").count >= 95)
        #expect(Set(run.cases.map(\.way)) == ["sync/memory", "async/memory", "async/stdio-lines"])
    }

    @Test func ourClientPassesOverTheOthers() throws {
        let run = try Self.judged(
            [
                "--way", "*/websocket", "--way", "sync/stdio-headers", "--only", "session/plain-*",
                "--only", "session/peer-that-ends", "--timeout", "10",
            ])
        #expect(run.outcome.status == 0, "\(run.cases.filter { $0.verdict != "passed" })")
        #expect(run.ids("passed").count == 6)
    }

    /// What Roder's server and its client once said to each other.
    @Test(.needsCorpus) func recordedConversationsAreReplayed() throws {
        let files = Corpus.files(under: "roder/transcripts", ext: "jsonl")
        #expect(files.count == 8)
        let run = try Self.judged(
            ["--way", "*/memory", "--timeout", "10"]
                + files.flatMap { ["--transcript", "\(Corpus.root)/\($0)"] })
        #expect(run.outcome.status == 0, "\(run.cases.filter { $0.verdict != "passed" })")
        #expect(run.ids("passed").count == 16)
    }

    /// An adapter that describes itself, and then does what its name says.
    private static let adapter = """
        import json, os, sys, time

        def say(number, result):
            print(json.dumps({"jsonrpc": "2.0", "id": number, "result": result}), flush=True)

        connected = {"outcome": "connected", "session": 1}
        for line in sys.stdin:
            request = json.loads(line)
            number, mode = request["id"], sys.argv[1]
            if request["method"] == "describe":
                say(number, {"protocol": "1", "name": mode, "version": "1", "language": "python",
                             "features": ["raw-calls"], "transports": ["memory"],
                             "clients": ["async"]})
            elif mode == "exits":
                os._exit(3)
            elif mode == "hangs":
                time.sleep(600)
            elif mode == "floods":
                while True:
                    print("x" * 1000)
            elif mode == "refuses":
                print(json.dumps({"jsonrpc": "2.0", "id": number, "error": {"code": 1}}), flush=True)
            elif mode == "answers-another":
                say(999, connected)
            elif mode == "answers-twice":
                say(number, connected)
                say(number, connected)
            elif mode == "cannot":
                say(number, {"outcome": "could-not-run", "reason": "no library"})
            elif mode == "has-not":
                say(number, {"outcome": "unsupported", "reason": "no streams"})
            else:
                say(number, connected)
        """

    private static func adapted(_ mode: String, _ words: [String] = []) throws -> Judged {
        let folder = try TestFolder()
        let file = "\(folder.path)/adapter.py"
        try adapter.write(toFile: file, atomically: true, encoding: .utf8)
        return try judged(
            [
                "--subject", "/usr/bin/python3 -I -S -B '\(file)' \(mode)", "--only",
                "session/plain-call", "--timeout", "1",
            ] + words)
    }

    @Test(
        arguments: [
            ("exits", "session.protocol"), ("floods", "session.protocol"),
            ("refuses", "session.protocol"), ("answers-another", "session.protocol"),
            ("answers-twice", "session.protocol"), ("hangs", "session.connects"),
            ("lies", "session.hears"),
        ])
    func whatIsNoAdapterFailsOnce(_ mode: String, _ check: String) throws {
        let run = try Self.adapted(mode)
        #expect(run.outcome.status == 1)
        #expect(run.cases.map(\.verdict) == ["failed"])
        #expect(run.cases.flatMap(\.violations).map(\.check) == [check])
    }

    @Test(arguments: [("cannot", "inconclusive", Int32(3)), ("has-not", "unsupported", 1)])
    func whatCannotBePlayedIsNoFailure(
        _ mode: String, _ verdict: String, _ status: Int32
    ) throws {
        let run = try Self.adapted(mode)
        #expect(run.cases.map(\.verdict) == [verdict])
        #expect(run.outcome.status == status, "\(run.outcome.errors)")
    }

    @Test func whoCannotBeSpokenWithIsNotJudged() throws {
        let run = try Self.judged(["--subject", "/bin/false"])
        #expect(run.outcome.status == 3)
        #expect(run.inconclusive.contains("the adapter cannot be spoken with"))
    }

    @Test func aKnownFailureIsExcusedUntilItPasses() throws {
        let folder = try TestFolder()
        let ledger = "\(folder.path)/ledger.txt"
        let line = "session/plain-call - 2099-12-31 session.hears:none says that it is connected\n"
        try line.write(toFile: ledger, atomically: true, encoding: .utf8)
        #expect(try Self.adapted("lies", ["--ledger", ledger]).outcome.status == 0)
        try line.replacing("plain-call", with: "no-such-case")
            .write(toFile: ledger, atomically: true, encoding: .utf8)
        #expect(try Self.adapted("lies", ["--ledger", ledger]).outcome.status == 1)
    }

    @Test(
        arguments: [
            (["--suite", "session", "a.json"], "the session suite judges no document"),
            (["--suite", "session", "--seed", "2"], "'--seed' is no option of the session suite"),
            (["--cases", "x", "a.json"], "'--cases' is about sessions"),
        ])
    func whatMeansNothingIsRefused(_ words: [String], _ says: String) throws {
        let outcome = try Program.assay(["run"] + words)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
    }
}
