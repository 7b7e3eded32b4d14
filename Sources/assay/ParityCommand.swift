import Conformance
import Diagnostics
import Harness
import Reporting

extension Command {
    static let parity = Command(
        name: "parity", operands: "DOCUMENT …",
        summary: "hold the Python and the Rust of a document against each other",
        details: """
            Generates the Python client and the Rust dispatch of each document and prints a line for
            each method, param, result and field: name, required, nullable, type, default and errors,
            as the generated sources say. What is alike is said once, what differs is PYTHON ≠ RUST,
            and PYTHON < RUST is a wider type that holds all values of the other. Exits 1 when
            something differs.
            """,
        options: Arguments.referenceOptions + [
            .init(name: "sdk", value: "DIR", help: "read this Python package, do not generate it"),
            .init(name: "crate", value: "DIR", help: "read this Rust crate, do not generate it"),
            .init(name: "differences", value: nil, help: "print only what is not alike"),
            .init(name: "python", value: "PATH", help: "an interpreter or a virtual environment"),
            .init(name: "format", value: "NAME", help: "console (default) or jsonl"),
        ],
        examples: [
            "assay parity petstore.json", "assay parity api/*.json --differences",
            "assay parity petstore.json --crate sdk/rust --format jsonl",
        ]
    ) { arguments throws(UsageError) in
        let format = arguments.value("format") ?? "console"
        guard ["console", "jsonl"].contains(format) else {
            throw UsageError("'--format' is '\(format)'; it is console or jsonl")
        }
        var run = ParityRun()
        run.python = arguments.value("sdk")
        run.rust = arguments.value("crate")
        run.interpreter = arguments.value("python")
        run.references = try arguments.references()
        let documents = arguments.operands
        guard !documents.isEmpty else { throw UsageError("parity takes documents; name one") }
        guard documents.count == 1 || (run.python == nil && run.rust == nil) else {
            throw UsageError("'--sdk' and '--crate' are of one document; name one")
        }
        var worst = ExitCode.asExpected
        for document in documents {
            let code = ParityCommand.compare(
                document, run, isConsole: format == "console",
                showsAll: !arguments.has("differences"))
            // A difference outweighs a refusal, and that outweighs a doubt.
            worst = [1, 2, 3].first { [worst, code].contains($0) } ?? worst
        }
        return worst
    }
}

/// `assay parity` for one document.
private enum ParityCommand {
    static func compare(
        _ document: String, _ run: ParityRun, isConsole: Bool, showsAll: Bool
    ) -> Int32 {
        do throws(HarnessFault) {
            switch try run.compare(document) {
            case .refused(let diagnostics):
                for diagnostic in diagnostics { Output.complain(diagnostic) }
                return ExitCode.documentRefused
            case .compared(let parity):
                let report = ParityReport(document: document, parity, showsAll: showsAll)
                Output.show(isConsole ? report.table : report.lines)
                return parity.count(.different) == 0 && !parity.rows.isEmpty ? 0 : 1
            }
        } catch {
            Output.complain("inconclusive: \(document): \(error)")
            return ExitCode.inconclusive
        }
    }
}
