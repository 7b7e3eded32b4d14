import Diagnostics
import Harness
import SDKGenerator

/// `generate --sdk`: the SDK of several documents.
struct SDKCommand {
    /// The options that mean something here alone.
    static let options = ["name", "release", "base-fields", "no-interface"]

    private let arguments: Arguments
    private let sdk: String
    private let references: ReferenceOptions
    private let check: DriftCheck?

    init(_ arguments: Arguments, sdk: String) throws(UsageError) {
        if arguments.has("python") {
            throw UsageError("'--python' and '--sdk' are two targets; say one of them")
        }
        guard !arguments.operands.isEmpty else {
            throw UsageError("generate takes documents; name one or more")
        }
        guard !sdk.isEmpty else { throw UsageError("'--sdk' is empty; name a directory") }
        self.arguments = arguments
        self.sdk = sdk
        references = try arguments.references()
        check = try DriftCheck(
            arguments, out: SDKBuild.pythonFolder(of: sdk),
            command: Self.command(arguments, sdk: sdk))
    }

    func run() -> Int32 {
        let build = self.build
        do throws(DiskFault) {
            guard let check else { return try write(build) }
            let generation = build.generation()
            tell(generation)
            return generation.isRefused ? ExitCode.documentRefused : try check.run(generation)
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }

    private func write(_ build: SDKBuild) throws(DiskFault) -> Int32 {
        let folder = SDKBuild.pythonFolder(of: sdk)
        switch try build.write(to: sdk) {
        case .refused(let generation):
            tell(generation)
            return ExitCode.documentRefused
        case .unchanged(let paths):
            Output.line("\(folder) is up to date: \(paths.count) files")
        case .written(let generation):
            tell(generation)
            for file in generation.files { Output.line("\(folder)/\(file.path)") }
        }
        return ExitCode.asExpected
    }

    private func tell(_ generation: Generation) {
        for problem in generation.problems { Output.complain("\(problem)") }
    }

    /// The build that the words describe; a document that cannot be read is a problem of it.
    private var build: SDKBuild {
        var build = SDKBuild()
            .withPythonSDK(name: arguments.value("name"), version: arguments.value("release"))
            .withInterface(!arguments.has("no-interface"))
            .withBaseFields(arguments.has("base-fields"))
        for operand in arguments.operands {
            let (domain, path) = Self.split(operand)
            switch DocumentFile.read(path) {
            case .success(let bytes):
                build = build.adding(
                    document: bytes, file: path, domain: domain,
                    references: references.references(of: path))
            case .failure(let refusal): build = build.adding(refusal.diagnostic)
            }
        }
        return build
    }

    /// `DOMAIN=DOCUMENT`. What stands before a `=` with a `/` in it is the path's own.
    private static func split(_ operand: String) -> (domain: String?, path: String) {
        guard let sign = operand.firstIndex(of: "="), !operand[..<sign].contains("/") else {
            return (nil, operand)
        }
        return (String(operand[..<sign]), String(operand[operand.index(after: sign)...]))
    }

    /// The words that write what is checked.
    private static func command(_ arguments: Arguments, sdk: String) -> [String] {
        var words = ["assay", "generate"] + arguments.operands + ["--sdk", sdk]
        for name in options where arguments.has(name) {
            words.append("--" + name)
            if let value = arguments.value(name), !value.isEmpty { words.append(value) }
        }
        return words + arguments.referenceWords
    }
}
