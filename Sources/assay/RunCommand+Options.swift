import Conformance
import Glibc
import Harness

// What `assay run` is asked for, held against what there is.

extension Command {
    static let dispatchOptions: [Arguments.Option] = [
        .init(
            name: "subject", value: "CMD",
            help: "judge the client behind this adapter, by the subject protocol"),
        .init(
            name: "dispatch", value: "CMD",
            help: "judge this command as the document's inbound dispatch, by frames"),
        .init(
            name: "language", value: "NAMES",
            help: "judge python, rust or python,rust (default: what there is and can run)"),
        .init(name: "profile", value: "NAME", help: "of a dispatch: strict (default) or legacy"),
        .init(
            name: "fresh", value: nil,
            help: "play again what passed before, though nothing has changed"),
    ]

    static func runOptions(
        _ arguments: Arguments, _ plan: GeneratorPlan? = nil
    ) throws(UsageError) -> RunOptions {
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
        options.subject = try subject(arguments)
        options.profile = try profile(arguments)
        options.languages = try languages(arguments)
        options.isFresh = arguments.has("fresh")
        options.keep = arguments.value("keep")
        options.ledger = try arguments.ledgerOrder(plan?.ledger)
        options.floor = try arguments.floor()
        options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max, or: 1))
        options.jobs = try arguments.integer(
            "jobs", in: 1...256, or: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 10))
        if let plan { options.take(plan, keepingSeed: arguments.has("seed")) }
        options.replay = replayWords(arguments, seed: options.seed)
        if let plan { options.replay += " --config \(RunInfo.quoted(plan.path))" }
        try takeParts(arguments, to: &options)
        return options
    }

    /// The ways asked for; a word that stands for none is a slip.
    static func ways(_ arguments: Arguments) throws(UsageError) -> [Glob] {
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
        let known = RunOptions.Suite.allCases.map(\.rawValue) + [SessionRunCommand.suite]
        let names = known.joined(separator: ", ")
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

    private static func subject(_ arguments: Arguments) throws(UsageError) -> String? {
        let others = ["sdk", "generator", "suite", "dispatch", "language", "profile", "keep"]
        guard let command = arguments.value("subject") else { return nil }
        for other in others where arguments.has(other) {
            throw UsageError("'--subject' judges a client as it is, without '--\(other)'")
        }
        do {
            _ = try SubjectCommand(command)
        } catch {
            throw UsageError("'--subject': \(error)")
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
}
