import Conformance
import WireJSON

/// A case in the words of the subject protocol: what is asked, one after the other, and what the
/// answers say of it. Cases are played so in process and out of it. It speaks with nobody itself.
struct CaseConversation {
    /// A request of the protocol.
    struct Question {
        var request: SubjectOutcome.Request
        var params: JSONValue
    }

    /// What has been seen by now.
    var observation: Observation
    /// What is asked first; nil where the protocol has no words for the case.
    let opening: Question?
    /// Whether the subject tells how values look in its language.
    private let seesShapes: Bool

    /// A case played a way, where the place says how that is connected.
    init(
        _ subject: Case, by way: Way? = nil, at place: [JSONObject.Member]?, timeout: Duration,
        seesShapes: Bool
    ) {
        observation = Observation(subject: subject, by: way)
        self.seesShapes = seesShapes
        switch subject.task {
        case .examine: opening = nil
        case .construct(let construction):
            opening = Question(
                request: .construct,
                params: [
                    "names": .array(construction.memberNames.map(JSONValue.string)),
                    "members": JSONValue(.object(construction.members)),
                ])
        case .calls:
            let patience = Self.patience(subject.stalls ? nil : timeout)
            opening = place.map { place in
                Question(
                    request: .connect, params: .object(place + [.init("timeout", patience)]))
            }
        }
    }

    /// What is asked of the session that the opening has given: each call, and the close.
    func questions(in session: Int) -> [Question] {
        let number = JSONValue.number(session)
        let calls = observation.calls.map { step in
            Question(
                request: step.isNotification ? .notify : .call,
                params: [
                    "session": number, "method": .string(step.method),
                    "params": JSONValue(.object(step.arguments)),
                ])
        }
        return calls + [Question(request: .close, params: ["session": number])]
    }

    /// Takes what came of a question; says why nothing can be said of the subject, if so.
    mutating func take(
        _ outcome: SubjectOutcome, of request: SubjectOutcome.Request
    ) -> Refusal? {
        if request == .close {
            if case .raised(let exception) = outcome {
                observation.ending = .raised("'close' raised \(JSONValue(.object(exception)))")
            }
            return nil
        }
        if let refusal = Refusal(outcome, of: request.rawValue, mayRaise: true) { return refusal }
        if case .returned(_, _, let misfit?) = outcome {
            observation.misfits[observation.steps.count] = misfit
        }
        observation.steps += outcome.steps.map { seesShapes ? $0 : $0.shapeless }
        return nil
    }

    /// The seconds after which a client gives up, of those that a case may take; nil where its
    /// peer is never going to answer. It gives up well before the case does, so that a stalled peer
    /// is the client's timeout and not the harness's.
    static func patience(_ timeout: Duration?) -> JSONValue {
        let milliseconds = timeout.map { Int($0 / .milliseconds(1)) / 2 } ?? 300
        return JSONValue(.number(JSONNumber(text: "\(Double(milliseconds) / 1_000)")))
    }
}

// For whom it goes in as one text.

extension CaseConversation {
    /// All that is asked, where nobody waits for an answer: the first session of a process is 1.
    private var questions: [Question] {
        guard let opening else { return [] }
        return [opening] + (opening.request == .connect ? questions(in: 1) : [])
    }

    /// The requests as one array.
    func text() -> String {
        let requests = questions.enumerated().map { index, question -> JSONValue in
            [
                "jsonrpc": "2.0", "id": .number(index + 1),
                "method": .string(question.request.rawValue), "params": question.params,
            ]
        }
        return JSONValue.array(requests).text()
    }

    /// Takes the array of responses; says why nothing can be said of the subject, if so.
    mutating func take(responses text: String) throws(SubjectFault) -> Refusal? {
        guard let responses = (try? JSONValue.read(text))?.array else {
            throw .notAMessage(excerpt(text))
        }
        let questions = self.questions
        guard responses.count <= questions.count else { throw .notAMessage(excerpt(text)) }
        for (index, response) in responses.enumerated() {
            guard response["id"]?.int == index + 1, let result = response["result"] else {
                throw .notAMessage(excerpt(response.text()))
            }
            let request = questions[index].request
            let outcome = try SubjectOutcome(result, of: request)
            if let refusal = take(outcome, of: request) { return refusal }
        }
        return nil
    }
}

extension Case {
    /// Whether its peer never answers one of its calls.
    fileprivate var stalls: Bool {
        guard case .calls(let steps) = task else { return false }
        return steps.contains { if case .stall = $0.served { true } else { false } }
    }
}

extension Refusal {
    /// Why an outcome says nothing of the subject; nil when it does.
    init?(_ outcome: SubjectOutcome, of request: String, mayRaise: Bool = false) {
        switch outcome {
        case .couldNotRun(let reason): self.init(.inconclusive, "'\(request)': \(reason)")
        case .unsupported(let reason): self.init(.unsupported, "'\(request)': \(reason)")
        case .raised(let exception) where !mayRaise:
            self.init(.failed, "'\(request)' raised \(JSONValue(.object(exception)))")
        case .raised, .missing, .returned, .connected, .constructed, .subscribed, .outcomes:
            return nil
        }
    }
}

extension StepOutcome {
    /// The outcome as one sees it who does not look at types.
    fileprivate var shapeless: StepOutcome {
        switch self {
        case .returned(let wire, _): .returned(wire: wire, shape: nil)
        case .constructed(let wire, _): .constructed(wire: wire, shape: nil)
        case .raised, .missing, .examined: self
        }
    }
}
