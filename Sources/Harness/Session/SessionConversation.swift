import Conformance
import Foundation
import Peers
import WireJSON

/// One case with one adapter and one peer.
struct SessionConversation {
    typealias Outcome = SessionTranscript.Outcome

    var transcript: SessionTranscript
    private let adapter: SessionAdapter
    private let peer: StreamPeer
    private let timeout: Duration
    private let interpreter: String
    private var session: Int?
    /// Numbers of requests by the names of their calls, and of subscriptions.
    private var calls: [String: Int] = [:]
    private var subscriptions: [String: Int] = [:]
    /// Seconds that calls may take which take longer than others.
    private var patience: [String: Int] = [:]
    /// Calls of which the end has not been seen.
    private var open: Set<String> = []
    /// Messages of the client's that no step has asked for yet.
    private var early: [[UInt8]] = []
    /// Values that patterns have bound, for messages that use them.
    private var bindings = Bindings()

    init(
        _ transcript: SessionTranscript, adapter: SessionAdapter, peer: StreamPeer,
        timeout: Duration, interpreter: String
    ) {
        self.transcript = transcript
        self.adapter = adapter
        self.peer = peer
        self.timeout = timeout
        self.interpreter = interpreter
    }

    /// Whether the adapter can be used for another case: all that was begun has ended, and nothing
    /// is wrong.
    var isClean: Bool {
        guard transcript.breach == nil, open.isEmpty, session == nil,
            transcript.steps.count == transcript.subject.steps.count
        else { return false }
        return SessionJudge.report(transcript).verdict == .passed
    }

    mutating func hold() throws(HarnessFault) {
        for step in transcript.subject.steps {
            let outcome = try perform(step)
            transcript.steps.append(outcome)
            transcript.breach = adapter.breach
            if case .outcome(let told) = outcome, told["reason"] != nil { return }
            if case .nothing = outcome { return try drain() }
            if case .connect = step, session == nil { break }
            if transcript.breach != nil { return }
        }
        takeLeave()
        adapter.listen()
        transcript.breach = adapter.breach
    }

    /// Takes what has been sent by now, which may show why a step got nothing.
    private mutating func drain() throws(HarnessFault) {
        adapter.listen()
        transcript.breach = adapter.breach
        if try isConnected(until: .now + .milliseconds(500)) { attend() }
        transcript.wire += early.map { .init(isPeers: false, text: $0) }
    }

    /// Takes what the client has sent by now, before a step asks for it: a WebSocket is closed by
    /// both sides.
    private mutating func attend() {
        while early.count < 100, case .message(let text) = peer.hear(until: .now) {
            early.append(text)
        }
    }

    private mutating func perform(_ step: SessionCase.Step) throws(HarnessFault) -> Outcome {
        let deadline = ContinuousClock.now + timeout
        switch step {
        case .connect(let asked): return try connect(asked)
        case .call(let asked): return call(asked)
        case .batch(let name, let calls): return batch(name, calls)
        case .ends(let name, _): return ended(name)
        case .subscribe(let name): return subscribe(name, until: deadline)
        case .notified(let asked): return notified(asked, until: deadline)
        case .over(let name, _): return over(name, until: deadline)
        case .cancel(let name): return cancel(name, until: deadline)
        case .handled: return handled(until: deadline)
        case .close: return close(until: deadline)
        case .hear(let pattern): return try hear([pattern], until: deadline)
        case .hearAll(let patterns): return try hear(patterns, until: deadline)
        case .greeted: return greeted()
        case .gone:
            let what = transcript.way.isChild ? "the child still runs" : "the connection is open"
            if peer.isGone(by: deadline) { return .done }
            return .nothing("\(what) \(timeout) after the close")
        default: return try speak(step, until: deadline)
        }
    }

    /// What the peer says and does by itself.
    private mutating func speak(
        _ step: SessionCase.Step, until deadline: ContinuousClock.Instant
    ) throws(HarnessFault) -> Outcome {
        guard try isConnected(until: deadline) else { return .nothing("nobody has connected") }
        switch step {
        case .say(let message): return say(filled(message).bytes(), until: deadline)
        case .sayText(let text): return say(Array(text.utf8), until: deadline)
        case .sayMany(let count, let message):
            for number in 1...count {
                let numbered = filled(message).filling("n", with: .number(number))
                let outcome = say(numbered.bytes(), until: deadline)
                guard case .done = outcome else { return outcome }
            }
            return .done
        case .sayLong(let size, let message):
            let text = JSONValue.string(String(repeating: "x", count: size))
            return say(filled(message).filling("text", with: text).bytes(), until: deadline)
        case .complain(let count):
            note("writes \(count) bytes to its standard error")
            return peer.complain(count, until: deadline).map(Outcome.nothing) ?? .done
        case .hangUp(let status):
            note(transcript.way.isChild ? "ends with status \(status)" : "drops the connection")
            peer.hangUp(status: UInt8(clamping: status))
            return .done
        case .deaf:
            note("ignores SIGTERM and the end of its input")
            return peer.beDeaf(until: deadline) ? .done : .nothing("the peer is no child process")
        default: return .done
        }
    }

    private func filled(_ message: JSONValue) -> JSONValue {
        bindings.reduce(message) { $0.filling($1.key, with: $1.value) }
    }

    private mutating func note(_ deed: String) {
        transcript.wire.append(.init(isPeers: true, text: Array("(\(deed))".utf8)))
    }

    private mutating func say(
        _ text: [UInt8], until deadline: ContinuousClock.Instant
    ) -> Outcome {
        let shown = text.count > 4096 ? Array(text.prefix(100)) : text
        transcript.wire.append(.init(isPeers: true, text: shown))
        return peer.say(text, until: deadline).map(Outcome.nothing) ?? .done
    }
}

// What the user does.

extension SessionConversation {
    /// How long connecting may take at least: a child has to start.
    private static let patience = Duration.seconds(10)

    private mutating func connect(
        _ asked: SessionCase.Connection
    ) throws(HarnessFault) -> Outcome {
        let patience = max(timeout, Self.patience)
        let deadline = ContinuousClock.now + patience
        let number = adapter.ask(.connect, place(asked))
        while ContinuousClock.now < deadline, adapter.breach == nil {
            if asked.command == nil { _ = try accept(until: .now + .milliseconds(5)) }
            guard let outcome = adapter.answer(number, until: .now + .milliseconds(5)) else {
                continue
            }
            session = outcome["session"]?.int ?? session
            return .outcome(outcome)
        }
        return .nothing("connecting does not end within \(patience)")
    }

    private func place(_ asked: SessionCase.Connection) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = [
            .init("transport", .string(transcript.way.transport.rawValue)),
            .init("client", .string(transcript.way.client.rawValue)), .init("timeout", 30),
        ]
        switch peer.carrier {
        case .child:
            let own = [interpreter, "-I", "-S", "-B", "-c", DriverSource.sessionPeer, peer.path]
            let command = (asked.command ?? own).map(JSONValue.string)
            members.append(.init("command", .array(command)))
        case .webSocket:
            members.append(.init("url", .string("ws://127.0.0.1:\(peer.port)/session")))
        case .memory: members.append(.init("path", .string(peer.path)))
        }
        if let token = asked.token { members.append(.init("token", .string(token))) }
        if asked.failingHandlers { members.append(.init("handlers", "failing")) }
        if asked.isAgain, let session { members.append(.init("session", .number(session))) }
        return members
    }

    private func accept(until deadline: ContinuousClock.Instant) throws(HarnessFault) -> Bool {
        do {
            return try peer.accept(until: deadline)
        } catch {
            throw HarnessFault(error.description)
        }
    }

    private func isConnected(
        until deadline: ContinuousClock.Instant
    ) throws(HarnessFault) -> Bool {
        if peer.isConnected { return true }
        return try accept(until: deadline)
    }

    private mutating func call(_ asked: SessionCase.Call) -> Outcome {
        var members: [JSONObject.Member] = [
            .init("session", .number(session ?? 0)), .init("method", .string(asked.method)),
            .init("params", JSONValue(.object(asked.params))),
        ]
        patience[asked.name] = asked.patience
        if let timeout = asked.timeout { members.append(.init("timeout", timeout)) }
        calls[asked.name] = adapter.ask(asked.isNotification ? .notify : .call, members)
        open.insert(asked.name)
        return .done
    }

    private mutating func batch(_ name: String, _ made: JSONValue) -> Outcome {
        calls[name] = adapter.ask(
            .batch, [.init("session", .number(session ?? 0)), .init("calls", made)])
        open.insert(name)
        return .done
    }

    private mutating func ended(_ name: String) -> Outcome {
        let patience = patience[name].map { Duration.seconds($0) } ?? timeout
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline, adapter.breach == nil {
            let slice = transcript.way.transport == .webSocket ? .milliseconds(20) : patience
            if let outcome = adapter.answer(calls[name] ?? 0, until: min(deadline, .now + slice)) {
                open.remove(name)
                return .outcome(outcome)
            }
            attend()
        }
        return .nothing("the call '\(name)' does not end within \(patience)")
    }

    private mutating func subscribe(
        _ name: String, until deadline: ContinuousClock.Instant
    ) -> Outcome {
        let number = adapter.ask(.subscribe, [.init("session", .number(session ?? 0))])
        guard let outcome = adapter.answer(number, until: deadline) else {
            return .nothing("subscribing does not end within \(timeout)")
        }
        subscriptions[name] = outcome["subscription"]?.int
        return .outcome(outcome)
    }

    private func notified(
        _ asked: SessionCase.Notified, until deadline: ContinuousClock.Instant
    ) -> Outcome {
        var seen: [JSONValue] = []
        let own = subscriptions[asked.name]
        while seen.count < asked.count {
            let notice = adapter.notice(until: deadline) {
                $0.method == "notified" && $0.subscription == own
            }
            guard let notice else {
                let much = "\(seen.count) of \(asked.count) notifications"
                return .nothing("'\(asked.name)' is told of \(much) within \(timeout)")
            }
            let members = notice.object?.members ?? []
            seen.append(.object(members.filter { $0.name != "subscription" }))
        }
        return .notified(seen)
    }

    private func over(_ name: String, until deadline: ContinuousClock.Instant) -> Outcome {
        let own = subscriptions[name]
        let notice = adapter.notice(until: deadline) {
            $0.method == "ended" && $0.subscription == own
        }
        guard let notice else {
            return .nothing("the subscription '\(name)' does not end within \(timeout)")
        }
        return .outcome(notice["outcome"] ?? ["outcome": "returned", "value": .null])
    }

    private func cancel(_ name: String, until deadline: ContinuousClock.Instant) -> Outcome {
        let member: JSONObject.Member =
            if let call = calls[name] { .init("call", .number(call)) } else {
                .init("subscription", .number(subscriptions[name] ?? 0))
            }
        let number = adapter.ask(.cancel, [member])
        let outcome = adapter.answer(number, until: deadline)
        return outcome.map(Outcome.outcome) ?? .nothing("giving up does not end within \(timeout)")
    }

    private func handled(until deadline: ContinuousClock.Instant) -> Outcome {
        let notice = adapter.notice(until: deadline) { $0.method == "handled" }
        guard let notice else { return .nothing("no handler was called within \(timeout)") }
        return .told(.object((notice.object?.members ?? []).filter { $0.name != "session" }))
    }

    private mutating func close(until deadline: ContinuousClock.Instant) -> Outcome {
        let number = adapter.ask(.close, [.init("session", .number(session ?? 0))])
        while ContinuousClock.now < deadline, adapter.breach == nil {
            attend()
            if let outcome = adapter.answer(number, until: .now + .milliseconds(5)) {
                transcript.closing = .outcome(outcome)
                return .outcome(outcome)
            }
        }
        return .nothing("closing does not end within \(timeout)")
    }
}

// What the peer hears.

extension SessionConversation {
    private mutating func hear(
        _ patterns: [Pattern], until deadline: ContinuousClock.Instant
    ) throws(HarnessFault) -> Outcome {
        guard try isConnected(until: deadline) else { return .nothing("nobody has connected") }
        var messages: [[UInt8]] = []
        while messages.count < patterns.count {
            switch early.isEmpty ? peer.hear(until: deadline) : .message(early.removeFirst()) {
            case .message(let text):
                transcript.wire.append(.init(isPeers: false, text: text))
                if isAllowed(text, patterns) { continue }
                messages.append(text)
            case .late:
                let much = "\(messages.count) of \(patterns.count) messages"
                return .nothing("the client sends \(much) within \(timeout)")
            case .ended(let how), .broken(let how): return .nothing(how)
            }
        }
        bind(patterns, messages)
        return .heard(messages)
    }

    /// Whether a message is one of those that may come at any time, and none that is waited for.
    private func isAllowed(_ text: [UInt8], _ patterns: [Pattern]) -> Bool {
        guard let message = try? JSONValue.read(text) else { return false }
        let fits = { (pattern: Pattern) in
            var attempt = bindings
            return pattern.mismatch(message, &attempt) == nil
        }
        return !patterns.contains(where: fits) && transcript.subject.allowed.contains(where: fits)
    }

    private mutating func bind(_ patterns: [Pattern], _ messages: [[UInt8]]) {
        let read = messages.compactMap { try? JSONValue.read($0) }
        guard let order = Pattern.assignment(patterns, read, bindings) else { return }
        for (pattern, index) in zip(patterns, order) {
            _ = pattern.mismatch(read[index], &bindings)
        }
    }

    private func greeted() -> Outcome {
        guard let greeting = peer.greeting else { return .nothing("no WebSocket was opened") }
        let authorizations = greeting.authorizations.map(JSONValue.string)
        return .told(
            ["target": .string(greeting.target), "authorization": .array(authorizations)])
    }

    private mutating func takeSurplus(_ text: [UInt8]) {
        transcript.wire.append(.init(isPeers: false, text: text))
        transcript.surplus.append(text)
    }

    /// Closes what is open, and hears what the client still says.
    private mutating func takeLeave() {
        let deadline = ContinuousClock.now + timeout
        if session != nil, transcript.closing == nil { transcript.closing = close(until: deadline) }
        session = nil
        early.forEach { takeSurplus($0) }
        while ContinuousClock.now < deadline {
            switch peer.hear(until: .now + .milliseconds(10)) {
            case .message(let text): takeSurplus(text)
            case .late: if transcript.way.isChild, peer.isGone(by: .now) { return }
            case .ended, .broken: return
            }
        }
        transcript.isLeft = true
    }
}

extension Way {
    /// Whether the peer is a child process of the client's.
    fileprivate var isChild: Bool { transport == .stdioLines || transport == .stdioHeaders }
}
