import Glibc
import Harness
import Peers
import WireJSON

extension Command {
    static let transcript = Command(
        name: "transcript", operands: "DOCUMENT FILE...",
        summary: "hold recorded calls and replies against the document",
        details: """
            Reads transcripts ('.io' with '>>' and '<<', or JSON Lines with 'api.request') and says
            of every turn whether its document allows it: the method is declared, the params are
            valid (unless the service refused them), so is the result, and an error has a declared
            code. A folder stands for the transcripts below it. Findings are lines on standard
            output, numbers come last; a finding makes the exit code 1.
            """,
        options: [
            .init(
                name: "ignore", value: "RULE",
                help: "let pass what a rule finds, such as transcript.undeclared-error")
        ],
        examples: [
            "assay transcript petstore.json calls.io", "assay transcript openrpc.json tests/",
        ]
    ) { arguments throws(UsageError) in
        guard let path = arguments.operands.first, arguments.operands.count > 1 else {
            throw UsageError("transcript takes a document, then transcripts or folders of them")
        }
        let ignored = arguments.all("ignore")
        let rules = TranscriptFinding.Rule.allCases.map(\.rawValue)
        if let unknown = ignored.first(where: { !rules.contains($0) }) {
            throw UsageError(
                "'--ignore' is '\(unknown)'; the rules are \(rules.joined(separator: ", "))")
        }
        guard let document = Serving.readJSON(path)?.1 else { return ExitCode.documentRefused }
        let files = arguments.operands.dropFirst().flatMap(TranscriptFile.below)
        guard !files.isEmpty else {
            Output.complain("assay: no transcript is there")
            return ExitCode.documentRefused
        }
        return check(files, MockDocument(document, seed: 1), ignored)
    }

    private static func check(_ files: [String], _ document: MockDocument, _ ignored: [String])
        -> Int32
    {
        var tally = TranscriptTally()
        var counts: [TranscriptFinding.Rule: Int] = [:]
        for file in files {
            guard let transcript = TranscriptFile.read(file) else {
                return ExitCode.documentRefused
            }
            for finding in transcript.findings(against: document, tally: &tally) {
                counts[finding.rule, default: 0] += 1
                if ignored.contains(finding.rule.rawValue) { continue }
                Output.line(
                    "\(file):\(finding.line): \(CallSummary.visible(finding.message, most: 400)) "
                        + "[\(finding.rule.rawValue)]")
            }
        }
        Output.line(
            "\(files.count) transcripts, \(tally.turns) turns: "
                + "results \(tally.validResults) valid, "
                + "\(tally.invalidResults) not, \(tally.undecidedResults) undecided; error codes "
                + "\(tally.declaredErrors) declared, \(tally.undeclaredErrors) not; params "
                + "\(tally.refusedParams) refused by document and service alike")
        if tally.turns == 0 {
            Output.complain("assay: the transcripts hold no call")
            return ExitCode.inconclusive
        }
        let isFound = counts.keys.contains { !ignored.contains($0.rawValue) }
        return isFound ? ExitCode.subjectFailed : ExitCode.asExpected
    }
}
