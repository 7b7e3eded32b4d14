import Conformance
import Glibc
import Harness

/// `assay run --suite session`: a client on streams against scripted peers.
enum SessionRunCommand {
    /// The name of the suite.
    static let suite = "session"

    /// The options that mean something for this suite alone.
    static let options: [Arguments.Option] = [
        .init(
            name: "cases", value: "DIR",
            help: "of the session suite: play the cases of this folder too; repeatable")
    ]

    /// What of other runs means nothing here.
    private static let foreign = [
        "sdk", "generator", "dispatch", "language", "profile", "keep", "server", "python", "seed",
        "fresh", "config", "shard", "resume", "changed-since", "refs", "opaque-references",
    ]

    static func run(_ arguments: Arguments, isConsole: Bool) throws(UsageError) -> Int32 {
        if let stray = foreign.first(where: arguments.has) {
            throw UsageError("'--\(stray)' is no option of the session suite")
        }
        guard arguments.operands.isEmpty else {
            throw UsageError("the session suite judges no document; it takes '--subject CMD'")
        }
        var options = SessionRunOptions(version: CommandLineTool.version)
        options.subject = arguments.value("subject")
        options.cases = arguments.all("cases")
        options.transcripts = arguments.all("transcript")
        options.only = arguments.all("only").map(Glob.init)
        options.ways = try Command.ways(arguments)
        options.jobs = try arguments.integer(
            "jobs", in: 1...256, or: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 5))
        options.ledger = try arguments.ledgerOrder()
        options.floor = try arguments.floor()
        options.replay = replay(arguments)
        let reports = try RunReports(arguments)
        let printer = RunPrinter(
            isConsole: isConsole, showsUnsupported: arguments.has("unsupported"), reports)
        let run = SessionRun(options) { printer.print($0) }
        Interrupt.forward(to: run.control)
        return reports.write(exitCode: run.judge().exitCode)
    }

    /// Options of the suite are no use without it.
    static func refuseStray(_ arguments: Arguments) throws(UsageError) {
        if let stray = options.first(where: { arguments.has($0.name) }) {
            throw UsageError("'--\(stray.name)' is about sessions; give --suite \(suite)")
        }
    }

    private static func replay(_ arguments: Arguments) -> String {
        var words = ["--suite", suite]
        if let command = arguments.value("subject") { words += ["--subject", command] }
        for name in ["cases", "transcript"] {
            words += arguments.all(name).flatMap { ["--\(name)", $0] }
        }
        if let seconds = arguments.value("timeout") { words += ["--timeout", seconds] }
        return (["assay run"] + words.map(RunInfo.quoted)).joined(separator: " ")
    }
}
