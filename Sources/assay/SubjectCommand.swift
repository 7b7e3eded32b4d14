import Conformance
import Harness

extension Command {
    static let subject = Command(
        name: "subject", operands: "check CMD [DOCUMENT] | init python|rust|command DIR",
        summary: "judge an adapter alone, or begin one",
        details: """
            An adapter puts a client in any language under judgement: a program that speaks the
            subject protocol, conformance/protocol/subject.openrpc.json, on its standard streams.

            check asks what it is, has it make lawful calls on every way that it has, asks what no
            client's user would (an unknown method, an unknown session, wrong params, two calls at
            once, one that is given up, a session closed twice) and plays the server suite against
            it, for an adapter is a JSON-RPC server. DOCUMENT is that of the service whose client
            it has; without one, the built-in bookshelf.

            init writes an adapter to begin with: python is for a client that assay generated, with
            the protocol's types; rust a crate with the protocol's dispatch and handlers to fill in;
            command the smallest one, for what can be run as a command for each call.
            """,
        options: [
            .init(name: "only", value: "GLOB", help: "only cases whose id matches; repeatable"),
            .init(
                name: "way", value: "GLOB", help: "make calls on the ways that match; repeatable"),
            .init(name: "seed", value: "N", help: "seed of the sampled values (default: 1)"),
            .init(name: "timeout", value: "S", help: "seconds for one answer (default: 10)"),
            .init(name: "format", value: "NAME", help: "console (default) or jsonl"),
            RunReports.option,
            .init(name: "unsupported", value: nil, help: "list each unsupported case"),
        ],
        examples: [
            "assay subject check 'node adapter.js'",
            "assay subject check 'python3 adapter.py sdk/python' petstore.json",
            "assay subject init python my-adapter",
        ]
    ) { arguments throws(UsageError) in
        switch arguments.operands.first {
        case "check": return try check(arguments)
        case "init": return try begin(arguments)
        default: throw UsageError("subject has two verbs: check and init; see --help")
        }
    }

    private static func check(_ arguments: Arguments) throws(UsageError) -> Int32 {
        let operands = arguments.operands.dropFirst()
        guard let command = operands.first, operands.count <= 2 else {
            throw UsageError("check takes a command, quoted as one word, and perhaps a document")
        }
        do {
            _ = try SubjectCommand(command)
        } catch {
            throw UsageError("\(error)")
        }
        let format = arguments.value("format") ?? "console"
        guard ["console", "jsonl"].contains(format) else {
            throw UsageError("'--format' is '\(format)'; it is console or jsonl")
        }
        var options = SubjectTrial.Options(version: CommandLineTool.version, command: command)
        options.document = operands.dropFirst().first
        options.only = arguments.all("only").map(Glob.init)
        options.ways = try ways(arguments)
        options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 10))
        options.replay = (["assay subject check", command] + operands.dropFirst()).enumerated()
            .map { $0.offset == 0 ? $0.element : RunInfo.quoted($0.element) }
            .joined(separator: " ")
        let reports = try RunReports(arguments)
        let printer = RunPrinter(
            isConsole: format == "console", showsUnsupported: arguments.has("unsupported"),
            reports)
        let trial = SubjectTrial(options) { printer.print($0) }
        Interrupt.forward(to: trial.control)
        return reports.write(exitCode: trial.judge().exitCode)
    }

    private static func begin(_ arguments: Arguments) throws(UsageError) -> Int32 {
        let operands = arguments.operands.dropFirst()
        let names = SubjectSkeleton.allCases.map(\.rawValue).joined(separator: ", ")
        guard operands.count == 2, let directory = operands.last else {
            throw UsageError("init takes one of \(names), and the folder to make")
        }
        guard let skeleton = operands.first.flatMap(SubjectSkeleton.init(rawValue:)) else {
            throw UsageError("there is no skeleton '\(operands.first ?? "")'; there is \(names)")
        }
        do {
            try skeleton.write(to: directory)
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
        Output.line("\(directory) is written; then: \(skeleton.check(in: directory))")
        return ExitCode.asExpected
    }
}
