import TestSupport
import Testing
import WireJSON

/// `assay run --subject`, `assay subject check` and `assay subject init`, as somebody types them.
@Suite struct SubjectCommandTests {
    private static let bookshelf = "\(Fixtures.root)/openrpc/bookshelf.json"

    private static func awkward(_ mode: String, _ method: String = "book.delete") -> String {
        "/usr/bin/python3 -B '\(Fixtures.root)/subjects/awkward.py' \(mode) \(method)"
    }

    @Test func theProtocolIsLawful() throws {
        let path = "\(Repository.root)/conformance/protocol/subject.openrpc.json"
        let linted = try Program.assay(["lint", path], in: nil)
        #expect(linted.status == 0 && linted.output.contains("0 errors, 0 warnings, 0 notes"))
    }

    /// Authored cases and the sweep, on the one way there is; what it does not have is unsupported.
    @Test func aClientBehindAnAdapterIsJudged() throws {
        let judged = try Judged([
            Self.bookshelf, "--subject", Self.awkward("twice", "loan.all"), "--timeout", "5",
            "--only", "results/*", "--only", "sweep/book.get/*", "--only", "sweep/loan.all/all-*",
            "--only", "streams/*", "--only", "sweep/construct/*", "--only", "requests/not*",
        ])
        #expect(judged.outcome.status == 1)
        let failed = judged.cases.filter { $0.verdict == "failed" }
        #expect(failed.allSatisfy { $0.violations.first?.text.contains("answered twice") == true })
        #expect(failed.map(\.way) == Array(repeating: "sync/tcp", count: failed.count))
        #expect(!failed.isEmpty && judged.ids("passed").count > 10)
        #expect(judged.ids("passed").contains("requests/notification"))
        let reasons = Set(judged.cases.filter { $0.verdict == "unsupported" }.map(\.reason))
        #expect(reasons.contains { $0.hasPrefix("the subject has none of the ways of the case") })
        #expect(reasons.contains("the subject does not have 'construct'"))
    }

    private static func check(_ command: String, _ words: [String] = []) throws -> Judged {
        try Judged(
            outcome: Program.assay(
                ["subject", "check", "--format", "jsonl", command] + words, in: nil,
                timeout: .seconds(120)))
    }

    /// Lawful and awkward questions, and the server suite.
    @Test func anAdapterIsJudgedAlone() throws {
        let judged = try Self.check(
            Self.awkward("honest"),
            ["--only", "subject/*", "--only", "server/batch/*", "--only", "server/sweep/*"])
        let failed = judged.cases.filter { $0.verdict == "failed" }
        #expect(judged.outcome.status == 0, "\(failed)")
        let passed = Set(judged.ids("passed"))
        for name in [
            "describe", "call", "error", "notification", "batch", "two-at-once", "unknown-method",
            "unknown-session", "wrong-params", "close-twice", "end",
        ] {
            #expect(passed.contains("subject/\(name)"), "\(name)")
        }
        #expect(passed.contains { $0.hasPrefix("server/batch/") })
        #expect(passed.contains("server/sweep/describe/all-params"))
    }

    @Test func anAdapterThatLiesFails() throws {
        let judged = try Self.check(Self.awkward("lies", "book.get"), ["--only", "subject/*"])
        #expect(judged.outcome.status == 1)
        #expect(judged.ids("failed").contains("subject/call"))
    }

    /// What `init` writes for generated clients passes with one.
    @Test func theSkeletonForPythonWorks() throws {
        let folder = try TestFolder()
        let adapter = "\(folder.path)/adapter"
        let sdk = "\(folder.path)/sdk"
        let written = try Program.assay(["subject", "init", "python", adapter], in: nil)
        #expect(written.status == 0 && written.output.contains("assay subject check"))
        let generated = try Program.assay(["generate", Self.bookshelf, "--python", sdk], in: nil)
        #expect(generated.status == 0)
        let command = "/usr/bin/python3 -B \(adapter)/adapter.py \(sdk)"
        let judged = try Self.check(command, [Self.bookshelf, "--only", "subject/*"])
        let failed = judged.cases.filter { $0.verdict == "failed" }
        #expect(judged.outcome.status == 0, "\(failed)")
        #expect(Set(judged.ids("passed")).isSuperset(of: ["subject/call", "subject/construct"]))
        #expect(Set(judged.cases.map(\.way)).isSuperset(of: ["sync/unix", "sync/stdio-lines"]))
        let again = try Program.assay(["subject", "init", "python", adapter], in: nil)
        #expect(again.status == 3 && again.errors.contains("is not empty"))
    }
}
