import Conformance
import Foundation
import Glibc
import Peers
import WireJSON

/// A program that speaks frames on its standard streams, and how it is started.
struct DispatchSubject: Sendable {
    /// The program and its arguments; no shell runs.
    var words: [String]
    var environment: [String: String]
    var profile = DispatchManner.strict
    /// Whether it is generated code, which gets no network and bounded memory.
    var isConfined = false
}

/// Plays cases of dispatch, each with a process of its own.
struct DispatchPlayer: Sendable {
    let subject: DispatchSubject
    /// A folder for sockets, with a short path.
    let directory: String
    /// How long any one step may take.
    let timeout: Duration
    /// How long a subject may take to start before its first step is timed, where it is known to
    /// connect to the desk as it starts.
    var startup = Duration.zero
    /// What the subject says it can do besides answering; asked for where cases need it.
    private(set) var offers: Set<String> = []

    init(subject: DispatchSubject, directory: String, timeout: Duration) {
        self.subject = subject
        self.directory = directory
        self.timeout = timeout
    }

    /// Plays one case and says what was seen.
    func play(_ played: DispatchCase) throws(HarnessFault) -> DispatchTranscript {
        let (desk, caller) = try started(played)
        defer { desk.close() }
        var conversation = Conversation(
            transcript: DispatchTranscript(subject: played), caller: caller, desk: desk,
            timeout: timeout)
        conversation.awaitSubject(until: .now + startup)
        conversation.hold()
        caller.close()
        desk.close()
        return conversation.finished()
    }

    private func started(
        _ played: DispatchCase
    ) throws(HarnessFault) -> (HandlerDesk, RawCaller) {
        let number = UInt32.random(in: 0...UInt32.max)
        let path = "\(directory)/\(String(number, radix: 36)).sock"
        let desk: HandlerDesk
        do {
            let endings = played.handlers.mapValues { $0.map(Self.deskEnding) }
            desk = try HandlerDesk(path: path, endings: endings)
        } catch {
            throw HarnessFault("\(error); set TMPDIR to a shorter path")
        }
        let caller = caller(played, path)
        do {
            try caller.open(until: .now + timeout)
        } catch {
            desk.close()
            throw HarnessFault("the subject cannot be started: \(error)")
        }
        return (desk, caller)
    }

    private func caller(_ played: DispatchCase, _ path: String) -> RawCaller {
        var environment = subject.environment
        environment["ASSAY_FRAMING"] = played.framing.rawValue
        environment["ASSAY_PROFILE"] = subject.profile.rawValue
        environment["ASSAY_HANDLERS"] = path
        environment["ASSAY_WITHOUT"] = played.without.joined(separator: ",")
        var limits = RawCaller.Limits()
        limits.messageBytes = 160 << 20
        var program = ProgramLimits()
        if subject.isConfined {
            program.memory = 4 << 30
            program.isolatesNetwork = true
        }
        limits.program = program
        let framing: Framing =
            played.framing == .newline ? .newline : .contentLength
        return RawCaller(
            ServerAddress(place: .process(subject.words), speech: .frames(framing)),
            environment: environment, limits: limits)
    }

    private static func deskEnding(_ ending: DispatchCase.Ending) -> HandlerDesk.Ending {
        ending.message.map(HandlerDesk.Ending.message) ?? .held
    }
}

// What a subject can do besides.

extension DispatchPlayer {
    /// The player that knows what its subject offers, which is asked only if a case needs it.
    func claiming(for cases: [DispatchCase]) throws(HarnessFault) -> DispatchPlayer {
        guard cases.contains(where: { !$0.needs.isEmpty }) else { return self }
        var player = self
        let greeting = DispatchCase(
            id: "", title: "", why: "", requirements: [], service: "", steps: [])
        let (desk, caller) = try started(greeting)
        let deadline = ContinuousClock.now + startup + timeout
        caller.finishSending()
        while case .reply = caller.receive(until: deadline) {}
        caller.close()
        desk.close()
        player.offers = desk.offers
        return player
    }

    /// Why a case cannot be played with this subject; nil when it can.
    func refusal(of played: DispatchCase) -> String? {
        let lacking = played.needs.filter { !offers.contains($0) }
        guard let first = lacking.first else { return nil }
        return "the subject does not offer '\(first)'"
    }
}

extension DispatchCase.Ending {
    /// What a handler is told; nil while it is held.
    var message: JSONObject? {
        switch self {
        case .result(let value): JSONObject([.init("result", value)])
        case .error(let error): JSONObject([.init("error", error)])
        case .panic(let text): JSONObject([.init("panic", .string(text))])
        case .outbound(let call): JSONObject([.init("outbound", call)])
        case .held: nil
        }
    }
}

/// One case with one process.
private struct Conversation {
    var transcript: DispatchTranscript
    let caller: RawCaller
    let desk: HandlerDesk
    let timeout: Duration
    /// Values that patterns have bound, for messages that use them.
    private var bindings = Bindings()
    /// Messages that came before a step asked for them.
    private var waiting: [[UInt8]] = []

    init(
        transcript: DispatchTranscript, caller: RawCaller, desk: HandlerDesk, timeout: Duration
    ) {
        self.transcript = transcript
        self.caller = caller
        self.desk = desk
        self.timeout = timeout
    }

    /// Waits until the subject is connected to the desk, or has ended.
    func awaitSubject(until deadline: ContinuousClock.Instant) {
        while !desk.isJoined, !caller.hasEnded(), ContinuousClock.now < deadline { usleep(2000) }
    }

    mutating func hold() {
        for step in transcript.subject.steps {
            let outcome = perform(step)
            transcript.steps.append(outcome)
            if case .nothing = outcome { return }
        }
        takeLeave()
    }

    /// The transcript once the process is gone.
    func finished() -> DispatchTranscript {
        var finished = transcript
        finished.strayCalls = desk.strays
        finished.complaints = caller.complaints
        return finished
    }

    private mutating func perform(_ step: DispatchCase.Step) -> DispatchTranscript.Outcome {
        let deadline = ContinuousClock.now + timeout
        switch step {
        case .send(let message): return send(message, until: deadline)
        case .sendText(let text):
            if let message = try? JSONValue.read(text) { note(message) }
            return sent(caller.send(Array(text.utf8), until: deadline))
        case .sendBytes(let text):
            let outcome = sent(caller.sendBytes(Array(text.utf8), until: deadline))
            // What comes next is another piece, and must not arrive with this one.
            usleep(20_000)
            return outcome
        case .close:
            caller.finishSending()
            return .done
        case .receive(let pattern):
            let outcome = receive(1, until: deadline)
            bind(pattern, outcome)
            return outcome
        case .receiveAll(let patterns): return receive(patterns.count, until: deadline)
        case .handled: return handled(until: deadline)
        case .release(let method, let ending):
            let isDone = ending.message.map { desk.release(method, $0) } ?? true
            return isDone ? .done : .nothing("nobody waits")
        case .flood(let asked): return flood(asked)
        case .heavy(let size, let message, _): return heavy(size, message)
        }
    }

    private func sent(_ fault: String?) -> DispatchTranscript.Outcome {
        fault.map(DispatchTranscript.Outcome.nothing) ?? .done
    }

    private mutating func send(
        _ message: JSONValue, until deadline: ContinuousClock.Instant
    ) -> DispatchTranscript.Outcome {
        let message = bindings.reduce(message) { $0.filling($1.key, with: $1.value) }
        note(message)
        return sent(caller.send(message.bytes(), until: deadline))
    }

    /// Remembers the ids under which answers may come.
    private mutating func note(_ message: JSONValue) {
        for request in message.array ?? [message]
        where request["result"] == nil && request["error"] == nil {
            if let id = request["id"] { transcript.requestIDs.append(id) }
        }
    }

    private mutating func bind(_ pattern: Pattern, _ outcome: DispatchTranscript.Outcome) {
        guard case .received(let messages) = outcome, let first = messages.first,
            let message = try? JSONValue.read(first)
        else { return }
        var found = bindings
        if pattern.mismatch(message, &found) == nil { bindings = found }
    }

    private mutating func receive(
        _ count: Int, until deadline: ContinuousClock.Instant
    ) -> DispatchTranscript.Outcome {
        var messages: [[UInt8]] = []
        while messages.count < count {
            if !waiting.isEmpty {
                messages.append(waiting.removeFirst())
                continue
            }
            switch next(until: deadline) {
            case .reply(let reply): messages.append(reply.body)
            case .late:
                if let fault = desk.fault { return .nothing(fault) }
                return .nothing("\(messages.count) of \(count) messages came within \(timeout)")
            case .ended(let how), .broken(let how): return .nothing(how)
            }
        }
        return .received(messages)
    }

    private mutating func next(until deadline: ContinuousClock.Instant) -> RawCaller.Arrival {
        let arrival = caller.receive(until: deadline)
        if case .reply(let reply) = arrival { transcript.messages.append(reply.body) }
        return arrival
    }

    /// Waits for a handler's call, and takes what the subject says meanwhile so that it can go on.
    private mutating func handled(
        until deadline: ContinuousClock.Instant
    ) -> DispatchTranscript.Outcome {
        while ContinuousClock.now < deadline {
            if let call = desk.take(until: .now + .milliseconds(5)) { return .handled(call) }
            if let fault = desk.fault { return .nothing(fault) }
            switch next(until: .now) {
            case .reply(let reply): waiting.append(reply.body)
            case .late: break
            case .ended(let how), .broken(let how):
                if let call = desk.take(until: .now) { return .handled(call) }
                return .nothing(how)
            }
        }
        return .nothing("no handler was called within \(timeout)")
    }

    private mutating func flood(_ asked: DispatchCase.Flood) -> DispatchTranscript.Outcome {
        let deadline = ContinuousClock.now + timeout * 4
        for number in 1...asked.count {
            let request = asked.message.filling("n", with: .number(number))
            if let id = request["id"] { transcript.requestIDs.append(id) }
            if let fault = caller.send(request.bytes(), until: deadline) { return .nothing(fault) }
        }
        if let message = asked.release?.message {
            for _ in 1...asked.count {
                let outcome = handled(until: deadline)
                guard case .handled = outcome else { return outcome }
            }
            desk.releaseAll(message)
        }
        return receive(asked.count, until: deadline)
    }

    private mutating func heavy(
        _ size: Int, _ message: JSONValue
    ) -> DispatchTranscript.Outcome {
        let deadline = ContinuousClock.now + timeout * 4
        let text = String(repeating: "x", count: size)
        let request = message.filling("text", with: .string(text))
        let outcome = send(request, until: deadline)
        guard case .done = outcome else { return outcome }
        return receive(1, until: deadline)
    }

    /// Ends the subject's input; what it still says, nobody asked for.
    private mutating func takeLeave() {
        caller.finishSending()
        transcript.surplus = waiting
        let deadline = ContinuousClock.now + timeout
        while true {
            switch next(until: deadline) {
            case .reply(let reply): transcript.surplus.append(reply.body)
            case .late:
                transcript.ending = .otherwise("the subject does not end with its input")
                return
            case .broken(let how):
                transcript.ending = .otherwise("what the subject says is no message: \(how)")
                return
            case .ended(let how):
                transcript.ending = Self.ending(how)
                return
            }
        }
    }

    private static func ending(_ text: String) -> DispatchTranscript.Ending {
        let words = "ended with status "
        guard let range = text.firstRange(of: words), let status = Int32(text[range.upperBound...])
        else { return .otherwise(text) }
        return .exited(status)
    }
}
