import Conformance
import EmbeddedPython
import Glibc
import Harness
import Reporting
import Synchronization

extension Command {
    static let run = Command(
        name: "run", operands: "[DOCUMENT …]",
        summary: "generate, import, call and judge the SDK of each document",
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
            .init(
                name: "dispatch", value: "CMD",
                help: "judge this command as the document's inbound dispatch, by frames"),
            .init(
                name: "language", value: "NAMES",
                help: "of the SDK: python, rust, or both with a comma between"),
            .init(
                name: "profile", value: "NAME", help: "of a dispatch: strict (default) or legacy"),
            .init(name: "suite", value: "NAME", help: "play this suite alone: lock-in"),
        ] + Arguments.referenceOptions + [
            .init(name: "jobs", value: "N", help: "cases played at once (default: processors)"),
            .init(name: "seed", value: "N", help: "seed of the sampled values (default: 1)"),
            .init(name: "timeout", value: "S", help: "seconds for one case (default: 10)"),
            .init(name: "format", value: "NAME", help: "console (default) or jsonl"),
            .init(name: "keep", value: "DIR", help: "keep the generated packages there"),
            .init(name: "unsupported", value: nil, help: "list each unsupported case"),
        ] + ServerRunCommand.options,
        examples: [
            "assay run", "assay run petstore.json",
            "assay run petstore.json --only 'sweep/get_pet/*' --keep out",
            "assay run petstore.json --way sync/tcp --way '*/stdio-*'",
            "assay run api/*.json --format jsonl > events.jsonl",
            "assay run --dispatch 'my-dispatch --stdio' api.schema.json --profile legacy",
            "assay run --suite lock-in --generator 'mygen {document} --out {out}'",
            "assay run --server http://127.0.0.1:8080/rpc petstore.json",
            "assay run --server 'python3 server.py' --framing content-length --method ping",
        ]
    ) { arguments throws(UsageError) in
        let format = arguments.value("format") ?? "console"
        guard ["console", "jsonl"].contains(format) else {
            throw UsageError("'--format' is '\(format)'; it is console or jsonl")
        }
        if arguments.has("server") {
            return try ServerRunCommand.run(arguments, isConsole: format == "console")
        }
        try ServerRunCommand.refuseStray(arguments)
        let documents = arguments.operands
        guard
            arguments.value("sdk") == nil || documents.count == 1
                || (documents.isEmpty && arguments.value("suite") != nil)
        else {
            throw UsageError("'--sdk' judges one package; name the one document it was made from")
        }
        var options = RunOptions(version: CommandLineTool.version)
        options.only = arguments.all("only").map(Glob.init)
        options.ways = try ways(arguments)
        options.pythonPath = arguments.value("python")
        options.references = try arguments.references()
        options.sdk = arguments.value("sdk")
        options.generator = try generator(arguments)
        options.suite = try suite(arguments)
        options.dispatch = try dispatch(arguments)
        options.profile = try profile(arguments)
        options.languages = try languages(arguments)
        options.keep = arguments.value("keep")
        options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        options.jobs = try arguments.integer(
            "jobs", in: 1...256, or: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 10))
        options.replay = replayWords(arguments)
        let printer = RunPrinter(
            isConsole: format == "console", showsUnsupported: arguments.has("unsupported"))
        let run = Run(options) { printer.print($0) }
        Interrupt.forward(to: run.control)
        let summary = documents.isEmpty ? run.judgeBuiltIn() : run.judge(documents)
        return summary.exitCode
    }

    private static let runDetails = """
        Generates the Python SDK of each OpenRPC document, loads it in an embedded CPython, calls
        every method against a mock server and judges the bytes on the wire and the values that
        came back. Without a document: the built-in services with their authored cases.
        With --server it judges a JSON-RPC server instead, by raw messages and by the document's
        methods; without a document the server is asked for its own.

        A way is a client and what carries its messages, such as sync/tcp: sync or async, over
        tcp, unix, injected, memory, stdio-lines, stdio-headers or websocket. Whatever the way,
        a call must be the same bytes. Without --way each case is played by sync/tcp; what was
        written by hand, and one case for each method, by async/tcp and over memory besides.
        """

    /// The ways asked for; a word that stands for none is a slip.
    private static func ways(_ arguments: Arguments) throws(UsageError) -> [Glob] {
        let words = arguments.all("way").flatMap { $0.split(separator: ",").map(String.init) }
        let globs = words.map { Glob($0 == "all" ? "*" : $0) }
        if globs.isEmpty, arguments.has("way") {
            throw UsageError("'--way' names no way; it takes globs, such as 'async/*', or all")
        }
        for glob in globs where !Way.all.contains(where: { glob.matches($0.description) }) {
            let names = Way.all.map(\.description).joined(separator: ", ")
            throw UsageError("no way is called '\(glob.text)'; there is \(names), and all")
        }
        return globs
    }

    private static func suite(_ arguments: Arguments) throws(UsageError) -> RunOptions.Suite? {
        guard let name = arguments.value("suite") else { return nil }
        if let suite = RunOptions.Suite(rawValue: name) { return suite }
        let names = RunOptions.Suite.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("no suite is called '\(name)'; there is \(names)")
    }

    private static func dispatch(_ arguments: Arguments) throws(UsageError) -> String? {
        guard let command = arguments.value("dispatch") else { return nil }
        for other in ["sdk", "generator", "suite"] where arguments.value(other) != nil {
            throw UsageError("'--dispatch' and '--\(other)' judge different things; give one")
        }
        guard !arguments.operands.isEmpty else {
            throw UsageError("'--dispatch' is judged by a document; name it")
        }
        return command
    }

    private static func languages(
        _ arguments: Arguments
    ) throws(UsageError) -> Set<RunOptions.Language>? {
        guard let text = arguments.value("language") else { return nil }
        var languages: Set<RunOptions.Language> = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let language = RunOptions.Language(rawValue: String(name)) else {
                throw UsageError("'--language' is '\(text)'; it is python, rust or python,rust")
            }
            languages.insert(language)
        }
        return languages
    }

    private static func profile(_ arguments: Arguments) throws(UsageError) -> DispatchManner {
        guard let name = arguments.value("profile") else { return .strict }
        guard let profile = DispatchManner(rawValue: name) else {
            throw UsageError("'--profile' is '\(name)'; it is strict or legacy")
        }
        return profile
    }

    private static func generator(_ arguments: Arguments) throws(UsageError) -> String? {
        guard let text = arguments.value("generator") else { return nil }
        guard arguments.value("sdk") == nil else {
            throw UsageError("'--generator' and '--sdk' both name what to judge; give one of them")
        }
        guard ["{document}", "{out}"].allSatisfy(text.contains) else {
            throw UsageError("'--generator' is a command with {document} and {out} among its words")
        }
        return text
    }

    /// The options that a replay must repeat, in the order of the help.
    private static func replayWords(_ arguments: Arguments) -> String {
        let names = [
            "python", "sdk", "generator", "dispatch", "language", "profile", "suite", "timeout",
        ]
        let repeated = names.flatMap { name in
            arguments.value(name).map { ["--\(name)", $0] } ?? []
        }
        let words =
            ["--seed", arguments.value("seed") ?? "1"] + repeated + arguments.referenceWords
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
    private let showsProgress: Bool
    private let state: Mutex<State>

    init(isConsole: Bool, showsUnsupported: Bool) {
        self.isConsole = isConsole
        showsProgress = isatty(STDERR_FILENO) == 1
        state = Mutex(State(report: ConsoleReport(showsUnsupported: showsUnsupported)))
    }

    func print(_ event: Event) {
        state.withLock { state in
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
