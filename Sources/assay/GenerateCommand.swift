import Glibc
import Harness
import SDKGenerator

extension Command {
    static let generate = Command(
        name: "generate", operands: "DOCUMENT",
        summary: "write the SDK of a document",
        details: """
            Generates a Python package from an OpenRPC document. The directory is written as a whole or
            not at all. With --check nothing is written: the command compares, lists what differs, and
            exits 1 when anything does.
            """,
        options: [
            .init(name: "python", value: "OUT", help: "the directory of the Python package"),
            .init(name: "check", value: nil, help: "compare with OUT instead of writing"),
        ],
        examples: [
            "assay generate petstore.json --python sdk/python",
            "assay generate petstore.json --python sdk/python --check",
        ]
    ) { arguments throws(UsageError) in
        guard let path = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("generate takes one document")
        }
        guard let out = arguments.value("python") else {
            throw UsageError("generate needs a target; say --python OUT")
        }
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
        do {
            return arguments.has("check")
                ? try check(generation, out) : try write(generation, out)
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }

    private static func write(_ generation: Generation, _ out: String) throws -> Int32 {
        try generation.write(to: out)
        for file in generation.files { Output.line("\(out)/\(file.path)") }
        return ExitCode.asExpected
    }

    private static func check(_ generation: Generation, _ out: String) throws -> Int32 {
        let drift = generation.differences(in: out)
        for difference in drift { Output.line(difference) }
        if drift.isEmpty { Output.line("\(out) is up to date: \(generation.files.count) files") }
        return drift.isEmpty ? ExitCode.asExpected : ExitCode.subjectFailed
    }
}
