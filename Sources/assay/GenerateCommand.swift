import Conformance
import Glibc
import Harness
import SDKGenerator

extension Command {
    static let generate = Command(
        name: "generate", operands: "[DOMAIN=]DOCUMENT …",
        summary: "write the SDK of documents",
        details: generateDetails, options: generateOptions,
        examples: [
            "assay generate petstore.json --python sdk/python",
            "assay generate petstore.json --python sdk/python --check",
            "assay generate petstore.json --python sdk/python --check --allow README.md",
            "assay generate api.schema.json --rust sdk/rust --profile legacy",
            "assay generate books=api/shelf.json books=api/loans.json api/shop.json --sdk sdk",
        ]
    ) { arguments throws(UsageError) in
        if let out = arguments.value("rust") { return try RustCommand(arguments, out: out).run() }
        if let name = ["profile", "probe"].first(where: { arguments.has($0) }) {
            throw UsageError("'--\(name)' says how to dispatch; add --rust OUT")
        }
        if let sdk = arguments.value("sdk") { return try SDKCommand(arguments, sdk: sdk).run() }
        if let name = SDKCommand.options.first(where: { arguments.has($0) }) {
            throw UsageError("'--\(name)' says how to build an SDK; add --sdk OUT")
        }
        guard let path = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("generate takes one document, and several with --sdk")
        }
        guard let out = arguments.value("python") else {
            throw UsageError("generate needs a target; say --python OUT, --rust OUT or --sdk OUT")
        }
        let check = try DriftCheck(
            arguments, out: out,
            command: ["assay", "generate", path, "--python", out] + arguments.referenceWords)
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal):
            Output.complain("\(refusal.diagnostic)")
            return ExitCode.documentRefused
        }
        let generation = Generation.python(
            document: bytes, file: path,
            references: try arguments.references().references(of: path))
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

    private static let generateDetails = """
        Generates Python packages from OpenRPC documents. With --python, the package of one document
        is written to OUT. With --sdk, the clients of all documents are written to OUT/python, which
        is one distribution with a package for each domain:

          OUT/python/DOMAIN/SERVICE_client.py, SERVICE_interface.py, __init__.py, py.typed
          OUT/python/pyproject.toml
          OUT/python/assay.provenance.json    digests of documents, options and files

        With --rust, a crate that answers the calls of one document is written to OUT: of an API
        schema ('clientSession', 'clientGlobal') those of the server to its client, of an OpenRPC
        document all. Texts that it refers to are found beside it.

        A document without DOMAIN= has the domain of its own title. When nothing has changed since
        OUT/python was written, neither what goes in nor what came out, nothing is touched.

        The directory is written as a whole or not at all, and not when any document is refused.
        With --check nothing is written: the command compares it as it lies on disk, whatever git
        thinks of it, and exits 1 when anything differs:

          missing   a generated file is not there
          changed   it has other bytes; a diff shows them
          mode      a link, a folder or a program where a plain file belongs
          stale     the file was generated once and no longer is
          foreign   the file was never generated, hidden ones included

        Not counted:
        \(Generation.leavings).
        """

    private static let generateOptions: [Arguments.Option] =
        [
            .init(name: "python", value: "OUT", help: "the directory of one document's package"),
            .init(
                name: "rust", value: "OUT", help: "the directory of the crate that answers calls"),
            .init(
                name: "profile", value: "PROFILE",
                help: "with --rust: how it answers what goes wrong, strict (default) or legacy"),
            .init(
                name: "probe", value: nil,
                help: "with --rust: add a program that answers by a script, for judges"),
            .init(name: "sdk", value: "OUT", help: "the directory of the SDK of all documents"),
            .init(
                name: "name", value: "NAME",
                help: "with --sdk: the distribution's name (default: made of the domains')"),
            .init(
                name: "release", value: "VERSION",
                help: "with --sdk: its version (default: the one all documents have, else 0.0.0)"),
            .init(
                name: "base-fields", value: nil,
                help: "with --sdk: sid, created_at, updated_at in what a 'get' method returns"),
            .init(name: "no-interface", value: nil, help: "with --sdk: no SERVICE_interface.py"),
        ] + Arguments.referenceOptions + [
            .init(name: "check", value: nil, help: "compare with OUT instead of writing"),
            .init(
                name: "allow", value: "GLOB",
                help: "with --check: foreign files that may lie there; repeatable"),
            .init(
                name: "diff-lines", value: "N",
                help: "with --check: show at most N lines of diffs (default: 200)"),
        ]
}

/// `--check`: what is compared, and how much of it is shown.
struct DriftCheck {
    private let out: String
    /// The words that write what is compared.
    private let command: [String]
    private let allowed: [Glob]
    private let limit: Int

    /// Nil when nothing is to be checked; options of a check alone are then errors.
    init?(_ arguments: Arguments, out: String, command: [String]) throws(UsageError) {
        guard arguments.has("check") else {
            if let name = ["allow", "diff-lines"].first(where: { arguments.has($0) }) {
                throw UsageError("'--\(name)' says how to check; add --check")
            }
            return nil
        }
        self.out = out
        self.command = command
        allowed = arguments.all("allow").map(Glob.init)
        limit = try arguments.integer("diff-lines", in: 0...1_000_000, or: 200)
    }

    /// Prints what differs; the exit code says whether anything does.
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
        let words = command.map(RunInfo.quoted)
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
