import WireJSON

/// Holds transcripts of dispatch against the case and against what every response owes.
package enum DispatchJudge {
    /// The report of one played case.
    package static func report(_ transcript: DispatchTranscript) -> CaseReport {
        var judge = Sitting(transcript)
        judge.judgeSteps()
        judge.judgeMessages()
        judge.judgeEnd()
        let subject = transcript.subject
        var report = CaseReport(
            id: subject.id, title: subject.title, requirements: subject.requirements,
            verdict: .passed, judgements: judge.judgements, calls: transcript.requestIDs.count)
        report.methods = subject.handlers.keys.sorted()
        if !report.violations.isEmpty { report.verdict = .failed }
        return report
    }

    /// The report of a case that could not be played, with the reason.
    package static func report(
        _ subject: DispatchCase, _ verdict: Verdict, because reason: String
    ) -> CaseReport {
        var report = CaseReport(
            id: subject.id, title: subject.title, requirements: subject.requirements,
            verdict: verdict, reason: reason)
        report.methods = subject.handlers.keys.sorted()
        return report
    }
}

/// One transcript under judgement.
private struct Sitting {
    let transcript: DispatchTranscript
    var judgements: [Judgement] = []
    var bindings = Bindings()

    init(_ transcript: DispatchTranscript) { self.transcript = transcript }

    mutating func judgeSteps() {
        for (step, outcome) in zip(transcript.subject.steps, transcript.steps) {
            switch (step, outcome) {
            case (.receive(let pattern), .received(let messages)),
                (.heavy(_, _, let pattern), .received(let messages)):
                add("case.received", match([pattern], messages))
            case (.receiveAll(let patterns), .received(let messages)):
                add("case.received", match(patterns, messages))
            case (.flood(let asked), .received(let messages)):
                add("case.received", flood(asked, messages))
            case (.handled(let pattern), .handled(let call)):
                add("case.handled", match(pattern, call))
            case (_, .nothing(let why)): add(Self.check(of: step), miss(step, why))
            default: break
            }
        }
        guard transcript.steps.count < transcript.subject.steps.count, judgements.allHold else {
            return
        }
        add("case.received", .violated("the conversation broke off", mark: ":broke-off"))
    }

    private static func check(of step: DispatchCase.Step) -> String {
        switch step {
        case .handled: "case.handled"
        case .receive, .receiveAll, .flood, .heavy: "case.received"
        case .send, .sendText, .sendBytes, .close, .release: "dispatch.takes"
        }
    }

    private func miss(_ step: DispatchCase.Step, _ why: String) -> Finding {
        let seen = transcript.complaints.isEmpty ? why : "\(why)\n\(excerpt(transcript.complaints))"
        switch step {
        case .flood(let flood):
            return .violated(
                "answers are missing", expected: flood.received.description, seen: seen,
                mark: ":none")
        case .receive(let pattern), .heavy(_, _, let pattern):
            return .violated(
                "no answer came", expected: pattern.description, seen: seen, mark: ":none")
        case .receiveAll(let patterns):
            let wanted = patterns.map(\.description).joined(separator: "\n")
            return .violated(
                "an answer is missing", expected: wanted, seen: seen, mark: ":none")
        case .handled(let pattern):
            return .violated(
                "no handler was called", expected: pattern.description, seen: seen, mark: ":none")
        case .release(let method, _):
            return .violated("no call of '\(method)' is held", seen: seen)
        case .send, .sendText, .sendBytes, .close:
            return .violated("the subject does not take what it is sent", seen: seen)
        }
    }

    private mutating func match(_ pattern: Pattern, _ call: JSONValue) -> Finding {
        guard let missed = pattern.mismatch(call, &bindings) else { return .holds }
        return .violated(
            "the handler's call: \(missed.text)", expected: pattern.description,
            seen: excerpt(call.text()), mark: missed.mark)
    }

    /// Each message must match a pattern of its own.
    private mutating func match(_ patterns: [Pattern], _ messages: [[UInt8]]) -> Finding {
        var left = patterns
        for bytes in messages {
            guard let message = try? JSONValue.read(bytes) else {
                return .violated(
                    "what came is no JSON", seen: excerpt(String(decoding: bytes, as: UTF8.self)),
                    mark: ":no-json")
            }
            var missed: Mismatch?
            let index = left.firstIndex { pattern in
                var attempt = bindings
                missed = pattern.mismatch(message, &attempt)
                if missed == nil { bindings = attempt }
                return missed == nil
            }
            guard let index else {
                return .violated(
                    "the answer: \(missed?.text ?? "nobody waits for it")",
                    expected: left.map(\.description).joined(separator: "\n"),
                    seen: excerpt(message.text()), mark: missed?.mark ?? ":one-more")
            }
            left.remove(at: index)
        }
        return .holds
    }

    private func flood(_ asked: DispatchCase.Flood, _ messages: [[UInt8]]) -> Finding {
        let pattern = asked.received
        var open = Set(1...asked.count)
        for bytes in messages {
            guard let message = try? JSONValue.read(bytes), let id = message["id"]?.int,
                open.remove(id) != nil
            else {
                return .violated(
                    "an answer to nobody, or a second one",
                    seen: excerpt(String(decoding: bytes, as: UTF8.self)), mark: ":one-more")
            }
            var own = Bindings()
            own["n"] = message["id"]
            if let missed = pattern.mismatch(message, &own) {
                return .violated(
                    "the answer: \(missed.text)", expected: pattern.description,
                    seen: excerpt(message.text()), mark: missed.mark)
            }
        }
        guard let lost = open.min() else { return .holds }
        return .violated(
            "\(open.count) of \(asked.count) calls got no answer, the first is \(lost)",
            mark: ":none")
    }

    mutating func add(_ check: String, _ finding: Finding) {
        judgements.append(
            Judgement(
                check: check, requirements: DispatchCheck.requirements[check] ?? [],
                finding: finding))
    }
}

// What every message and every end owes.

extension Sitting {
    mutating func judgeMessages() {
        let read = transcript.messages.compactMap { try? JSONValue.read($0) }
        let responses = read.flatMap { $0.array ?? [$0] }.filter { $0["method"] == nil }
        if read.count < transcript.messages.count {
            add("dispatch.json", .violated("a message is no JSON"))
        }
        guard !responses.isEmpty else { return }
        for check in DispatchCheck.ofResponses {
            let bad = responses.first { !check.holds($0) }
            add(
                check.id,
                bad.map { .violated(check.clause, seen: excerpt($0.text())) } ?? .holds)
        }
        judgeIDs(responses)
    }

    /// Each response answers a request that was sent, under its very id, and once.
    private mutating func judgeIDs(_ responses: [JSONValue]) {
        // What was sent as bytes that we cannot read has ids that only the case's patterns know.
        let isBare = transcript.subject.steps.contains { step in
            switch step {
            case .sendBytes: true
            case .sendText(let text): (try? JSONValue.read(text)) == nil
            default: false
            }
        }
        if isBare { return }
        var open: [String: Int] = [:]
        for id in transcript.requestIDs { open[id.text(), default: 0] += 1 }
        for response in responses {
            guard let id = response["id"] else { continue }
            let left = open[id.text()]
            if let left, left > 0 {
                open[id.text()] = left - 1
                continue
            }
            if id.isNull, response["error"] != nil { continue }
            let (what, mark) =
                left == nil
                ? ("nobody asked under that id", ":unasked")
                : ("a request is answered twice", ":twice")
            add("dispatch.one-reply", .violated(what, seen: excerpt(response.text()), mark: mark))
            return
        }
        add("dispatch.one-reply", .holds)
    }

    mutating func judgeEnd() {
        // A conversation that broke off has said what is wrong.
        guard judgements.allHold else { return }
        let surplus = transcript.surplus.filter { !isExcused($0) }
        if let first = surplus.first {
            add(
                "case.quiet",
                .violated(
                    "\(surplus.count) messages came that nothing calls for",
                    expected: "silence", seen: excerpt(String(decoding: first, as: UTF8.self))))
        } else {
            add("case.quiet", .holds)
        }
        if let first = transcript.strayCalls.first {
            add(
                "case.handled",
                .violated("a handler was called that must not be", seen: excerpt(first.text())))
        }
        judgeEnding()
    }

    /// What was sent last may be no message: the subject may say so.
    private func isExcused(_ bytes: [UInt8]) -> Bool {
        guard transcript.subject.end == .anyhow, let message = try? JSONValue.read(bytes) else {
            return false
        }
        return message["error"] != nil && message["id"]?.isNull == true
    }

    private mutating func judgeEnding() {
        switch (transcript.ending, transcript.subject.end) {
        case (.exited(0), _), (.exited, .anyhow): add("dispatch.ends", .holds)
        case (.exited(let status), .cleanly):
            add(
                "dispatch.ends",
                .violated(
                    "the subject ends with status \(status)", expected: "status 0",
                    seen: excerpt(transcript.complaints), mark: ":status-\(status)"))
        case (.otherwise(let how), _):
            add("dispatch.ends", .violated(how, seen: excerpt(transcript.complaints)))
        }
    }
}

extension [Judgement] {
    fileprivate var allHold: Bool {
        allSatisfy { if case .violated = $0.finding { false } else { true } }
    }
}
