import Diagnostics
import Glibc
import Harness
import SDKGenerator

/// `generate --rust`: the crate that answers a document's calls.
struct RustCommand {
    private let path: String
    private let out: String
    private let profile: DispatchProfile
    private let hasProbe: Bool
    private let references: ReferenceOptions
    private let check: DriftCheck?

    init(_ arguments: Arguments, out: String) throws(UsageError) {
        for other in ["python", "sdk"] where arguments.has(other) {
            throw UsageError("'--\(other)' and '--rust' are two targets; say one of them")
        }
        guard let path = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("generate --rust takes one document")
        }
        guard !out.isEmpty else { throw UsageError("'--rust' is empty; name a directory") }
        let stated = arguments.value("profile")
        guard let profile = DispatchProfile(rawValue: stated ?? "strict") else {
            throw UsageError("'--profile' is '\(stated ?? "")'; it is 'strict' or 'legacy'")
        }
        var words = ["assay", "generate", path, "--rust", out]
        if let stated { words += ["--profile", stated] }
        if arguments.has("probe") { words.append("--probe") }
        words += arguments.referenceWords
        self.path = path
        self.out = out
        self.profile = profile
        hasProbe = arguments.has("probe")
        references = try arguments.references()
        check = try DriftCheck(arguments, out: out, command: words)
    }

    func run() -> Int32 {
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal):
            Output.complain("\(refusal.diagnostic)")
            return ExitCode.documentRefused
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let generation = Generation.rust(
            document: bytes, file: path, profile: profile, hasProbe: hasProbe,
            references: references.references(of: path)
        ) { name in
            try? DocumentFile.read(folder + name).get()
        }
        for problem in generation.problems { Output.complain("\(problem)") }
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
