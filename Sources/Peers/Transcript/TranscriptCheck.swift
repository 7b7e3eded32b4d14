import JSONRPC
import WireJSON

/// What a document says to a recorded turn.
package struct TranscriptFinding: Sendable {
    /// The permanent id of what is wrong.
    package enum Rule: String, Sendable, CaseIterable {
        case unknownMethod = "transcript.unknown-method"
        case invalidParams = "transcript.invalid-params"
        case invalidResult = "transcript.invalid-result"
        case undeclaredError = "transcript.undeclared-error"
        case noReply = "transcript.no-reply"
        case strayReply = "transcript.stray-reply"
        case malformed = "transcript.malformed"
    }

    package var rule: Rule
    /// One phrase in the house wording.
    package var message: String
    /// The line of the file.
    package var line: Int
}

/// What a document says to whole transcripts, in numbers.
package struct TranscriptTally: Sendable {
    package var turns = 0
    package var validResults = 0
    package var invalidResults = 0
    /// The schema of the result could not be decided, or there is none.
    package var undecidedResults = 0
    package var declaredErrors = 0
    package var undeclaredErrors = 0
    /// Params that the document refuses, and so did the service.
    package var refusedParams = 0

    package init() {}
}

extension Transcript {
    /// Holds every turn against a document: the method is known, the params are valid unless the
    /// service refused them, the result is valid, the error's code is declared.
    package func findings(
        against document: MockDocument, tally: inout TranscriptTally
    ) -> [TranscriptFinding] {
        var findings: [TranscriptFinding] = []
        for turn in turns.flatMap(\.parts) {
            tally.turns += 1
            guard case .request(let request) = JSONRPC.Message.read(turn.request.value) else {
                // What is no request was sent on purpose; that it was refused is for others to say.
                if let reply = turn.reply, reply.value["error"] == nil {
                    findings.append(
                        .init(
                            rule: .malformed, message: "what is no request got a result",
                            line: reply.line))
                }
                continue
            }
            findings += Self.findings(request, turn, document, &tally)
        }
        return findings
    }

    private static func findings(
        _ request: Request, _ turn: Turn, _ document: MockDocument, _ tally: inout TranscriptTally
    ) -> [TranscriptFinding] {
        let (name, line) = (request.method, turn.request.line)
        guard let codes = document.declaredCodes(of: name) else {
            if name == "rpc.discover" || turn.reply?.value["error"]?["code"]?.int == -32601 {
                return []
            }
            return [
                .init(rule: .unknownMethod, message: "no method '\(name)' is declared", line: line)
            ]
        }
        guard let reply = turn.reply else {
            return request.isNotification
                ? [] : [.init(rule: .noReply, message: "'\(name)' has no reply", line: line)]
        }
        if request.isNotification {
            let message = "the notification '\(name)' got a reply"
            return [.init(rule: .strayReply, message: message, line: reply.line)]
        }
        let objection = document.objection(to: request.params, of: name)
        switch Response.Outcome(reply.value) {
        case nil:
            let message = "the reply to '\(name)' has neither a result nor an error with a code"
            return [.init(rule: .malformed, message: message, line: reply.line)]
        case .error(let error):
            if objection != nil { tally.refusedParams += 1 }
            if codes.contains(error.code) {
                tally.declaredErrors += 1
                return []
            }
            tally.undeclaredErrors += 1
            let message = "'\(name)' declares no error \(error.code) ('\(error.message.shortened)')"
            return [.init(rule: .undeclaredError, message: message, line: reply.line)]
        case .result(let result):
            return paramsFinding(objection, name, line)
                + resultFinding(result, name, reply.line, document, &tally)
        }
    }

    private static func paramsFinding(_ objection: JSONValue?, _ name: String, _ line: Int)
        -> [TranscriptFinding]
    {
        guard let objection else { return [] }
        let place = objection["at"]?.string ?? ""
        let problem = objection["problem"]?.string ?? ""
        let message = "'\(name)' took params that its document refuses: '\(place)' \(problem)"
        return [.init(rule: .invalidParams, message: message, line: line)]
    }

    private static func resultFinding(
        _ result: JSONValue, _ name: String, _ line: Int, _ document: MockDocument,
        _ tally: inout TranscriptTally
    ) -> [TranscriptFinding] {
        switch document.verdict(onResult: result, of: name) {
        case nil, .undecided:
            tally.undecidedResults += 1
            return []
        case .valid:
            tally.validResults += 1
            return []
        case .refused(let finding):
            tally.invalidResults += 1
            let message =
                "the result of '\(name)' is not valid: '\(finding.at)' \(finding.problem) "
                + "(\(finding.keyword) of \(finding.schema.fragment))"
            return [.init(rule: .invalidResult, message: message, line: line)]
        }
    }
}
