import Diagnostics
import Harness
import Reporting

extension Command {
    static let report = Command(
        name: "report", operands: "render|merge|diff EVENTS …",
        summary: "tell recorded runs in other forms, join them, compare them",
        details: """
            Reads what 'assay run --format jsonl' has written; '-' is standard input.

            render  one run as JUnit, TAP 14, SARIF 2.1.0, Markdown, GitHub annotations or one page
                    of HTML; several files are merged first. Exits 0 when it has rendered, whatever
                    the verdict.
            merge   the parts of one run, played apart, as one stream. The same case with two
                    verdicts, another version, another seed or other documents are refused; exits
                    3 when a part is missing or was cut off, 1 when no part compared anything.
            diff    OLD and NEW: what newly fails, newly passes, is gone, is new. Exits 1 when
                    something newly fails, 3 when the new run is partial or inconclusive.

            A stream without its end is a partial run: it is rendered, and is green in no form.
            """,
        options: [
            .init(
                name: "format", value: "NAME",
                help: "of render: junit, tap, sarif, markdown, github or html"),
            .init(name: "out", value: "FILE", help: "write there, in one step, not to the output"),
            .init(
                name: "baseline", value: "EVENTS",
                help: "of SARIF: an earlier run; each result says whether it is new"),
        ],
        examples: [
            "assay report render --format html events.jsonl --out report.html",
            "assay run petstore.json --format jsonl | assay report render --format junit -",
            "assay report render --format sarif events.jsonl --baseline main.jsonl",
            "assay report merge shard-1.jsonl shard-2.jsonl --out events.jsonl",
            "assay report diff main.jsonl events.jsonl",
        ]
    ) { arguments throws(UsageError) in
        let verbs: [String: ReportCommand.Verb] = [
            "render": { (command) throws(UsageError) in try command.render() },
            "merge": { (command) throws(UsageError) in try command.merge() },
            "diff": { (command) throws(UsageError) in try command.diff() },
        ]
        let word = arguments.operands.first ?? ""
        guard let verb = verbs[word] else {
            let near = Closest.match(word, among: Array(verbs.keys))
            let hint = near.map { "; did you mean '\($0)'?" } ?? ""
            throw UsageError(
                word.isEmpty
                    ? "report takes render, merge or diff, then files of events"
                    : "report takes render, merge or diff, not '\(word)'\(hint)")
        }
        return try verb(ReportCommand(arguments))
    }
}

/// `assay report`, with the words behind its verb.
private struct ReportCommand {
    typealias Verb = (ReportCommand) throws(UsageError) -> Int32

    private let arguments: Arguments
    private let files: [String]

    init(_ arguments: Arguments) throws(UsageError) {
        self.arguments = arguments
        files = Array(arguments.operands.dropFirst())
        let inputs = files + arguments.all("baseline")
        guard inputs.count(where: { $0 == "-" }) < 2 else {
            throw UsageError("'-' is standard input, which is read once")
        }
    }

    func render() throws(UsageError) -> Int32 {
        let names = RunFormat.allCases.map(\.rawValue).joined(separator: ", ")
        guard let name = arguments.value("format") else {
            throw UsageError("render needs a form: --format \(names)")
        }
        guard let format = RunFormat(rawValue: name) else {
            throw UsageError("'--format' is '\(name)'; it is one of \(names)")
        }
        guard !files.isEmpty else { throw UsageError("render takes files of events; name one") }
        guard let record = RecordFile.merged(files) else { return ExitCode.documentRefused }
        var report = RunReport(record)
        report.lookUp()
        if let path = arguments.value("baseline") {
            guard let baseline = RecordFile.merged([path]) else { return ExitCode.documentRefused }
            report.baseline = baseline
        }
        return write(report.text(format))
    }

    func merge() throws(UsageError) -> Int32 {
        try refuse(["format", "baseline"], of: "merge")
        guard !files.isEmpty else { throw UsageError("merge takes files of events; name some") }
        guard let record = RecordFile.merged(files, asWhole: true) else {
            return ExitCode.documentRefused
        }
        for gap in record.gaps { Output.complain("note: partial: \(gap)") }
        let code = write(record.lines.map { $0 + "\n" }.joined())
        guard code == ExitCode.asExpected else { return code }
        if record.isPartial { return ExitCode.inconclusive }
        // Each part may have been empty, and thought that the others were not.
        guard record.comparesNothing else { return code }
        Output.complain("assay: no part compared anything; see what was asked for with '--only'")
        return ExitCode.subjectFailed
    }

    func diff() throws(UsageError) -> Int32 {
        try refuse(["format", "baseline"], of: "diff")
        guard files.count == 2 else { throw UsageError("diff takes two runs, OLD and NEW") }
        guard let old = RecordFile.merged([files[0]]),
            let new = RecordFile.merged([files[1]])
        else {
            return ExitCode.documentRefused
        }
        let diff = RunDiff(from: old, to: new)
        let code = write(diff.text)
        return code == ExitCode.asExpected ? Int32(diff.exitCode) : code
    }

    private func refuse(_ names: [String], of verb: String) throws(UsageError) {
        if let stray = names.first(where: arguments.has) {
            throw UsageError("'--\(stray)' is of render; \(verb) does not take it")
        }
    }

    private func write(_ text: String) -> Int32 {
        guard let path = arguments.value("out"), path != "-" else {
            Output.show(text)
            return ExitCode.asExpected
        }
        do throws(HarnessFault) {
            try ReportFile.write(text, to: path)
            return ExitCode.asExpected
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }
}
