import WireJSON

/// Holds what both ends of a call saw against each other's language: the client's call must be
/// accepted, its handler must see the same JSON, and the caller must get what the handler gave.
package enum LoopJudge {
    private static let requirements = ["G25"]

    /// The report of one played case.
    package static func report(_ transcript: LoopTranscript) -> CaseReport {
        var report = CaseReport(
            id: transcript.subject.id, title: transcript.subject.title,
            requirements: requirements, verdict: .passed, calls: transcript.handled.count)
        report.methods = [transcript.subject.step.method]
        let findings = [
            ("loop.accepted", accepted(transcript)), ("loop.handled", handled(transcript)),
            ("loop.answered", answered(transcript)),
        ]
        report.judgements = findings.map {
            Judgement(check: $0, requirements: requirements, finding: $1)
        }
        if !report.violations.isEmpty { report.verdict = .failed }
        return report
    }

    /// The report of a case that could not be played, with the reason.
    package static func report(
        _ subject: LoopCase, _ verdict: Verdict, because reason: String
    ) -> CaseReport {
        var report = CaseReport(
            id: subject.id, title: subject.title, requirements: requirements, verdict: verdict,
            reason: reason)
        report.methods = [subject.step.method]
        return report
    }

    private static func accepted(_ transcript: LoopTranscript) -> Finding {
        guard case .reported = transcript.ending, let outcome = transcript.outcome else {
            return .violated(
                "the caller's process came to no report", seen: transcript.ending.summary,
                mark: ":no-report")
        }
        if transcript.handled.count == 1 { return .holds }
        return .violated(
            "the call reached \(transcript.handled.count) handlers, not one",
            expected: transcript.subject.handled.description, seen: seen(outcome),
            mark: ":\(transcript.handled.count)")
    }

    private static func handled(_ transcript: LoopTranscript) -> Finding {
        guard let call = transcript.handled.first else { return .notApplicable }
        return finding(transcript.subject.handled, call, in: "what the handler saw")
    }

    private static func answered(_ transcript: LoopTranscript) -> Finding {
        guard let outcome = transcript.outcome else { return .notApplicable }
        switch (transcript.subject.step.expected, outcome) {
        case (.returned(let pattern), .returned(let wire, _)):
            return finding(pattern, wire, in: "what the caller got")
        case (.raised(let pattern), .raised(let exception)):
            let told = exception.keeping(["kind", "code", "message", "data"])
            return finding(pattern, told, in: "what the caller caught")
        case (.returned(let pattern), _), (.raised(let pattern), _):
            return .violated(
                "the call ended otherwise", expected: pattern.description, seen: seen(outcome),
                mark: ":\(outcome.word)")
        }
    }

    private static func finding(
        _ pattern: Pattern, _ value: JSONValue, in what: String
    ) -> Finding {
        var bindings = Bindings()
        guard let missed = pattern.mismatch(value, &bindings) else { return .holds }
        return .violated(
            "\(what): \(missed.text)", expected: pattern.description, seen: excerpt(value.text()),
            mark: missed.mark)
    }

    private static func seen(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .returned(let wire, _), .constructed(let wire, _): "returned \(excerpt(wire.text()))"
        case .raised(let exception): "raised \(exception["text"]?.string ?? exception.text())"
        case .missing(let looked): "missing: \(looked)"
        case .examined: "examined"
        }
    }
}
