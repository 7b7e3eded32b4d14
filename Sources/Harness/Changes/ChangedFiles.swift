import EmbeddedPython
import Foundation

/// What differs between the working tree, untracked files included, and the commit from which HEAD
/// and a revision went apart; git knows it, and no shell runs.
package struct ChangedFiles: Sendable {
    /// The revision and the commit, as reports name them.
    package let base: String
    /// Absolute paths without links.
    let paths: Set<String>
    /// The folder of the repository, without links.
    let root: String
    private let git: Repository

    /// Asks git about the repository that holds a folder.
    package init(since revision: String, in folder: String) throws(HarnessFault) {
        let start = try Repository(folder)
        root = Self.real(try start.line(["rev-parse", "--show-toplevel"]))
        git = try Repository(root)
        let commit = try git.line([
            "rev-parse", "--verify", "--end-of-options", "\(revision)^{commit}",
        ])
        let base = try git.line(["merge-base", commit, "HEAD"])
        self.base = "\(revision) (\(base.prefix(12)))"
        let changed =
            try git.names(["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", base])
            + git.names(["ls-files", "--others", "--exclude-standard", "-z"])
        paths = Set(changed.map { [root] in "\(root)/\($0)" })
    }

    /// Whether git would notice a change of the path: it lies in the repository, and no rule
    /// ignores it.
    func knows(_ path: String) -> Bool {
        let real = Self.real(path)
        guard real == root || real.hasPrefix(root + "/") else { return false }
        return real == root || git.status(["check-ignore", "--quiet", "--", real]) == 1
    }

    /// Whether the file, or one in the folder, has changed.
    func touch(_ path: String) -> Bool {
        let real = Self.real(path)
        return paths.contains(real) || paths.contains { $0.hasPrefix(real + "/") }
    }

    /// The path without links; of what is not there any more the folder's.
    package static func real(_ path: String) -> String {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        if FileManager.default.fileExists(atPath: url.path) {
            return url.resolvingSymlinksInPath().path
        }
        return url.deletingLastPathComponent().resolvingSymlinksInPath()
            .appendingPathComponent(url.lastPathComponent).path
    }
}

/// git, asked in one folder.
private struct Repository {
    private let folder: String
    private let program: String

    init(_ folder: String) throws(HarnessFault) {
        self.folder = folder
        program = try PackageMaker.program("git")
    }

    func line(_ words: [String]) throws(HarnessFault) -> String {
        try text(words).trimmingCharacters(in: .newlines)
    }

    func names(_ words: [String]) throws(HarnessFault) -> [String] {
        try text(words).split(separator: "\0").map(String.init)
    }

    /// How git ends; nil when it does not.
    func status(_ words: [String]) -> Int32? {
        guard let report = try? run(words, output: nil), case .exited(let status) = report.end
        else { return nil }
        return status
    }

    /// What git prints; the fault has its last complaint.
    private func text(_ words: [String]) throws(HarnessFault) -> String {
        let scratch = try Scratch()
        let file = "\(try scratch.directory("git"))/output"
        let report = try run(words, output: file)
        guard report.end == .exited(0) else {
            let said = report.output.error.text.split(separator: "\n").last.map(String.init)
            throw HarnessFault(
                "git \(words[0]) fails: \(said ?? "it says nothing; is the history fetched?")")
        }
        return String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    private func run(_ words: [String], output: String?) throws(HarnessFault) -> ProgramReport {
        var surroundings = ProgramSurroundings()
        surroundings.output = output
        do {
            return try ProgramReport.running(
                [program, "--no-pager", "-C", folder] + words,
                in: surroundings, timeout: .seconds(60))
        } catch {
            throw HarnessFault("'git' cannot be run: \(error)")
        }
    }
}
