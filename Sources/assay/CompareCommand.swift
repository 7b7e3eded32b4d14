import Conformance
import Diagnostics
import Harness
import Reporting

extension Command {
    static let compare = Command(
        name: "compare", operands: "DOCUMENT …",
        summary: "class what differs between two generators' packages",
        details: """
            Has two generators make a package of each document and says how alike they are, at the
            strongest level that holds:

              identical   the same files, bytes and modes
              normalised  the same once each --normalise has passed over both
              ast         the same trees of syntax
              surface     the same public names, signatures, fields and constants, and behaviour
              behaviour   the cases of the sweep bring the same requests, values and exceptions
              different   none of these; the smallest difference of each level is shown

            A level that cannot be looked at is inconclusive, and never counts as equal.
            A side is 'builtin' (this program's generator), a directory with one package or one for
            each document, or a command. {document}, {url} (a server of the document) and {out} are
            put into its words; it runs in this directory, without a shell.

            Normalisers, none of which changes a string of Python:

            \(normalisers)
            """,
        options: [
            .init(name: "old", value: "SOURCE", help: "the one side: builtin, DIR or a command"),
            .init(name: "new", value: "SOURCE", help: "the other side"),
            .init(
                name: "at-least", value: "LEVEL",
                help: "the weakest level that is good enough (default: identical)"),
            .init(
                name: "normalise", value: "NAME", help: "overlook this layout; repeatable"),
            .init(name: "ignore-docstrings", value: nil, help: "docstrings are no syntax"),
        ] + Arguments.referenceOptions + [
            .init(name: "python", value: "PATH", help: "an interpreter or a virtual environment"),
            .init(name: "seed", value: "N", help: "seed of the sampled values (default: 1)"),
            .init(name: "timeout", value: "S", help: "seconds for one case (default: 10)"),
            .init(
                name: "generator-timeout", value: "S",
                help: "seconds for a generator and a document (default: 120)"),
            .init(name: "format", value: "NAME", help: "console (default) or jsonl"),
        ],
        examples: [
            "assay compare --old builtin --new sdk/python petstore.json",
            "assay compare --old 'old/assay generate {document} --python {out}' --new builtin "
                + "api/*.json",
            "assay compare --old builtin --new 'orpc python {url} {out}' petstore.json",
        ]
    ) { arguments throws(UsageError) in
        let format = arguments.value("format") ?? "console"
        guard ["console", "jsonl"].contains(format) else {
            throw UsageError("'--format' is '\(format)'; it is console or jsonl")
        }
        guard !arguments.operands.isEmpty else {
            throw UsageError("compare takes documents; name one or more")
        }
        let comparer = Comparer(try options(arguments)) { event in
            if format == "console" {
                Output.show(ComparisonConsole().text(for: event))
            } else {
                Output.line(ComparisonLines.line(for: event))
            }
        }
        Interrupt.forward(to: comparer.control)
        return comparer.compare(arguments.operands).exitCode
    }

    private static var normalisers: String {
        let width = Normaliser.all.map(\.name.count).max() ?? 0
        return Normaliser.all.map { each in
            let gap = String(repeating: " ", count: width + 2 - each.name.count)
            return "  \(each.name)\(gap)\(each.summary)"
        }.joined(separator: "\n")
    }

    private static func options(_ arguments: Arguments) throws(UsageError) -> ComparisonOptions {
        var options = ComparisonOptions(
            version: CommandLineTool.version, old: try source("old", arguments),
            new: try source("new", arguments))
        for name in arguments.all("normalise") {
            guard let found = Normaliser.all.first(where: { $0.name == name }) else {
                let names = Normaliser.all.map(\.name)
                let hint = Closest.match(name, among: names).map { "did you mean '\($0)'?" }
                throw UsageError(
                    "no normaliser is called '\(name)'; "
                        + (hint ?? "there are \(names.joined(separator: ", "))"))
            }
            options.normalisers.append(found)
        }
        options.countsDocstrings = !arguments.has("ignore-docstrings")
        if let name = arguments.value("at-least") {
            guard let level = Likeness(rawValue: name) else {
                let names = Likeness.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("'--at-least' is '\(name)'; it is one of \(names)")
            }
            guard level != .normalised || !options.normalisers.isEmpty else {
                throw UsageError("'--at-least normalised' overlooks nothing; add --normalise NAME")
            }
            options.wanted = level
        }
        options.references = try arguments.references()
        options.pythonPath = arguments.value("python")
        options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 10))
        options.generatorTimeout = .seconds(
            try arguments.integer("generator-timeout", in: 1...86_400, or: 120))
        return options
    }

    private static func source(
        _ name: String, _ arguments: Arguments
    ) throws(UsageError) -> PackageSource {
        guard let text = arguments.value(name) else {
            throw UsageError("compare needs two sides; say --\(name) SOURCE")
        }
        do throws(HarnessFault) {
            return try PackageSource(text)
        } catch {
            throw UsageError("--\(name): \(error)")
        }
    }
}
