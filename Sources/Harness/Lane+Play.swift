import Conformance
import EmbeddedPython
import JSONRPC
import Peers
import WireJSON

extension Lane {
    /// Plays a case each way that is asked for; what was sent the first way is what the others are
    /// held against. A lost worker is replaced before the next one.
    func play(_ playing: Playing) -> [CaseReport] {
        var reference = WayReference()
        let ways = playing.ways.isEmpty ? [nil] : playing.ways.map(Optional.some)
        return ways.map { way in
            do throws(HarnessFault) {
                return try report(playing.subject, by: way, against: &reference)
            } catch {
                return Judge.report(
                    playing.subject, by: way, .inconclusive, because: error.description)
            }
        }
    }

    private func report(
        _ subject: Case, by way: Way?, against reference: inout WayReference
    ) throws(HarnessFault) -> CaseReport {
        if let failure = try open() { return Self.report(subject, by: way, notLoaded: failure) }
        if let refusal = try way.flatMap(refusal) {
            return Judge.report(subject, by: way, refusal.verdict, because: refusal.reason)
        }
        var observation = try observe(subject, by: way)
        if case .examined(0, let problems)? = observation.steps.first, problems.isEmpty {
            return Judge.report(subject, .unsupported, because: "there is nothing to examine")
        }
        try reference.hold(&observation) { way throws(HarnessFault) in
            try observe(subject, by: way).exchanges.map(\.requestBody)
        }
        return Judge.report(observation)
    }

    /// Plays one case with a subject that has been loaded, the way that is named or else the
    /// first it can be played, and says what was seen.
    func observe(_ subject: Case, by way: Way? = nil) throws(HarnessFault) -> Observation {
        let way = way ?? subject.firstWay
        if let failure = try open() {
            return Observation(subject: subject, by: way, ending: failure)
        }
        guard let worker else { throw HarnessFault("the worker did not start") }
        let task = DriverTask(subject, by: way, at: try way.map(address))
        mock.load(MockScript(subject, by: way))
        let outcome = worker.call(
            task.function, task.text(timeout: settings.timeout), timeout: settings.timeout)
        let exchanges = mock.takeRecording().filter { $0.role == .request }
        if case .workerLost = outcome { close() }
        return observation(subject, by: way, outcome, exchanges)
    }

    /// The whole evidence stands at the case that is about imports; the others name it.
    private static func report(
        _ subject: Case, by way: Way?, notLoaded failure: Observation.Ending
    ) -> CaseReport {
        if case .examine("imports") = subject.task {
            return Judge.report(Observation(subject: subject, ending: failure))
        }
        return Judge.report(
            subject, by: way, .failed,
            because: "\(CaseReport.unloadable)\(failure.summary); "
                + (subject.id.hasPrefix("lock-in/") ? "lock-in" : "package") + "/imports has more")
    }

    private func observation(
        _ subject: Case, by way: Way?, _ outcome: WorkerOutcome, _ exchanges: [Exchange]
    ) -> Observation {
        let (ending, output) = ending(of: outcome)
        var observation = Observation(
            subject: subject, by: way, exchanges: exchanges, ending: ending,
            output: staged.anonymous(output))
        if case .returned(let text, _) = outcome {
            if let steps = DriverReport.steps(staged.anonymous(text)) {
                observation.steps = steps
                observation.misfits = DriverReport.misfits(staged.anonymous(text))
            } else {
                observation.ending = .died("the driver's report cannot be read: \(excerpt(text))")
            }
        }
        return observation
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
