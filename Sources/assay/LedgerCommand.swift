import Conformance
import Diagnostics
import Glibc
import Harness
import Reporting

extension Command {
    static let ledger = Command(
        name: "ledger", operands: "accept|prune|why …",
        summary: "write, tidy and explain the ledger of known failures, from recorded runs",
        details: """
            A ledger has a line for each known failure: id, issue, last day, signature, reason. Of the
            recorded runs EVENTS ('assay run --report jsonl=EVENTS') several are merged first.

            accept EVENTS …    writes lines for failures that have none, of the cases that --only and
                               --signature choose. Lines that stand there are left alone; exits 1 when
                               one of them contradicts the run.
            prune EVENTS …     removes lines whose cases passed, and lines of no case where the run
                               played all. What a part of a run does not hold is kept.
            why ID [EVENTS …]  tells what a line says, what its signature means, and what was seen.

            The file is replaced in one step; remarks and all other lines stay as they are.
            """,
        options: [
            .init(name: "ledger", value: "FILE", help: "the ledger; accept makes it if need be"),
            .init(
                name: "issue", value: "ISSUE",
                help: "of accept: where it is dealt with (default: -)"
            ),
            .init(name: "until", value: "DAY", help: "of accept: the last day, as 2027-03-31"),
            .init(name: "reason", value: "TEXT", help: "of accept: what is wrong, on one line"),
            .init(
                name: "only", value: "GLOB", help: "of accept: ids that match; repeatable"),
            .init(
                name: "signature", value: "GLOB",
                help: "of accept: failures whose signature matches; repeatable"),
        ],
        examples: [
            "assay ledger accept events.jsonl --ledger known.txt --issue '#41' --until 2027-03-31 "
                + "--reason 'drops data when it is an object' --only 'errors/*'",
            "assay ledger prune events.jsonl --ledger known.txt",
            "assay ledger why errors/data-reaches-caller --ledger known.txt",
        ]
    ) { arguments throws(UsageError) in
        let verbs: [String: LedgerCommand.Verb] = [
            "accept": { (command) throws(UsageError) in try command.accept() },
            "prune": { (command) throws(UsageError) in try command.prune() },
            "why": { (command) throws(UsageError) in try command.why() },
        ]
        let word = arguments.operands.first ?? ""
        guard let verb = verbs[word] else {
            let near = Closest.match(word, among: verbs.keys.sorted())
            let hint = near.map { "; did you mean '\($0)'?" } ?? ""
            throw UsageError(
                word.isEmpty
                    ? "ledger takes accept, prune or why"
                    : "ledger takes accept, prune or why, not '\(word)'\(hint)")
        }
        return try verb(LedgerCommand(arguments))
    }
}

/// `assay ledger`, with the words behind its verb.
private struct LedgerCommand {
    typealias Verb = (LedgerCommand) throws(UsageError) -> Int32

    private let arguments: Arguments
    private let path: String
    private let words: [String]

    init(_ arguments: Arguments) throws(UsageError) {
        self.arguments = arguments
        words = Array(arguments.operands.dropFirst())
        guard let path = arguments.value("ledger") else {
            throw UsageError("ledger needs the file; name it with --ledger")
        }
        self.path = path
        guard words.count(where: { $0 == "-" }) < 2 else {
            throw UsageError("'-' is standard input, which is read once")
        }
    }

    func accept() throws(UsageError) -> Int32 {
        let terms = try terms()
        guard let outcomes = try outcomes(words, of: "accept") else {
            return ExitCode.documentRefused
        }
        guard var text = text(orNew: true) else { return ExitCode.documentRefused }
        let ids = arguments.all("only").map(Glob.init)
        let signatures = arguments.all("signature").map(Glob.init)
        let isMeant = { (outcome: Outcome) in
            (ids.isEmpty || ids.contains { $0.matches(outcome.id) })
                && (signatures.isEmpty
                    || signatures.contains { $0.matches(outcome.signature?.description ?? "") })
        }
        let failed = outcomes.filter { $0.verdict == .failed }
        guard !failed.contains(where: { $0.signature == nil }) else {
            Output.complain("assay: the record tells no signatures; run it again with this assay")
            return ExitCode.documentRefused
        }
        let written = text.accept(outcomes, terms, where: isMeant)
        let contradicted = text.contradicted(failed.filter(isMeant), today: .today)
        for (outcome, entry) in contradicted {
            let seen = outcome.signature.map(\.description) ?? ""
            Output.complain(
                Diagnostic(
                    .error, rule: "ledger.stands",
                    "'\(entry.scope)' stands here until \(entry.expiry.text) with "
                        + "'\(entry.signature)', and fails with '\(seen)'; edit or remove the line",
                    at: entry.span))
        }
        let code = written.isEmpty ? ExitCode.asExpected : write(text)
        guard code == ExitCode.asExpected else { return code }
        for scope in written { Output.line("accepted \(scope)") }
        Output.line("\(written.count) line\(written.count == 1 ? "" : "s") written to \(path)")
        return contradicted.isEmpty ? ExitCode.asExpected : ExitCode.subjectFailed
    }

    func prune() throws(UsageError) -> Int32 {
        try refuse(["issue", "until", "reason", "only", "signature"], of: "prune")
        guard let record = try record(words, of: "prune"), var text = text(orNew: false) else {
            return ExitCode.documentRefused
        }
        let isSelection = record.info?.isSelection ?? true
        let isCut = record.isPartial || record.end?.inconclusive != nil || !record.refusals.isEmpty
        let isWhole = !isSelection && !isCut && record.skips.isEmpty
        let removed = text.prune(record.outcomes, isWhole: isWhole)
        let code = removed.isEmpty ? ExitCode.asExpected : write(text)
        guard code == ExitCode.asExpected else { return code }
        for (entry, why) in removed { Output.line("removed \(entry.scope): \(why)") }
        Output.line("\(removed.count) lines removed from \(path)")
        if !isWhole {
            Output.complain("note: the run did not play all cases; lines of no case are kept")
        }
        return ExitCode.asExpected
    }

    func why() throws(UsageError) -> Int32 {
        try refuse(["issue", "until", "reason", "only", "signature"], of: "why")
        guard let id = words.first else { throw UsageError("why takes the id of a line") }
        guard let text = text(orNew: false) else { return ExitCode.documentRefused }
        let all = text.ledger.entries
        let entries = all.filter { $0.scope.id == id || $0.scope.description == id }
        guard !entries.isEmpty else {
            let near = Closest.match(id, among: all.map(\.scope.id))
            let hint = near.map { "; did you mean '\($0)'?" } ?? ""
            Output.complain("assay: '\(path)' has no line for '\(id)'\(hint)")
            return ExitCode.subjectFailed
        }
        var record: RunRecord?
        if words.count > 1 {
            record = RecordFile.merged(Array(words.dropFirst()))
            if record == nil { return ExitCode.documentRefused }
        }
        let texts = entries.map {
            LedgerExplanation($0, of: text.ledger, record, today: .today).text
        }
        Output.show(texts.joined(separator: "\n"))
        return ExitCode.asExpected
    }

    // What the verbs share.

    private func refuse(_ names: [String], of verb: String) throws(UsageError) {
        if let stray = names.first(where: arguments.has) {
            throw UsageError("'--\(stray)' is of accept; \(verb) does not take it")
        }
    }

    private func terms() throws(UsageError) -> LedgerText.Terms {
        let issue = arguments.value("issue") ?? "-"
        guard !issue.isEmpty, !issue.contains(where: \.isWhitespace) else {
            throw UsageError("'--issue' is one word, such as '#41'")
        }
        let day = arguments.value("until")
        guard let day, let expiry = Day(day) else {
            throw UsageError("accept needs the last day of its lines: --until 2027-03-31")
        }
        guard expiry >= .today else {
            throw UsageError("'--until' is '\(day)', which is over; name a day to come")
        }
        let reason = arguments.value("reason") ?? ""
        guard reason.contains(where: { !$0.isWhitespace }), !reason.contains(where: \.isNewline)
        else { throw UsageError("accept needs what is wrong, on one line: --reason TEXT") }
        return LedgerText.Terms(
            issue: issue, expiry: expiry,
            reason: String(reason.drop(while: \.isWhitespace)))
    }

    private func record(_ files: [String], of verb: String) throws(UsageError) -> RunRecord? {
        guard !files.isEmpty else {
            throw UsageError("\(verb) takes files of events; name one, or - for standard input")
        }
        return RecordFile.merged(files)
    }

    private func outcomes(_ files: [String], of verb: String) throws(UsageError) -> [Outcome]? {
        try record(files, of: verb)?.outcomes
    }

    /// The ledger's text; nil when it is refused, which has then been said.
    private func text(orNew mayBeNew: Bool) -> LedgerText? {
        let bytes: [UInt8]
        if mayBeNew, access(path, F_OK) != 0, errno == ENOENT {
            bytes = []
        } else {
            switch DocumentFile.read(path) {
            case .failure(let refusal):
                Output.complain(refusal.diagnostic)
                return nil
            case .success(let read): bytes = read
            }
        }
        let (text, diagnostics) = LedgerText.read(bytes, file: path)
        for diagnostic in diagnostics { Output.complain(diagnostic) }
        return text
    }

    private func write(_ text: LedgerText) -> Int32 {
        do throws(HarnessFault) {
            try ReportFile.write(String(decoding: text.bytes, as: UTF8.self), to: path)
            return ExitCode.asExpected
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }
}
