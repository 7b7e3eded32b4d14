import WireJSON

/// Holds transcripts of sessions against the case.
package enum SessionJudge {
    /// The checks by which a case can fail, with what each asks.
    package static let checks: [(id: String, clause: String)] = [
        ("session.connects", "connecting ends as the case says, and in time"),
        ("session.ends", "a call ends as the case says, and in time"),
        ("session.notified", "what the peer says unasked reaches who subscribed, all in order"),
        ("session.over", "a subscription ends as the case says, and in time"),
        ("session.handled", "the user's handlers are called"),
        ("session.hears", "the peer hears what the case says"),
        ("session.takes", "the client takes what the peer says, also on its standard error"),
        ("session.gone", "a client that closes leaves no process and no connection behind"),
        ("session.closes", "closing returns, and raises nothing"),
        ("session.quiet", "the peer hears nothing that nothing calls for"),
        ("session.protocol", "the adapter keeps to the subject protocol"),
    ]

    /// The report of one played case.
    package static func report(_ transcript: SessionTranscript) -> CaseReport {
        let (subject, way) = (transcript.subject, transcript.way)
        if let (verdict, reason) = transcript.excuse {
            return report(subject, by: way, verdict, because: reason)
        }
        var sitting = Sitting(transcript)
        sitting.judge()
        var report = CaseReport(
            id: subject.id, by: way, title: subject.title, requirements: subject.requirements,
            verdict: .passed, judgements: sitting.judgements,
            calls: transcript.wire.count { !$0.isPeers })
        if !report.violations.isEmpty { report.verdict = .failed }
        return report
    }

    /// The report of a case that could not be played, with the reason.
    package static func report(
        _ subject: SessionCase, by way: Way, _ verdict: Verdict, because reason: String
    ) -> CaseReport {
        CaseReport(
            id: subject.id, by: way, title: subject.title, requirements: subject.requirements,
            verdict: verdict, reason: reason)
    }
}

extension SessionTranscript {
    /// Why nothing can be said of the subject: it does not have that, or could not be run.
    fileprivate var excuse: (Verdict, String)? {
        for step in steps {
            guard case .outcome(let outcome) = step else { continue }
            let reason = outcome["reason"]?.string ?? "no reason given"
            switch outcome["outcome"]?.string {
            case "unsupported": return (.unsupported, reason)
            case "could-not-run": return (.inconclusive, reason)
            default: break
            }
        }
        return nil
    }
}

/// One transcript under judgement.
private struct Sitting {
    let transcript: SessionTranscript
    var judgements: [Judgement] = []
    var bindings = Bindings()

    init(_ transcript: SessionTranscript) { self.transcript = transcript }

    mutating func judge() {
        if let breach = transcript.breach {
            return add("session.protocol", .violated(breach, seen: evidence(), mark: ":breach"))
        }
        for (step, outcome) in zip(transcript.subject.steps, transcript.steps) {
            judge(step, outcome)
        }
        guard judgements.allSatisfy({ $0.finding == .holds }) else { return }
        if transcript.steps.count < transcript.subject.steps.count {
            let finding = Finding.violated(
                "the conversation broke off", seen: evidence(), mark: ":broke-off")
            return add("session.hears", finding)
        }
        judgeEnd()
    }

    private mutating func judge(
        _ step: SessionCase.Step, _ outcome: SessionTranscript.Outcome
    ) {
        let check = Self.check(of: step)
        switch (step, outcome) {
        case (_, .nothing(let why)):
            add(
                check,
                .violated(why, expected: Self.wanted(step), seen: evidence(), mark: ":none"))
        case (.connect(let asked), .outcome(let seen)):
            add(check, match(asked.ending, seen, "connecting"))
        case (.ends(let name, let pattern), .outcome(let seen)):
            add(check, match(pattern, seen, "the call '\(name)'"))
        case (.over(let name, let pattern), .outcome(let seen)):
            add(check, match(pattern, seen, "the subscription '\(name)'"))
        case (.subscribe, .outcome(let seen)):
            add(check, match(Self.outcome("subscribed"), seen, "subscribing"))
        case (.cancel(let name), .outcome(let seen)):
            add(check, match(Self.outcome("returned"), seen, "giving up '\(name)'"))
        case (.close, .outcome(let seen)):
            add(check, match(Self.outcome("returned"), seen, "closing"))
        case (.notified(let asked), .notified(let seen)): add(check, match(asked, seen))
        case (.handled(let pattern), .told(let seen)), (.greeted(let pattern), .told(let seen)):
            add(check, match(pattern, seen, "what was seen"))
        case (.hear(let pattern), .heard(let messages)): add(check, match([pattern], messages))
        case (.hearAll(let patterns), .heard(let messages)): add(check, match(patterns, messages))
        case (.gone, .done), (.say, .done), (.sayText, .done), (.sayMany, .done),
            (.sayLong, .done), (.complain, .done):
            add(check, .holds)
        default: break
        }
    }

    private static func outcome(_ name: String) -> Pattern {
        .including([("outcome", .exactly(.string(name)))])
    }

    private static func check(of step: SessionCase.Step) -> String {
        switch step {
        case .connect: "session.connects"
        case .ends, .call, .batch, .cancel: "session.ends"
        case .subscribe, .notified: "session.notified"
        case .over: "session.over"
        case .handled: "session.handled"
        case .close: "session.closes"
        case .hear, .hearAll, .greeted: "session.hears"
        case .say, .sayText, .sayMany, .sayLong, .complain: "session.takes"
        case .hangUp, .deaf, .gone: "session.gone"
        }
    }

    private static func wanted(_ step: SessionCase.Step) -> String {
        switch step {
        case .connect(let asked): asked.ending.description
        case .ends(_, let pattern), .over(_, let pattern), .handled(let pattern),
            .hear(let pattern), .greeted(let pattern):
            pattern.description
        case .hearAll(let patterns): patterns.map(\.description).joined(separator: "\n")
        case .notified(let asked): "\(asked.count) × \(asked.message)"
        default: ""
        }
    }

    private mutating func match(
        _ pattern: Pattern, _ seen: JSONValue, _ what: String
    ) -> Finding {
        guard let missed = pattern.mismatch(seen, &bindings) else { return .holds }
        return .violated(
            "\(what): \(missed.text)", expected: pattern.description,
            seen: evidence(excerpt(seen.plain.text())), mark: Self.mark(seen) ?? missed.mark)
    }

    /// How an outcome that was not due is told from others; nil of what is no outcome.
    private static func mark(_ seen: JSONValue) -> String? {
        switch seen["outcome"]?.string {
        case "returned": return ":returned-\(seen["value"]?.typeName ?? "nothing")"
        case "raised":
            let type = seen["type"]?.string ?? seen["kind"]?.string ?? ""
            return ":raised-\(type.split(separator: ".").last ?? "")"
        default: return nil
        }
    }

    private mutating func match(
        _ asked: SessionCase.Notified, _ seen: [JSONValue]
    ) -> Finding {
        for (index, message) in seen.enumerated() {
            bindings["n"] = .number(index + 1)
            if let missed = asked.message.mismatch(message, &bindings) {
                return .violated(
                    "notification \(index + 1) of '\(asked.name)': \(missed.text)",
                    expected: asked.message.description,
                    seen: evidence(excerpt(message.text())), mark: missed.mark)
            }
        }
        return .holds
    }

    private mutating func match(_ patterns: [Pattern], _ messages: [[UInt8]]) -> Finding {
        var read: [JSONValue] = []
        for bytes in messages {
            guard let message = try? JSONValue.read(bytes) else {
                return .violated(
                    "what the client sent is no JSON", seen: evidence(), mark: ":no-json")
            }
            read.append(message)
        }
        let wanted = patterns.map(\.description).joined(separator: "\n")
        guard let order = Pattern.assignment(patterns, read, bindings) else {
            var attempt = bindings
            let missed = patterns[0].mismatch(read.first, &attempt)
            return .violated(
                "what the client sent: \(missed?.text ?? "nothing fits")", expected: wanted,
                seen: evidence(), mark: missed?.mark ?? ":another")
        }
        for (pattern, index) in zip(patterns, order) {
            _ = pattern.mismatch(read[index], &bindings)
        }
        return .holds
    }

    private mutating func judgeEnd() {
        let surplus = transcript.surplus.filter { bytes in
            guard let message = try? JSONValue.read(bytes) else { return true }
            return !transcript.subject.allowed.contains { pattern in
                var attempt = bindings
                return pattern.mismatch(message, &attempt) == nil
            }
        }
        if let first = surplus.first {
            let text = excerpt(String(decoding: first, as: UTF8.self))
            add(
                "session.quiet",
                .violated(
                    "\(surplus.count) messages came that nothing calls for", expected: "silence",
                    seen: evidence(text), mark: ":one-more"))
        } else {
            add("session.quiet", .holds)
        }
        switch transcript.closing {
        case .outcome(let seen):
            add("session.closes", match(Self.outcome("returned"), seen, "closing"))
        case .nothing(let why):
            add("session.closes", .violated(why, seen: evidence(), mark: ":none"))
        default: break
        }
        if transcript.isLeft {
            let finding = Finding.violated(
                "the peer is left behind", seen: evidence(), mark: ":left")
            add("session.gone", finding)
        }
    }

    private mutating func add(_ check: String, _ finding: Finding) {
        judgements.append(
            Judgement(
                check: check, requirements: transcript.subject.requirements, finding: finding))
    }
}

// What a person needs to believe it.

extension Sitting {
    /// What was seen, then the bytes that went over the connection, and what was complained of.
    private func evidence(_ seen: String = "") -> String {
        var lines = seen.isEmpty ? [] : [seen]
        if !transcript.wire.isEmpty { lines.append("on the wire:") }
        let (first, last) = (transcript.wire.prefix(9), transcript.wire.dropFirst(9).suffix(6))
        lines += first.map(Self.line)
        let hidden = transcript.wire.count - first.count - last.count
        if hidden > 0 { lines.append("  … \(hidden) more") }
        lines += last.map(Self.line)
        let complaints = transcript.complaints.split(separator: "\n").suffix(4).map(String.init)
        if !complaints.isEmpty { lines += ["on standard error:"] + complaints.map { "  \($0)" } }
        return lines.joined(separator: "\n")
    }

    private static func line(_ line: SessionTranscript.Line) -> String {
        let text = excerpt(String(decoding: line.text, as: UTF8.self), limit: 240)
        return "  \(line.isPeers ? "peer  " : "client") \(text)"
    }
}

extension JSONValue {
    /// An outcome without what differs from machine to machine.
    fileprivate var plain: JSONValue {
        .object((object?.members ?? []).filter { $0.name != "trace" })
    }
}
