import Conformance
import EmbeddedPython
import Peers
import WireJSON

extension Lane {
    /// Plays one case and says what was seen; a lost worker is replaced before the next one.
    func sight(of subject: Case, by way: Way?) throws(HarnessFault) -> Sight {
        if let failure = try open() { return Self.sight(of: subject, notLoaded: failure) }
        if let refusal = try way.flatMap(refusal) { return .refused(refusal) }
        let sight = try played(subject, by: way)
        if case .seen(let observation) = sight,
            case .examined(0, let problems)? = observation.steps.first, problems.isEmpty
        {
            return .refused(Refusal(.unsupported, "there is nothing to examine"))
        }
        return sight
    }

    /// Plays one case with a subject that has been loaded, the first way it can be played, and says
    /// what was seen.
    func observe(_ subject: Case) throws(HarnessFault) -> Observation {
        if let failure = try open() {
            return Observation(subject: subject, by: subject.firstWay, ending: failure)
        }
        switch try played(subject, by: subject.firstWay) {
        case .seen(let observation): return observation
        case .refused(let refusal): throw HarnessFault(refusal.reason)
        }
    }

    /// The whole evidence stands at the case that is about imports; the others name it.
    private static func sight(of subject: Case, notLoaded failure: Observation.Ending) -> Sight {
        if case .examine("imports") = subject.task {
            return .seen(Observation(subject: subject, ending: failure))
        }
        let suite = subject.id.hasPrefix("lock-in/") ? "lock-in" : "package"
        let reason = "\(CaseReport.unloadable)\(failure.summary); \(suite)/imports has more"
        return .refused(Refusal(.failed, reason))
    }

    private func played(_ subject: Case, by way: Way?) throws(HarnessFault) -> Sight {
        var conversation = CaseConversation(
            subject, by: way, at: try way.map(peer.connection), timeout: settings.timeout,
            seesShapes: offer.seesShapes)
        peer.load(MockScript(subject, by: way))
        var refusal: Refusal?
        if case .examine(let name) = subject.task {
            try examine(name, &conversation.observation)
        } else {
            refusal = try hold(&conversation)
        }
        conversation.observation.exchanges = peer.takeRequests()
        return refusal.map(Sight.refused) ?? .seen(conversation.observation)
    }

    /// Has the driver answer all of a conversation; says why nothing can be said of the subject, if
    /// so.
    func hold(_ conversation: inout CaseConversation) throws(HarnessFault) -> Refusal? {
        guard
            let text = try call("speak", conversation.text(), for: &conversation.observation)
        else { return nil }
        do throws(SubjectFault) {
            return try conversation.take(responses: text)
        } catch {
            conversation.observation.ending = Self.unreadable(text)
            return nil
        }
    }

    /// Has the driver examine the package, of which the protocol knows nothing.
    private func examine(
        _ name: String, _ observation: inout Observation
    ) throws(HarnessFault) {
        let facts = observation.subject.facts.map { [JSONObject.Member("facts", $0)] } ?? []
        let task = JSONValue.object([.init("name", .string(name))] + facts)
        guard let text = try call("examine", task.text(), for: &observation) else { return }
        if let told = try? JSONValue.read(text), let compared = told["compared"]?.int,
            let problems = told["problems"]?.array
        {
            observation.steps = [
                .examined(compared: compared, problems: problems.compactMap(\.string))
            ]
        } else {
            observation.ending = Self.unreadable(text)
        }
    }

    private static func unreadable(_ text: String) -> Observation.Ending {
        .died("the driver's report cannot be read: \(excerpt(text))")
    }

    /// Calls a function of the driver, and notes how that ended; nil when it did not return.
    private func call(
        _ function: String, _ text: String, for observation: inout Observation
    ) throws(HarnessFault) -> String? {
        guard let worker else { throw HarnessFault("the worker did not start") }
        let outcome = worker.call(function, text, timeout: settings.timeout)
        if case .workerLost = outcome { close() }
        let (ending, output) = ending(of: outcome)
        observation.ending = ending
        observation.output = staged.anonymous(output)
        guard case .returned(let text, _) = outcome else { return nil }
        return staged.anonymous(text)
    }

    /// How the process ended a call, and what it printed meanwhile.
    func ending(of outcome: WorkerOutcome) -> (Observation.Ending, String) {
        switch outcome {
        case .returned(_, let output): (.reported, output.shown)
        case .raised(let trace, let output): (.raised(staged.anonymous(trace)), output.shown)
        case .timedOut(let place, let output): (.timedOut(staged.anonymous(place)), output.shown)
        case .died(let how, let output): (.died("\(how)"), output.shown)
        case .workerLost(let how): (.died(how), "")
        }
    }
}

extension Case {
    /// The way that needs no choice; nil for what calls nothing.
    fileprivate var firstWay: Way? {
        guard case .calls = task else { return nil }
        return ways.first
    }
}

extension GuestOutput {
    /// Both streams as a person reads them, one after the other.
    fileprivate var shown: String { standard.text + error.text }
}
