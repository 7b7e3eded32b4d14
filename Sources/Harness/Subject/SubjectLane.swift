import Conformance
import JSONRPC
import Peers
import WireJSON

/// One process of a subject and the mock that it talks to; plays one case at a time.
final class SubjectLane {
    private let staged: StagedAdapter
    private let settings: LaneSettings
    private let peer: SubjectPeer
    private var process: SubjectProcess?

    init(_ staged: StagedAdapter, _ settings: LaneSettings, directory: String) {
        self.staged = staged
        self.settings = settings
        peer = SubjectPeer(staged, settings, directory: directory)
    }

    deinit { process?.close() }

    /// Starts a process, asks what the subject is, and has it prepare for the document.
    func meet() throws(HarnessFault) -> Meeting {
        let process = try SubjectProcess(staged.command)
        self.process = process
        do throws(SubjectFault) {
            let description = try process.describe()
            let prepared = try process.ask(.prepare, staged.preparation(in: peer.directory))
            if let refusal = Refusal(prepared, of: "prepare") { return .refused(refusal) }
            return .met(description)
        } catch {
            close()
            return .refused(Refusal(.failed, error.description))
        }
    }

    /// What came of a first conversation.
    enum Meeting {
        case met(SubjectDescription)
        case refused(Refusal)
    }

    /// Lets go of a process; the next case gets another.
    private func close() {
        process?.close()
        process = nil
    }

    /// Plays a case each of its ways; what was sent the first way is what the others are held
    /// against.
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
        switch try sight(of: subject, by: way) {
        case .refused(let refusal):
            return Judge.report(subject, by: way, refusal.verdict, because: refusal.reason)
        case .seen(var observation):
            try reference.hold(&observation) { way throws(HarnessFault) in
                guard case .seen(let again) = try sight(of: subject, by: way) else { return [] }
                return again.exchanges.map(\.requestBody)
            }
            return Judge.report(observation)
        }
    }
}

// One case.

extension SubjectLane {
    private enum Sight {
        case seen(Observation)
        case refused(Refusal)
    }

    private func sight(of subject: Case, by way: Way?) throws(HarnessFault) -> Sight {
        if process == nil, case .refused(let refusal) = try meet() { return .refused(refusal) }
        guard let process else { throw HarnessFault("the subject did not start") }
        let connection = try way.map(peer.connection)
        peer.load(MockScript(subject, by: way))
        _ = process.takeOutput()
        var observation = Observation(subject: subject, by: way)
        var refusal: Refusal?
        do throws(SubjectFault) {
            refusal = try perform(subject, connection, process, &observation)
            try process.settle()
        } catch {
            observation.ending = error.ending
        }
        observation.exchanges = peer.takeRequests()
        observation.output = process.takeOutput()
        if observation.ending != .reported { close() }
        if let refusal, observation.ending == .reported { return .refused(refusal) }
        return .seen(observation)
    }

    private func perform(
        _ subject: Case, _ connection: [JSONObject.Member]?, _ process: SubjectProcess,
        _ observation: inout Observation
    ) throws(SubjectFault) -> Refusal? {
        switch subject.task {
        case .examine: return Refusal(.unsupported, "it is about packages of Python")
        case .construct(let construction):
            let outcome = try process.ask(
                .construct,
                [
                    "names": .array(construction.memberNames.map(JSONValue.string)),
                    "members": JSONValue(.object(construction.members)),
                ])
            return take(outcome, .construct, process, &observation)
        case .calls(let steps):
            guard let connection else { return nil }
            let patience = DriverTask.patience(subject.stalls ? nil : settings.timeout)
            let connected = try process.ask(
                .connect, .object(connection + [.init("timeout", patience)]))
            guard case .connected(let session) = connected else {
                return take(connected, .connect, process, &observation)
            }
            for step in steps {
                let request: SubjectOutcome.Request = step.isNotification ? .notify : .call
                let outcome = try process.ask(
                    request,
                    [
                        "session": .number(session), "method": .string(step.method),
                        "params": JSONValue(.object(step.arguments)),
                    ], within: settings.timeout)
                if let refusal = take(outcome, request, process, &observation) { return refusal }
            }
            let closed = try process.ask(.close, ["session": .number(session)])
            if case .raised(let exception) = closed {
                observation.ending = .raised("'close' raised \(JSONValue(.object(exception)))")
            }
            return nil
        }
    }

    /// Takes an outcome for a step's; says why there is none.
    private func take(
        _ outcome: SubjectOutcome, _ request: SubjectOutcome.Request, _ process: SubjectProcess,
        _ observation: inout Observation
    ) -> Refusal? {
        if let refusal = Refusal(outcome, of: request.rawValue, mayRaise: true) { return refusal }
        let seesShapes = process.description?.features.contains(.shapes) ?? false
        if let step = outcome.step { observation.steps.append(seesShapes ? step : step.shapeless) }
        return nil
    }
}

/// An adapter, and the document whose service it is to call.
struct StagedAdapter: Sendable {
    var command: SubjectCommand
    /// The document's name in reports.
    var service: String
    var document: JSONValue
    var documentBytes: [UInt8]

    func preparation(in directory: String) -> JSONValue {
        [
            "document": document, "service": .string(service), "directory": .string(directory),
        ]
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
        case .raised, .returned, .connected, .constructed, .subscribed, .outcomes: return nil
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
