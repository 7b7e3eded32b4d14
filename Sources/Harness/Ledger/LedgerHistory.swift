package import Conformance
package import Diagnostics
import EmbeddedPython
import Foundation

/// What git knows of a ledger; no shell runs, and nothing is checked out.
package struct LedgerHistory {
    private let folder: String
    private let name: String
    private let git: String

    /// The history of a ledger's file, whether it is there yet or not.
    package init(of path: String) throws(HarnessFault) {
        let url = URL(fileURLWithPath: path)
        folder = url.deletingLastPathComponent().path
        name = url.lastPathComponent
        git = try PackageMaker.program("git")
    }

    /// What of the ledger has grown since the commit from which HEAD and a revision went apart.
    package func growth(
        of ledger: Ledger, since revision: String
    ) throws(HarnessFault) -> [Diagnostic] {
        let commit = try line(["rev-parse", "--verify", "--end-of-options", "\(revision)^{commit}"])
        let base = try line(["merge-base", commit, "HEAD"])
        let shown = "\(revision) (\(base.prefix(12)))"
        // `MODE blob ID\tPATH`, or nothing.
        let listed = try text(["ls-tree", base, "--", name])
        guard !listed.isEmpty else { return ledger.growth(since: Ledger(), at: shown) }
        let words = listed.split { $0 == " " || $0 == "\t" }
        guard words.count > 2, words[1] == "blob" else {
            throw HarnessFault("'\(name)' is no file at \(shown); name a revision where it is one")
        }
        let bytes = Array(try text(["cat-file", "blob", String(words[2])]).utf8)
        let (earlier, diagnostics) = Ledger.read(bytes, file: "\(base.prefix(12)):\(name)")
        if let first = diagnostics.first {
            throw HarnessFault("the ledger cannot be read as it was: \(first)")
        }
        return ledger.growth(since: earlier, at: shown)
    }

    private func line(_ words: [String]) throws(HarnessFault) -> String {
        try text(words).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What git prints; the fault has its last complaint.
    private func text(_ words: [String]) throws(HarnessFault) -> String {
        let scratch = try Scratch()
        let file = "\(try scratch.directory("git"))/output"
        var surroundings = ProgramSurroundings()
        surroundings.output = file
        let report: ProgramReport
        do {
            report = try ProgramReport.running(
                [git, "--no-pager", "--literal-pathspecs", "-C", folder] + words, in: surroundings,
                timeout: .seconds(60))
        } catch {
            throw HarnessFault("'git' cannot be run: \(error)")
        }
        guard report.end == .exited(0) else {
            let said = report.output.error.text.split(separator: "\n").last.map(String.init)
            throw HarnessFault(
                "git \(words[0]) fails: \(said ?? "it says nothing; is the history fetched?")")
        }
        return String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }
}
