import Foundation
import TestSupport
import Testing
import WireJSON

/// Runs of what a change can reach.
@Suite struct ChangedSinceTests {
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        for name in ["one.json", "two.json"] { try folder.write(Echo.text(), to: name) }
        try folder.write("no document", to: "notes.txt")
        try git("init", "--quiet")
        try commit()
    }

    private func git(_ words: String...) throws {
        let settings = ["-c", "user.name=a", "-c", "user.email=a@localhost"]
        let program = try Program(["/usr/bin/git"] + settings + ["-C", folder.path] + words)
        let outcome = try program.finish(within: .seconds(30))
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    private func commit() throws {
        try git("add", "--all")
        try git("commit", "--quiet", "--message", "first")
    }

    private func run(_ words: String...) throws -> Judged {
        try Judged(
            ["one.json", "two.json", "--changed-since", "HEAD", "--only", "sweep/shout/*"] + words,
            in: folder.path)
    }

    private func leftOut(_ judged: Judged) -> [String] {
        judged.events("document-left-out").compactMap { $0["document"]?.string }
    }

    @Test func whatNoChangeReachesIsLeftOut() throws {
        let none = try run()
        #expect(none.outcome.status == 0 && none.cases.isEmpty)
        #expect(leftOut(none) == ["one.json", "two.json"])
        #expect(
            none.events("document-left-out").allSatisfy {
                $0["reason"]?.string?.contains("have changed since HEAD (") == true
            })
        try folder.write(Echo.text() + "\n", to: "two.json")
        let one = try run()
        #expect(leftOut(one) == ["one.json"] && !one.cases.isEmpty)
        #expect(one.cases.allSatisfy { $0.document == "two.json" })
    }

    /// A file of which nobody has said what it is may be the subject's.
    @Test func whereItCannotBeKnownAllIsPlayed() throws {
        let sdk = folder.path + "/sdk"
        let made = try Program.assay(["generate", folder.path + "/one.json", "--python", sdk])
        #expect(made.status == 0)
        // The package is not watched by git yet; untracked, it has changed.
        let untracked = try Judged(
            ["one.json", "--sdk", "sdk", "--changed-since", "HEAD", "--only", "sweep/shout/*"],
            in: folder.path)
        #expect(leftOut(untracked) == [] && untracked.outcome.errors.contains("'sdk' has changed"))
        try commit()
        try folder.write("changed", to: "notes.txt")
        let unknown = try run("--generator", "true {document} {out}")
        #expect(leftOut(unknown) == [])
        #expect(
            unknown.outcome.errors.contains("'notes.txt' has changed, and may be the subject's"))
    }

    /// New excuses are held against what they excuse.
    @Test func aChangedLedgerReachesAll() throws {
        try folder.write("# none\n", to: "known.txt")
        try commit()
        #expect(leftOut(try run("--ledger", "known.txt")) == ["one.json", "two.json"])
        try folder.write(
            "sweep/shout/all-params  -  2099-12-31  case.sent:x  never failed\n", to: "known.txt")
        let excused = try run("--ledger", "known.txt")
        #expect(leftOut(excused) == [] && excused.outcome.status == 1)
    }

    @Test func aRevisionThatIsNoneIsASlip() throws {
        for revision in ["nowhere", "--output=x", ""] {
            let outcome = try Program.assay(
                ["run", "one.json", "--changed-since=\(revision)"], in: folder.path)
            #expect(outcome.status == 64, "\(outcome)")
        }
    }
}
