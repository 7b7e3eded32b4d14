import Conformance
import EmbeddedPython
import Glibc
import Harness
import Reporting
import Synchronization

extension Command {
    static let run = Command(
        name: "run", operands: "[DOCUMENT …]",
        summary: "generate, run, call and judge the SDKs of each document",
        details: runDetails,
        options: [
            .init(
                name: "only", value: "GLOB", help: "play only cases whose id matches; repeatable"),
            .init(
                name: "way", value: "GLOB",
                help: "play on the ways that match, such as 'async/*' or all; repeatable"),
            .init(name: "python", value: "PATH", help: "an interpreter or a virtual environment"),
            .init(name: "sdk", value: "DIR", help: "judge this package instead of generating one"),
            .init(
                name: "generator", value: "CMD",
                help: "judge what this command makes of {document} in {out}; no shell runs"),
            .init(name: "suite", value: "NAME", help: "play this suite alone: lock-in, or session"),
        ] + SessionRunCommand.options + Arguments.referenceOptions + [
            .init(name: "jobs", value: "N", help: "cases played at once (default: processors)"),
            .init(name: "seed", value: "N", help: "seed of the sampled values (default: 1)"),
            .init(name: "timeout", value: "S", help: "seconds for one case (default: 10)"),
            .init(name: "format", value: "NAME", help: "console (default) or jsonl"),
            RunReports.option,
            .init(name: "keep", value: "DIR", help: "keep the generated packages there"),
            .init(name: "unsupported", value: nil, help: "list each unsupported case"),
        ] + dispatchOptions + Arguments.ledgerOptions + [configurationOption] + partialOptions
            + ServerRunCommand.options,
        examples: runExamples
    ) { arguments throws(UsageError) in
        let format = arguments.value("format") ?? "console"
        guard ["console", "jsonl"].contains(format) else {
            throw UsageError("'--format' is '\(format)'; it is console or jsonl")
        }
        if arguments.has("server") {
            return try ServerRunCommand.run(arguments, isConsole: format == "console")
        }
        if arguments.value("suite") == SessionRunCommand.suite {
            return try SessionRunCommand.run(arguments, isConsole: format == "console")
        }
        try SessionRunCommand.refuseStray(arguments)
        try ServerRunCommand.refuseStray(arguments)
        let plan = try generatorPlan(arguments)
        let options = try runOptions(arguments, plan)
        let documents =
            try plan.map { (plan) throws(UsageError) in
                try Self.documents(of: plan, arguments.operands)
            } ?? arguments.operands
        let reports = try RunReports(arguments)
        let printer = RunPrinter(
            isConsole: format == "console", showsUnsupported: arguments.has("unsupported"),
            reports)
        let run = Run(options, remark: { Output.complain("note: \($0)") }) { printer.print($0) }
        Interrupt.forward(to: run.control)
        let summary = documents.isEmpty ? run.judgeBuiltIn() : run.judge(documents)
        return reports.write(exitCode: summary.exitCode)
    }

    private static let runExamples = [
        "assay run", "assay run petstore.json",
        "assay run petstore.json --only 'sweep/get_pet/*' --keep out",
        "assay run petstore.json --way sync/tcp --way '*/stdio-*'",
        "assay run api/*.json --format jsonl > events.jsonl",
        "assay run api/*.json --report html=report.html --report junit=junit.xml",
        "assay run --dispatch 'my-dispatch --stdio' api.schema.json --profile legacy",
        "assay run --shard 2/3 --format jsonl > shard-2.jsonl",
        "assay run --resume events.jsonl --format jsonl > whole.jsonl",
        "assay run api/*.json --changed-since origin/main",
        "assay run --suite lock-in --generator 'mygen {document} --out {out}'",
        "assay run --subject 'node adapter.js' petstore.json --way '*/tcp'",
        "assay run --suite session --subject 'python3 adapter.py' --way async/stdio-lines",
        "assay run --server http://127.0.0.1:8080/rpc petstore.json",
        "assay run --server 'python3 server.py' --framing content-length --method ping",
        "assay run petstore.json --sdk out --ledger known.txt --ratchet origin/main",
    ]

    private static let runDetails = """
        Generates the Python SDK of each OpenRPC document, loads it in an embedded CPython, calls
        every method against a mock server and judges the bytes on the wire and the values that
        came back. Without a document: the generator that an assay.json in the current folder
        describes, else the built-in services with their authored cases.
        Of an OpenRPC document and of an API schema, which is known by its content, it generates
        the Rust dispatch too, compiles it and speaks frames with it, where there is a rustc.
        With --subject it judges a client in any language, through an adapter that speaks the
        subject protocol, on every way that the adapter says it has.
        With --server it judges a JSON-RPC server instead, by raw messages and by the document's
        methods; without a document the server is asked for its own.

        A way is a client and what carries its messages, such as sync/tcp: sync or async, over
        tcp, unix, injected, memory, stdio-lines, stdio-headers or websocket. Whatever the way,
        a call must be the same bytes. Without --way each case is played by sync/tcp; what was
        written by hand, and one case for each method, by async/tcp and over memory besides.
        """

    /// The options that a replay must repeat, in the order of the help.
    static func replayWords(_ arguments: Arguments, seed: UInt64) -> String {
        let names = [
            "python", "sdk", "generator", "dispatch", "subject", "language", "profile", "suite",
            "timeout",
        ]
        let repeated = names.flatMap { name in
            arguments.value(name).map { ["--\(name)", $0] } ?? []
        }
        let words =
            ["--seed", String(seed)] + repeated + arguments.referenceWords
        return (["assay run"] + words.map(RunInfo.quoted)).joined(separator: " ")
    }
}

/// Prints events as they come; progress goes to a terminal's standard error only.
final class RunPrinter: Sendable {
    private struct State {
        var report: ConsoleReport
        var played = 0
        var total = 0
        var document = ""
    }

    private let isConsole: Bool
    private let reports: RunReports
    private let showsProgress: Bool
    private let state: Mutex<State>

    init(isConsole: Bool, showsUnsupported: Bool, _ reports: RunReports) {
        self.isConsole = isConsole
        self.reports = reports
        showsProgress = isatty(STDERR_FILENO) == 1
        state = Mutex(State(report: ConsoleReport(showsUnsupported: showsUnsupported)))
    }

    func print(_ event: Event) {
        state.withLock { state in
            reports.take(event)
            progress(event, &state)
            if isConsole {
                Output.show(state.report.text(for: event))
            } else {
                Output.line(JSONLinesReport.line(for: event))
            }
        }
    }

    private func progress(_ event: Event, _ state: inout State) {
        guard showsProgress else { return }
        switch event {
        case .documentStarted(let info):
            state.document = info.document
            (state.played, state.total) = (0, info.cases)
        case .caseFinished:
            state.played += 1
            let line = "\(state.document)  \(state.played)/\(state.total)"
            Output.progress(line)
        default: Output.progress("")
        }
    }
}
