package import Conformance
import Peers
package import WireJSON

/// One process of an adapter, asked by the subject protocol. Whatever it does wrong is one
/// `SubjectFault`, after which it is of no use.
package final class SubjectProcess {
    private let command: SubjectCommand
    private let caller: RawCaller
    /// What the subject says of itself.
    package private(set) var description: SubjectDescription?
    /// What it sent of its own accord since this was last taken.
    private(set) var notices: [Notice] = []
    /// The methods of the requests that have been sent, by their ids from 1.
    private var requests: [String] = []
    private var answers: [Int: JSONValue] = [:]
    private var answered: Set<Int> = []
    private var subscriptions: Set<Int> = []
    /// Whether handlers of the user's were asked for, who tell of their calls.
    private var hasHandlers = false
    private var unasked = 0

    /// Notifications of one process beyond which it floods.
    private static let noticeLimit = 10_000
    /// How long a case's end is listened to.
    private static let quiet = Duration.milliseconds(5)

    /// What an adapter sends of its own accord: that a subscription was 'notified' or has 'ended',
    /// or that a handler of the user's has 'handled' something.
    package struct Notice: Sendable {
        package var method: String
        package var params: JSONValue
        package var subscription: Int? { params["subscription"]?.int }
    }

    /// Starts the program and hears what the subject is.
    package init(_ command: SubjectCommand) throws(HarnessFault) {
        self.command = command
        caller = command.caller()
        do {
            try caller.open(until: .now + command.patience)
        } catch {
            throw HarnessFault("the subject cannot be started: \(error)")
        }
    }

    deinit { caller.close() }

    /// Asks what the subject is; the first request of a process.
    package func describe() throws(SubjectFault) -> SubjectDescription {
        let described = try SubjectDescription(
            result(of: send("describe", .object([])), within: command.patience))
        description = described
        return described
    }

    /// Asks for something and waits for its outcome.
    package func ask(
        _ request: SubjectOutcome.Request, _ params: JSONValue, within time: Duration? = nil
    ) throws(SubjectFault) -> SubjectOutcome {
        try outcome(of: send(request, params), request, within: time)
    }

    /// Asks for something; the number is the id under which it will be answered.
    package func send(
        _ request: SubjectOutcome.Request, _ params: JSONValue
    ) throws(SubjectFault) -> Int {
        try send(request.rawValue, params)
    }

    /// Waits for the outcome of what was asked under an id.
    package func outcome(
        of id: Int, _ request: SubjectOutcome.Request, within time: Duration? = nil
    ) throws(SubjectFault) -> SubjectOutcome {
        let value = try result(of: id, within: time ?? command.patience)
        return try SubjectOutcome(value, of: request)
    }

    /// The result of what was asked under an id; nil when it has not come by then.
    func result(of id: Int, until deadline: ContinuousClock.Instant) throws(SubjectFault)
        -> JSONValue?
    {
        while answers[id] == nil {
            guard try hear(until: deadline) else { return nil }
        }
        return try result(in: answers.removeValue(forKey: id) ?? .null, of: id)
    }

    /// Takes what has come by now.
    func listen() throws(SubjectFault) {
        while try hear(until: .now) {}
    }

    /// Hears what was not asked for, such as a second answer; it may be a moment late.
    package func settle() throws(SubjectFault) {
        let deadline = ContinuousClock.now + Self.quiet
        while caller.isOpen, try hear(until: deadline) {}
    }

    /// Waits for the first notice of a kind, which is taken away; nil when none has come by then.
    package func notice(
        until deadline: ContinuousClock.Instant, where isMeant: (Notice) -> Bool = { _ in true }
    ) throws(SubjectFault) -> Notice? {
        while true {
            if let index = notices.firstIndex(where: isMeant) { return notices.remove(at: index) }
            guard try hear(until: deadline) else { return nil }
        }
    }

    /// What the program has written to its standard error since this was last asked.
    package func takeOutput() -> String { caller.takeComplaints() }

    /// Ends the process and says how it ended.
    @discardableResult
    package func close() -> String? { caller.close() }
}

// Messages.

extension SubjectProcess {
    /// Sends a request of any method.
    package func send(_ method: String, _ params: JSONValue) throws(SubjectFault) -> Int {
        requests.append(method)
        if params["handlers"] != nil { hasHandlers = true }
        let message: JSONValue = [
            "jsonrpc": "2.0", "id": .number(requests.count), "method": .string(method),
            "params": params,
        ]
        if let why = caller.send(message.bytes(), until: .now + command.patience) {
            // What it said before it ended says more than that it ended.
            try listen()
            throw caller.hasEnded() ? gone(why) : .silent(why)
        }
        return requests.count
    }

    /// The response to what was asked under an id, whatever it holds.
    package func response(
        to id: Int, within time: Duration
    ) throws(SubjectFault) -> JSONValue {
        let deadline = ContinuousClock.now + time
        while answers[id] == nil {
            guard try hear(until: deadline) else {
                let method = requests[id - 1]
                throw .silent("'\(method)' was not answered within \(time)")
            }
        }
        return answers.removeValue(forKey: id) ?? .null
    }

    private func result(of id: Int, within time: Duration) throws(SubjectFault) -> JSONValue {
        try result(in: response(to: id, within: time), of: id)
    }

    private func result(in response: JSONValue, of id: Int) throws(SubjectFault) -> JSONValue {
        if let result = response["result"] { return result }
        throw .refused("'\(requests[id - 1])': \(excerpt(response["error"]?.text() ?? ""))")
    }

    /// Takes one message; false when none comes in time.
    private func hear(until deadline: ContinuousClock.Instant) throws(SubjectFault) -> Bool {
        switch caller.receive(until: deadline) {
        case .late: return false
        case .ended(let how), .broken(let how): throw gone(how)
        case .reply(let reply): try take(reply.body)
        }
        return true
    }

    private func gone(_ how: String) -> SubjectFault {
        if caller.isFlooded { return .flooded("it writes more than it is asked for") }
        let said = caller.takeComplaints().split(separator: "\n").suffix(12)
        return .ended(([how] + said.map(String.init)).joined(separator: "\n"))
    }

    private func take(_ bytes: [UInt8]) throws(SubjectFault) {
        guard let message = try? JSONValue.read(bytes) else {
            throw .notJSON(excerpt(String(decoding: bytes, as: UTF8.self), limit: 200))
        }
        guard message["jsonrpc"]?.string == "2.0" else {
            throw .notAMessage(excerpt(message.text(), limit: 200))
        }
        if let method = message["method"]?.string { return try take(method, message) }
        guard (message["result"] == nil) != (message["error"] == nil) else {
            throw .notAMessage(excerpt(message.text(), limit: 200))
        }
        guard let id = message["id"]?.int, (1...max(1, requests.count)).contains(id),
            !requests.isEmpty
        else { throw .unknownID(message["id"]?.text() ?? "absent") }
        guard answered.insert(id).inserted else {
            throw .answeredTwice("'\(requests[id - 1])', id \(id)")
        }
        answers[id] = message
        // A notification may come before anybody reads the answer that gave its subscription.
        if let number = message["result"]?["subscription"]?.int { subscriptions.insert(number) }
    }

    private func take(_ method: String, _ message: JSONValue) throws(SubjectFault) {
        unasked += 1
        guard unasked <= Self.noticeLimit else {
            throw .flooded("more than \(Self.noticeLimit) notifications")
        }
        let notice = Notice(method: method, params: message["params"] ?? .null)
        guard message["id"] == nil, isDue(notice) else {
            throw .notAMessage("nobody waits for '\(method)'")
        }
        if method != "ended", notice.params["method"]?.string == nil {
            throw .notAMessage("'\(method)' names no method")
        }
        notices.append(notice)
    }

    private func isDue(_ notice: Notice) -> Bool {
        switch notice.method {
        case "notified", "ended": notice.subscription.map(subscriptions.contains) ?? false
        case "handled": hasHandlers
        default: false
        }
    }
}
