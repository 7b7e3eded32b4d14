import WireJSON

extension Judge {
    /// The report of one played case of a server.
    package static func report(_ observation: ServerObservation) -> CaseReport {
        let subject = observation.subject
        var judgements: [Judgement] = []
        func add(_ check: String, _ finding: Finding) {
            judgements.append(
                Judgement(check: check, requirements: subject.requirements, finding: finding))
        }
        for (index, pair) in zip(subject.steps, observation.steps).enumerated() {
            let place = subject.steps.count > 1 ? "step \(index + 1): " : ""
            for (check, finding) in findings(pair.0, pair.1, observation) {
                add(check, finding.preceded(by: place))
            }
        }
        if observation.steps.count < subject.steps.count {
            let message = "step \(observation.steps.count + 1) could not be sent"
            add("case.reply", .violated(message, mark: ":unsent"))
        }
        add(
            "case.alive",
            observation.lost.map {
                .violated("the server does not answer the next call: \($0)")
            } ?? .holds)
        let isViolated = judgements.contains { $0.finding.isViolated }
        return CaseReport(
            id: subject.id, title: subject.title, requirements: subject.requirements,
            verdict: isViolated ? .failed : .passed, judgements: judgements,
            calls: observation.steps.count)
    }

    /// The report of a case that could not be played, with the reason.
    package static func report(
        _ subject: ServerCase, _ verdict: Verdict, because reason: String
    ) -> CaseReport {
        CaseReport(
            id: subject.id, title: subject.title, requirements: subject.requirements,
            verdict: verdict, reason: reason)
    }

    private static func findings(
        _ step: ServerCase.Step, _ seen: ServerObservation.Step, _ observation: ServerObservation
    ) -> [(String, Finding)] {
        var found: [(String, Finding)] = []
        let messages = seen.exchange.messages
        switch step.expected {
        case .silence: found.append(("case.silence", silence(seen)))
        case .replies(let patterns):
            found.append(("case.reply", replies(patterns, step, seen)))
        case .result(let request, let declared):
            found.append(
                (
                    "case.result",
                    unanswered(step, seen, due: 1)
                        ?? result(messages[0], request, declared, observation.validity)
                ))
        }
        if let http = step.http { found += facets(http, seen) }
        return found
    }

    private static func silence(_ seen: ServerObservation.Step) -> Finding {
        if let message = seen.exchange.messages.first {
            return .violated(
                "the server answers what must stay unanswered", expected: "nothing",
                seen: ServerCheck.shown(message.body),
                mark: ":\(message.value?.typeName ?? "no-json")")
        }
        switch seen.ending {
        case .complete, .late: return .holds
        case .ended(let how), .broken(let how):
            return .violated(
                "the server gives up the connection", expected: "nothing", seen: how,
                mark: ":ended")
        }
    }

    private static func replies(
        _ patterns: [Pattern], _ step: ServerCase.Step, _ seen: ServerObservation.Step
    ) -> Finding {
        let messages = seen.exchange.messages
        let expected = patterns.map(\.description).joined(separator: " and ")
        if step.mayClose, messages.isEmpty {
            switch seen.ending {
            case .ended, .broken: return .holds
            case .complete, .late: break
            }
        }
        if let missing = unanswered(step, seen, due: patterns.count) {
            return missing.expecting(expected)
        }
        if patterns.count > 1 {
            let values = messages.compactMap(\.value)
            return values.count == patterns.count && Pattern.assignment(patterns, values) != nil
                ? .holds
                : .violated(
                    "the replies are not those that are due", expected: expected,
                    seen: messages.map { ServerCheck.shown($0.body) }.joined(separator: "\n"),
                    mark: ":others")
        }
        guard let value = messages[0].value else {
            return .violated(
                "the reply is not JSON: \(messages[0].fault ?? "")", expected: expected,
                seen: ServerCheck.shown(messages[0].body), mark: ":no-json")
        }
        var bindings: Bindings = [:]
        guard let missed = patterns[0].mismatch(value, &bindings) else { return .holds }
        return .violated(
            "the reply: \(missed.text)", expected: expected, seen: excerpt(value.text()),
            mark: missed.mark)
    }

    /// What is wrong when less came than was due; nil when enough did.
    private static func unanswered(
        _ step: ServerCase.Step, _ seen: ServerObservation.Step, due: Int
    ) -> Finding? {
        let count = seen.exchange.messages.count
        guard count < due else { return nil }
        let (how, mark): (String, String)
        switch seen.ending {
        case .complete: (how, mark) = ("the reply is empty", ":empty")
        case .late: (how, mark) = ("no reply came in time", ":late")
        case .ended(let reason), .broken(let reason):
            (how, mark) = ("no reply came: \(reason)", ":ended")
        }
        let status = seen.exchange.replies.first?.status.map { " (HTTP status \($0))" } ?? ""
        return .violated(
            how + (count > 0 ? ", only \(count) of \(due)" : "") + status,
            seen: seen.exchange.messages.map { ServerCheck.shown($0.body) }.joined(separator: "\n"),
            mark: mark)
    }

    private static func result(
        _ message: ServerReply, _ request: ValidationRequest, _ declared: [JSONNumber],
        _ validity: ValidationAnswer?
    ) -> Finding {
        let seen = ServerCheck.shown(message.body)
        guard let reply = message.value, reply.object != nil else {
            return .violated("the reply is no Response object", seen: seen, mark: ":no-response")
        }
        if let code = reply["error"]?["code"]?.number {
            if declared.contains(where: { $0.equals(code, .value) }) { return .holds }
            return .violated(
                "a lawful call is answered by an error that the document does not declare",
                expected: "a result", seen: seen, mark: "@/error/code:\(code.text)")
        }
        guard reply["result"] != nil else {
            return .violated(
                "a lawful call has no result", expected: "a result", seen: seen, mark: ":no-result")
        }
        switch validity {
        case .valid: return .holds
        case .invalid(let problem):
            return .violated(
                "the result is not what its schema says: \(problem)",
                expected: "a value valid by the schema at '\(request.place)'", seen: seen,
                mark: ":invalid")
        case nil: return .violated("the result was not validated", seen: seen)
        }
    }

    private static func facets(
        _ http: ServerCase.HTTPExpectation, _ seen: ServerObservation.Step
    ) -> [(String, Finding)] {
        guard let reply = seen.exchange.replies.first else {
            return [("case.http", .violated("no HTTP response came"))]
        }
        var bindings: Bindings = [:]
        var found: [(String, Finding)] = []
        if let status = http.status {
            let value = reply.status.map(JSONValue.number)
            let missed = status.mismatch(value, &bindings)
            found.append(("case.http-status", facet("HTTP status", missed)))
        }
        if let type = http.contentType {
            let missed = type.mismatch(reply.contentType.map(JSONValue.string), &bindings)
            found.append(("case.content-type", facet("Content-Type", missed)))
        }
        return found
    }

    private static func facet(_ name: String, _ missed: Mismatch?) -> Finding {
        guard let missed else { return .holds }
        return .violated(
            "the \(name) is \(missed.seen)", expected: missed.expected, seen: missed.seen,
            mark: ":\(missed.seen)")
    }
}

extension Finding {
    /// Whether it is a violation.
    package var isViolated: Bool { if case .violated = self { true } else { false } }

    /// The same with the place in front.
    fileprivate func preceded(by place: String) -> Finding {
        guard case .violated(let message, let expected, let seen, let mark) = self else {
            return self
        }
        return .violated(place + message, expected: expected, seen: seen, mark: mark)
    }

    fileprivate func expecting(_ expected: String) -> Finding {
        guard case .violated(let message, _, let seen, let mark) = self else { return self }
        return .violated(message, expected: expected, seen: seen, mark: mark)
    }
}
