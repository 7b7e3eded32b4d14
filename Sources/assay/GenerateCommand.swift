import Conformance
import Glibc
import Harness
import SDKGenerator

extension Command {
    static let generate = Command(
        name: "generate", operands: "DOCUMENT",
        summary: "write the SDK of a document",
        details: """
            Generates a Python package from an OpenRPC document. The directory is written as a whole or
            not at all. With --check nothing is written: the command compares OUT as it lies on disk,
            whatever git thinks of it, and exits 1 when anything differs:

              missing   a generated file is not there
              changed   it has other bytes; a diff shows them
              mode      a link, a folder or a program where a plain file belongs
              stale     the file was generated once and no longer is
              foreign   the file was never generated, hidden ones included

            Not counted:
            \(Generation.leavings).
            """,
        options: [
            .init(name: "python", value: "OUT", help: "the directory of the Python package"),
            .init(name: "check", value: nil, help: "compare with OUT instead of writing"),
            .init(
                name: "allow", value: "GLOB",
                help: "with --check: foreign files that may lie in OUT; repeatable"),
            .init(
                name: "diff-lines", value: "N",
                help: "with --check: show at most N lines of diffs (default: 200)"),
        ],
        examples: [
            "assay generate petstore.json --python sdk/python",
            "assay generate petstore.json --python sdk/python --check",
            "assay generate petstore.json --python sdk/python --check --allow README.md",
        ]
    ) { arguments throws(UsageError) in
        guard let path = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("generate takes one document")
        }
        guard let out = arguments.value("python") else {
            throw UsageError("generate needs a target; say --python OUT")
        }
        let check = try DriftCheck(arguments, document: path, out: out)
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal):
            Output.complain("\(refusal.diagnostic)")
            return ExitCode.documentRefused
        }
        let generation = Generation.python(document: bytes, file: path)
        for diagnostic in generation.problems {
            Output.complain("\(diagnostic)")
        }
        if generation.isRefused { return ExitCode.documentRefused }
        do throws(DiskFault) {
            if let check { return try check.run(generation) }
            try generation.write(to: out)
            for file in generation.files { Output.line("\(out)/\(file.path)") }
            return ExitCode.asExpected
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }
}

/// `--check`: what is compared, and how much of it is shown.
private struct DriftCheck {
    private let document: String
    private let out: String
    private let allowed: [Glob]
    private let limit: Int

    /// Nil when nothing is to be checked; options of a check alone are then errors.
    init?(_ arguments: Arguments, document: String, out: String) throws(UsageError) {
        guard arguments.has("check") else {
            if let name = ["allow", "diff-lines"].first(where: { arguments.has($0) }) {
                throw UsageError("'--\(name)' says how to check; add --check")
            }
            return nil
        }
        self.document = document
        self.out = out
        allowed = arguments.all("allow").map(Glob.init)
        limit = try arguments.integer("diff-lines", in: 0...1_000_000, or: 200)
    }

    func run(_ generation: Generation) throws(DiskFault) -> Int32 {
        let drift = try generation.differences(in: out).filter { difference in
            difference.kind != .foreign || !allowed.contains { $0.matches(difference.path) }
        }
        if drift.isEmpty {
            Output.line("\(out) is up to date: \(generation.files.count) files")
            return ExitCode.asExpected
        }
        for difference in drift { Output.line(difference) }
        showDiffs(drift)
        let words = ["assay", "generate", document, "--python", out].map(RunInfo.quoted)
        Output.line("\(out) differs; '\(words.joined(separator: " "))' writes it anew")
        return ExitCode.subjectFailed
    }

    private func showDiffs(_ drift: [Difference]) {
        var (left, hidden) = (limit, 0)
        for difference in drift {
            let diff = difference.unifiedDiff(in: out, limit: left)
            for line in diff.lines { Output.line(line) }
            left -= diff.lines.count
            hidden += diff.hidden
        }
        if hidden > 0 { Output.line("… \(hidden) more lines; --diff-lines shows more") }
    }
}
