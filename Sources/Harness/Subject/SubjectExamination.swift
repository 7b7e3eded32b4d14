import Conformance
import Glibc
import JSONRPC
import Peers
import WireJSON

/// What an adapter is asked when it is judged by itself. Each question has a process of its own.
struct SubjectExamination {
    let staged: StagedAdapter
    let settings: LaneSettings
    let samples: SubjectSamples
    let directory: String
    /// Ways on which lawful calls are made; none makes them on all.
    var ways: [Glob] = []

    /// One question that no client's user would ask.
    private struct Question: Sendable {
        var name: String
        var title: String
        /// Why it matters.
        var clause: String
        /// What the subject must have for it.
        var feature: SubjectDescription.Feature?
        var ask: @Sendable (Session) throws(SubjectFault) -> Finding
    }

    /// A connected client, for one question.
    struct Session {
        var process: SubjectProcess
        var peer: SubjectPeer
        var number: Int
        var step: Case.Step
        var timeout: Duration
    }

    /// The reports of what is selected: first whether it can be met, then lawful calls on every
    /// way, then the questions.
    func reports(
        selecting selects: (String) -> Bool, while goesOn: () -> Bool
    ) throws(HarnessFault) -> [CaseReport] {
        let lane = SubjectLane(staged, settings, directory: directory)
        let meeting = try lane.meet()
        var reports = [Self.report("describe", "says what the subject is", Self.met(meeting))]
        guard case .met(let description) = meeting else { return reports }
        for (name, subject) in samples.named where goesOn() && selects(Self.id(name)) {
            reports += play(subject, as: name, lane, description)
        }
        for question in Self.questions where goesOn() && selects(Self.id(question.name)) {
            reports.append(try answer(question, description))
        }
        return reports.filter { selects($0.id) }
    }

    private static func id(_ name: String) -> String { "subject/\(name)" }

    private static func met(_ meeting: SubjectLane.Meeting) -> Finding {
        switch meeting {
        case .met: .holds
        case .refused(let refusal): .violated(refusal.reason)
        }
    }

    private static func report(
        _ name: String, _ title: String, _ finding: Finding, by way: Way? = nil
    ) -> CaseReport {
        let isViolated = if case .violated = finding { true } else { false }
        return CaseReport(
            id: id(name), by: way, title: title, requirements: [],
            verdict: isViolated ? .failed : .passed,
            judgements: [Judgement(check: "subject.\(name)", requirements: [], finding: finding)])
    }

    private func play(
        _ subject: Case, as name: String, _ lane: SubjectLane, _ description: SubjectDescription
    ) -> [CaseReport] {
        var subject = subject
        subject.id = Self.id(name)
        if let reason = description.obstacle(to: subject) {
            return [Judge.report(subject, .unsupported, because: reason)]
        }
        let ways = description.ways.filter { way in
            subject.ways.contains(way)
                && (self.ways.isEmpty || self.ways.contains { $0.matches(way.description) })
        }
        let isCall = if case .calls = subject.task { true } else { false }
        return isCall && ways.isEmpty ? [] : lane.play(Playing(subject, ways: isCall ? ways : []))
    }

    private func answer(
        _ question: Question, _ description: SubjectDescription
    ) throws(HarnessFault) -> CaseReport {
        let way = description.ways.first { way in
            question.feature != .subscribe || way.transport.isStream
        }
        let lacking = question.feature.map { !description.features.contains($0) } ?? false
        guard !lacking, let way, let sample = samples.call, let step = sample.onlyStep else {
            let reason =
                lacking
                ? "the subject does not have '\(question.feature?.rawValue ?? "")'"
                : "there is no way or no method to ask it"
            return CaseReport(
                id: Self.id(question.name), title: question.title, requirements: [],
                verdict: .unsupported, reason: reason)
        }
        let peer = SubjectPeer(
            staged.document, staged.documentBytes, settings, directory: directory)
        let connection = try peer.connection(way)
        let process = try SubjectProcess(staged.command)
        defer { process.close() }
        do throws(SubjectFault) {
            _ = try process.describe()
            _ = try process.ask(.prepare, staged.preparation(in: directory))
            let patience = CaseConversation.patience(settings.timeout)
            let outcome = try process.ask(
                .connect, .object(connection + [.init("timeout", patience)]))
            guard case .connected(let number) = outcome else {
                let refusal = Refusal(outcome, of: "connect")
                return CaseReport(
                    id: Self.id(question.name), by: way, title: question.title, requirements: [],
                    verdict: refusal?.verdict ?? .failed, reason: refusal?.reason ?? "\(outcome)")
            }
            let session = Session(
                process: process, peer: peer, number: number, step: step,
                timeout: settings.timeout)
            let finding = try question.ask(session)
            try process.settle()
            return Self.report(question.name, question.title, finding, by: way)
        } catch {
            let finding = Finding.violated(error.description, expected: question.clause)
            return Self.report(question.name, question.title, finding, by: way)
        }
    }
}

// The questions.

extension SubjectExamination {
    private static let questions: [Question] = [
        Question(
            name: "two-at-once", title: "two calls run at the same time",
            clause: "each is answered under its own id, in whatever order they end"
        ) { session throws(SubjectFault) in
            session.serve([
                .delay(.milliseconds(100), then: session.reply), session.reply,
            ])
            let ids = [try session.call(), try session.call()]
            for id in ids.reversed() {
                let outcome = try session.process.outcome(of: id, .call, within: session.timeout)
                guard case .returned = outcome else { return session.otherwise(outcome, "a value") }
            }
            return session.peer.takeRequests().count == 2
                ? .holds : .violated("two calls were not two requests")
        },
        Question(
            name: "batch", title: "several calls travel in one message",
            clause: "the outcomes stand in the order of the calls", feature: .batch
        ) { session throws(SubjectFault) in
            guard case .message(let template) = session.step.served else { return .notApplicable }
            session.serve([.message(.array([template, template]))])
            let call: JSONValue = [
                "method": .string(session.step.method),
                "params": JSONValue(.object(session.step.arguments)),
            ]
            let outcome = try session.process.ask(
                .batch, ["session": .number(session.number), "calls": .array([call, call])],
                within: session.timeout)
            guard case .outcomes(let outcomes) = outcome, outcomes.count == 2 else {
                return session.otherwise(outcome, "two outcomes")
            }
            for outcome in outcomes {
                guard case .returned = outcome else { return session.otherwise(outcome, "a value") }
            }
            return session.peer.takeRequests().count == 1
                ? .holds : .violated("a batch was not one message")
        },
        Question(
            name: "subscribe", title: "what the service sends unasked is handed on",
            clause: "'notified' is sent for each notification", feature: .subscribe
        ) { session throws(SubjectFault) in
            let news: JSONValue = ["jsonrpc": "2.0", "method": "assay.news", "params": [1]]
            session.serve([.sequence([.emit([news]), session.reply])])
            let subscribed = try session.process.ask(
                .subscribe, ["session": .number(session.number)])
            guard case .subscribed(let number) = subscribed else {
                return session.otherwise(subscribed, "a subscription")
            }
            _ = try session.process.outcome(
                of: try session.call(), .call, within: session.timeout)
            let notice = try session.process.notice(until: .now + session.timeout)
            guard notice?.method == "notified", notice?.subscription == number,
                notice?.params["method"] == "assay.news"
            else {
                return .violated("the notification was not handed on", expected: news.text())
            }
            return .holds
        },
        Question(
            name: "cancel", title: "a call is given up",
            clause: "a call that is cancelled ends as raised, of the kind 'cancelled'",
            feature: .cancel
        ) { session throws(SubjectFault) in
            session.serve([.delay(.seconds(3_600), then: .close)])
            let call = try session.call()
            session.awaitRequest()
            let cancelled = try session.process.ask(.cancel, ["call": .number(call)])
            guard case .returned = cancelled else { return session.otherwise(cancelled, "null") }
            let outcome = try session.process.outcome(of: call, .call, within: session.timeout)
            guard case .raised(let exception) = outcome, exception["kind"] == "cancelled" else {
                return session.otherwise(outcome, "raised, of the kind 'cancelled'")
            }
            return .holds
        },
        Question(
            name: "unknown-method", title: "a request that the protocol does not know",
            clause: "JSON-RPC 2.0 §5.1: -32601"
        ) { session throws(SubjectFault) in
            try session.isRefused("frobnicate", [:], -32601)
        },
        Question(
            name: "wrong-params", title: "params of another type",
            clause: "JSON-RPC 2.0 §5.1: -32602"
        ) { session throws(SubjectFault) in
            try session.isRefused("call", ["session": "first"], -32602)
        },
        Question(
            name: "unknown-session", title: "a call in a session that nobody opened",
            clause: "what cannot be done is an outcome: could-not-run"
        ) { session throws(SubjectFault) in
            let outcome = try session.process.ask(
                .call, ["session": 4711, "method": .string(session.step.method), "params": [:]])
            guard case .couldNotRun = outcome else {
                return session.otherwise(outcome, "could-not-run")
            }
            return .holds
        },
        Question(
            name: "close-twice", title: "a session is closed, and closed again",
            clause: "the second time is an outcome, too, and ends nothing"
        ) { session throws(SubjectFault) in
            let closing: JSONValue = ["session": .number(session.number)]
            let first = try session.process.ask(.close, closing)
            guard case .returned = first else { return session.otherwise(first, "null") }
            switch try session.process.ask(.close, closing) {
            case .returned, .couldNotRun: return .holds
            case let other: return session.otherwise(other, "null, or could-not-run")
            }
        },
        Question(
            name: "end", title: "the adapter ends when its input does",
            clause: "it ends by itself, with status 0"
        ) { session throws(SubjectFault) in
            let ending = session.process.close() ?? "it was not running"
            return ending == "it ended with status 0"
                ? .holds : .violated("the adapter did not end well", seen: ending)
        },
    ]
}

extension SubjectExamination.Session {
    /// What the mock answers to the sample, each time.
    fileprivate var reply: ScriptedReply {
        if case .message(let template) = step.served { .message(template) } else { .none }
    }

    fileprivate func serve(_ replies: [ScriptedReply]) { peer.load(MockScript(replies)) }

    /// Sends the sample's call and waits for nothing.
    fileprivate func call() throws(SubjectFault) -> Int {
        try process.send(
            .call,
            [
                "session": .number(number), "method": .string(step.method),
                "params": JSONValue(.object(step.arguments)),
            ])
    }

    /// Waits until the mock has been asked for something, a second at most.
    fileprivate func awaitRequest() {
        let deadline = ContinuousClock.now + .seconds(1)
        while peer.takeRequests().isEmpty, .now < deadline { usleep(5_000) }
    }

    fileprivate func isRefused(
        _ method: String, _ params: JSONValue, _ code: Int
    ) throws(SubjectFault) -> Finding {
        let id = try process.send(method, params)
        let response = try process.response(to: id, within: timeout)
        if response["error"]?["code"]?.int == code { return .holds }
        return .violated(
            "'\(method)' was not refused", expected: "the error \(code)",
            seen: excerpt(response.text()))
    }

    fileprivate func otherwise(_ outcome: SubjectOutcome, _ expected: String) -> Finding {
        .violated("the outcome is another", expected: expected, seen: "\(outcome)")
    }
}
