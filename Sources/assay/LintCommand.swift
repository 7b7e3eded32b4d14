import Diagnostics
import Glibc
import Harness
import Lint
import Reporting

extension Command {
    static let lint = Command(
        name: "lint", operands: "[DOCUMENT …]",
        summary: "judge OpenRPC documents by the specification",
        details: """
            Judges each OpenRPC document, rule by rule: JSON itself, the official meta-schema of its
            version, the specification's prose, and what SDKs need. 'spec-conflict' notes are where
            the specification contradicts itself. '-' is standard input; without a document:
            openrpc.json. The nearest assay.json above a document weighs rules and ignores findings.
            Exit code 1 stands for a finding above --max-severity, 2 for a document that is no JSON,
            64 also for a configuration that is wrong. 'assay explain RULE' tells about a rule.
            """,
        options: [
            .init(
                name: "format", value: "NAME", help: "console (default), jsonl, sarif or github"),
            .init(name: "output", value: "FILE", help: "write the report there, counts here"),
            .init(
                name: "fix", value: nil, help: "make the fixes that do no harm; of '-' to stdout"),
            .init(name: "list", value: nil, help: "list the rules instead"),
            .init(
                name: "layer", value: "NAMES",
                help: "hold only these: json,structure,prose,sdk,spec-conflict"),
            .init(
                name: "only", value: "GLOB", help: "hold only rules whose id matches; repeatable"),
            .init(name: "rule", value: "GLOB", help: "the same as --only"),
            .init(
                name: "max-severity", value: "NAME",
                help: "none, note, warning (default) or error: the worst that is no failure"),
            .init(
                name: "refs", value: "DIR", help: "copies of the texts that http references name"),
            .init(name: "config", value: "FILE", help: "this configuration for every document"),
            .init(
                name: "no-examples", value: nil, help: "ask no validator; its rules are skipped"),
            .init(
                name: "metaschema", value: "FILE", help: "a validator's opinion by this meta-schema"
            ),
            .init(name: "today", value: "DATE", help: "the day that ignores are held against"),
        ],
        examples: [
            "assay lint", "assay lint api/*.json --layer structure,prose",
            "assay lint openrpc.json --fix",
            "assay lint openrpc.json --format sarif --output lint.sarif",
            "assay lint --list",
        ]
    ) { arguments throws(UsageError) in
        let options = try lintOptions(arguments)
        if arguments.has("list") {
            Output.show(RuleText.list(options.rules))
            return ExitCode.asExpected
        }
        let format = try lintFormat(arguments)
        let documents = try lintDocuments(arguments)
        let run = LintRun(options, documents: documents)
        guard run.problems.isEmpty else {
            for problem in run.problems { Output.complain("\(problem)") }
            return ExitCode.usage
        }
        Interrupt.end { LintRun.abandon(status: $0) }
        let sendsDocument = options.isMending && documents == ["-"]
        return lint(run, format, to: arguments.value("output"), sendsDocument)
    }

    private static func lint(
        _ run: LintRun, _ format: LintFormat, to file: String?, _ sendsDocument: Bool
    ) -> Int32 {
        var report = LintReport(format)
        var counts = LintReport(.console)
        var text = ""
        // The document itself goes to standard output then, and nothing else.
        let say = sendsDocument ? Output.complain(unended:) : Output.show
        let summary = run.lint { event in
            let piece = report.text(for: event)
            if file == nil { return say(piece) }
            text += piece
            if case .finished = event { say(counts.text(for: event)) }
        }
        if sendsDocument, let document = run.mendedInput { Output.show(bytes: document) }
        if let file {
            do throws(HarnessFault) {
                try ReportFile.write(text, to: file)
            } catch {
                Output.complain("assay: \(error)")
                return ExitCode.inconclusive
            }
        }
        return summary.exitCode
    }

    private static func lintOptions(_ arguments: Arguments) throws(UsageError) -> LintOptions {
        var options = LintOptions(version: CommandLineTool.version)
        options.rules = try lintRules(arguments)
        options.references = arguments.value("refs")
        options.configuration = arguments.value("config")
        options.isMending = arguments.has("fix")
        options.asksValidator = !arguments.has("no-examples")
        options.metaschema = arguments.value("metaschema")
        options.tolerated = try tolerated(arguments.value("max-severity"))
        if let today = arguments.value("today") {
            guard let day = CalendarDay(today) else {
                throw UsageError("'--today' is '\(today)'; it is a day such as 2027-03-31")
            }
            options.today = day
        }
        return options
    }

    private static func lintRules(_ arguments: Arguments) throws(UsageError) -> [Rule] {
        var layers: Set<String> = []
        let known = Rule.Layer.allCases.filter { $0 != .around }.map(\.rawValue)
        for name in arguments.all("layer").flatMap({ $0.split(separator: ",").map(String.init) }) {
            guard known.contains(name) else {
                let near = Closest.match(name, among: known)
                let hint = near.map { "did you mean '\($0)'?" } ?? known.joined(separator: ", ")
                throw UsageError("no layer is named '\(name)'; \(hint)")
            }
            layers.insert(name)
        }
        var rules = Rule.all.filter { layers.isEmpty || layers.contains($0.layer.rawValue) }
        let globs = (arguments.all("only") + arguments.all("rule")).map(Wildcard.init)
        for glob in globs where !Rule.all.contains(where: { glob.matches($0.id) }) {
            let hint = Rule.near(glob.text).map { "did you mean '\($0)'?" }
            throw UsageError(
                "no rule matches '\(glob.text)'; \(hint ?? "'assay lint --list' shows all")")
        }
        rules = rules.filter { rule in
            globs.isEmpty || globs.contains { $0.matches(rule.id) }
        }
        if rules.isEmpty { throw UsageError("no rule is in these layers and matches '--only'") }
        return rules
    }

    private static func tolerated(_ name: String?) throws(UsageError) -> Severity? {
        guard let name else { return .warning }
        if name == "none" { return nil }
        guard let severity = Severity(rawValue: name) else {
            throw UsageError("'--max-severity' is '\(name)'; it is none, note, warning or error")
        }
        return severity
    }

    private static func lintFormat(_ arguments: Arguments) throws(UsageError) -> LintFormat {
        let name = arguments.value("format") ?? LintFormat.console.rawValue
        guard let format = LintFormat(rawValue: name) else {
            throw UsageError("'--format' is '\(name)'; it is console, jsonl, sarif or github")
        }
        return format
    }

    /// The documents that are named, or the one that the specification gives a name.
    private static func lintDocuments(_ arguments: Arguments) throws(UsageError) -> [String] {
        var documents = arguments.operands
        if documents.isEmpty {
            guard access("openrpc.json", F_OK) == 0 else {
                throw UsageError("no document is named, and there is no 'openrpc.json' here")
            }
            documents = ["openrpc.json"]
        }
        if documents.contains("-"), documents.count > 1 {
            throw UsageError("'-' is standard input; lint it without other documents")
        }
        return documents
    }
}
