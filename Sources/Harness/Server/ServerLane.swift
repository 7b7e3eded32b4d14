import Conformance
import Peers
import WireJSON

/// One connection to the server under test, or one process of it; plays one case at a time.
final class ServerLane {
    private let caller: RawCaller
    private let timeout: Duration
    /// What is known of the server; it decides which messages can be sent.
    var known = KnownService()
    /// Whether a server that ended a case badly has to be met anew.
    private var isSuspect = false
    private var probes = 0
    private var lossOfLastProbe = ""
    /// Whether the server answers the probe under the probe's id.
    private var knowsProbesById = true
    /// Whether the server has ever answered; it will then be awaited when it is started again.
    private var hasAnswered = false
    /// Cases in a row after which the server was lost.
    private(set) var lostInRow = 0

    /// Messages of one exchange beyond which a server is not listened to.
    private static let messageLimit = 1_000
    /// How long a program may take to start, beside the time for a reply.
    private static let starting = Duration.seconds(30)
    /// How long silence is listened to after it has been shown; a concurrent server may be late.
    private static let quiet = Duration.milliseconds(20)

    init(_ caller: RawCaller, timeout: Duration) {
        self.caller = caller
        self.timeout = timeout
    }

    /// Meets the server: connects and makes a first call. The reply's bytes, or why there is none.
    func meet() throws(HarnessFault) -> ServerExchange {
        try open()
        let (exchange, _) = probe(allowing: isProcess ? Self.starting : .zero)
        let id = JSONValue.string(probeId)
        hasAnswered = !exchange.messages.isEmpty
        if hasAnswered {
            knowsProbesById = exchange.messages.contains { $0.value?["id"] == id }
        }
        isSuspect = !hasAnswered
        return exchange
    }

    /// Sends one request as it is and takes its reply, for what has to be known before any case.
    func ask(_ request: JSONValue) throws(HarnessFault) -> JSONValue? {
        try open()
        let (exchange, _) = converse(request.bytes(), due: 1)
        return exchange.messages.first?.value
    }

    /// Plays one case; the server's own end is part of what is observed.
    func play(_ subject: ServerCase) throws(HarnessFault) -> ServerObservation {
        var observation = ServerObservation(subject: subject)
        do throws(HarnessFault) {
            if isSuspect || !isProcess || caller.hasEnded() { try open() }
        } catch {
            if lostInRow == 0, probes == 0 { throw error }
            observation.lost = error.description
            return settled(observation)
        }
        for step in subject.steps {
            guard let bytes = step.message.bytes(known) else { break }
            let (exchange, ending) = exchange(step, bytes)
            observation.steps.append(ServerObservation.Step(exchange: exchange, ending: ending))
            probe(after: step, into: &observation)
            if observation.lost != nil { break }
        }
        return settled(observation)
    }

    /// What the server's program has written to its standard error.
    var complaints: String { caller.complaints }

    func close() { caller.close() }

    private var isProcess: Bool {
        if case .process = caller.address.place { true } else { false }
    }

    private var isHTTP: Bool {
        if case .http = caller.address.speech { true } else { false }
    }

    private func open() throws(HarnessFault) {
        do throws(SocketFault) {
            try caller.open(until: .now + timeout)
            isSuspect = false
        } catch {
            throw HarnessFault("\(error)")
        }
        // A program that is started again is not late before it has come up.
        if isProcess, hasAnswered { _ = probe(allowing: Self.starting) }
    }

    /// What went wrong makes the next case begin on a connection of its own.
    private func settled(_ observation: ServerObservation) -> ServerObservation {
        lostInRow = observation.lost == nil ? 0 : lostInRow + 1
        let isUnasked = (observation.steps.map(\.exchange) + observation.probes).contains {
            $0.messages.count > $0.due
        }
        isSuspect =
            isUnasked || observation.lost != nil
            || observation.steps.contains { $0.ending != .complete }
        return observation
    }
}

// Exchanges.

extension ServerLane {
    /// One step: its message and what is due for it.
    private func exchange(
        _ step: ServerCase.Step, _ bytes: [UInt8]
    ) -> (ServerExchange, ServerObservation.Ending) {
        guard isHTTP, step.verb != "POST" || !step.headers.isEmpty else {
            return converse(bytes, due: step.expected.count)
        }
        reopenIfEnded()
        let headers = step.headers.map { (name: $0.name, value: $0.value) }
        let why = caller.send(bytes, verb: step.verb, headers: headers, until: .now + timeout)
        return collect(bytes, due: step.expected.count, failure: why)
    }

    /// Sends a message and takes what is due; by HTTP there is always a response, though it may
    /// carry no message.
    private func converse(
        _ bytes: [UInt8], due: Int
    ) -> (ServerExchange, ServerObservation.Ending) {
        reopenIfEnded()
        let why = caller.send(bytes, until: .now + timeout)
        return collect(bytes, due: due, failure: why)
    }

    private func collect(
        _ bytes: [UInt8], due: Int, failure: String?
    ) -> (ServerExchange, ServerObservation.Ending) {
        var exchange = ServerExchange(sent: bytes, due: due)
        let deadline = ContinuousClock.now + timeout
        // A server may answer and end before it has taken all: its answer counts all the same.
        var ending = ServerObservation.Ending.complete
        while exchange.replies.count < (isHTTP ? 1 : due) {
            switch take(until: deadline) {
            case .reply(let reply): exchange.replies.append(reply)
            case .ending(let why): ending = why
            }
            if ending != .complete { break }
        }
        if ending == .complete, exchange.replies.isEmpty, let failure, due > 0 {
            ending = .ended(failure)
        }
        return (exchange, ending)
    }

    private enum Taken {
        case reply(ServerReply)
        case ending(ServerObservation.Ending)
    }

    /// The next message that can be a reply: what the server asks or tells unasked is none.
    private func take(until deadline: ContinuousClock.Instant) -> Taken {
        for _ in 0..<Self.messageLimit {
            switch caller.receive(until: deadline) {
            case .late: return .ending(.late)
            case .ended(let how): return .ending(.ended(how))
            case .broken(let how): return .ending(.broken(how))
            case .reply(let raw):
                let reply = ServerReply(head: raw.head, body: raw.body)
                if let object = reply.value?.object, object["method"] != nil,
                    object["result"] == nil, object["error"] == nil, !isHTTP
                {
                    continue
                }
                return .reply(reply)
            }
        }
        return .ending(.broken("more than \(Self.messageLimit) messages came unasked"))
    }

    /// A connection that the server has ended since the last message is no good for the next one.
    private func reopenIfEnded() {
        guard !isProcess, !caller.isOpen || caller.hasEnded() else { return }
        _ = try? caller.open(until: .now + timeout)
    }
}

// Probes.

extension ServerLane {
    private var probeId: String { "assay-probe-\(probes)" }

    private var probeMessage: JSONValue {
        let call = known.call ?? KnownCall(method: "assay.probe", params: nil)
        return .object(
            [.init("jsonrpc", "2.0"), .init("method", .string(call.method))]
                + (call.params.map { [.init("params", $0)] } ?? [])
                + [.init("id", .string(probeId))])
    }

    /// Calls once more, to show that the server lives and has nothing more to say to what came
    /// before. What comes before the probe's own reply belongs to the step.
    private func probe(after step: ServerCase.Step, into observation: inout ServerObservation) {
        let last = observation.steps.count - 1
        if isProcess, case .ended(let how) = observation.steps[last].ending {
            observation.lost = how
            return
        }
        let isSilent = step.expected.count == 0 && !isHTTP
        for _ in 0..<(isSilent ? 2 : 1) where observation.lost == nil {
            if !caller.isOpen, let why = reopened() {
                observation.lost = why
                return
            }
            let (exchange, others) = probe()
            observation.steps[last].exchange.replies += others
            observation.probes.append(exchange)
            if exchange.messages.isEmpty { observation.lost = lossOfLastProbe }
        }
        if isSilent, observation.lost == nil,
            case .reply(let late) = take(until: .now + Self.quiet)
        {
            observation.steps[last].exchange.replies.append(late)
        }
    }

    private func reopened() -> String? {
        do throws(SocketFault) {
            try caller.open(until: .now + timeout)
            return nil
        } catch {
            return error.description
        }
    }

    /// The probe's exchange, and what came before its reply.
    private func probe(
        allowing more: Duration = .zero
    ) -> (ServerExchange, others: [ServerReply]) {
        probes += 1
        let id = JSONValue.string(probeId)
        let bytes = probeMessage.bytes()
        var exchange = ServerExchange(sent: bytes, due: 1)
        var others: [ServerReply] = []
        reopenIfEnded()
        let deadline = ContinuousClock.now + timeout + more
        lossOfLastProbe = caller.send(bytes, until: deadline) ?? "no reply came in time"
        while others.count < Self.messageLimit {
            switch take(until: deadline) {
            case .reply(let reply):
                if !knowsProbesById || probes == 1 || reply.value?["id"] == id {
                    exchange.replies.append(reply)
                    return (exchange, others)
                }
                others.append(reply)
            case .ending(.ended(let how)), .ending(.broken(let how)):
                lossOfLastProbe = how
                return (exchange, others)
            case .ending: return (exchange, others)
            }
        }
        return (exchange, others)
    }
}
