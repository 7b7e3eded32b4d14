import Conformance
import Foundation
import Peers
import WireJSON

/// One process of an adapter, spoken to by the subject protocol: requests go out when they are
/// asked, and what comes is kept until somebody looks for it.
final class SubjectCaller {
    private let caller: RawCaller
    private var last = 0
    private var asked: Set<Int> = []
    private var replies: [Int: JSONValue] = [:]
    /// What the adapter told of subscriptions and handlers, in order.
    private(set) var notices: [(method: String, params: JSONValue)] = []
    /// What the adapter did that the protocol does not allow, or how it ended.
    private(set) var breach: String?

    /// Starts an adapter; nothing is asked of it yet.
    init(_ words: [String], until deadline: ContinuousClock.Instant) throws(HarnessFault) {
        var limits = RawCaller.Limits()
        limits.grace = .milliseconds(200)
        caller = RawCaller(
            ServerAddress(place: .process(words), speech: .frames(.newline)),
            environment: ProcessInfo.processInfo.environment, limits: limits)
        do {
            try caller.open(until: deadline)
        } catch {
            throw HarnessFault("the adapter cannot be started: \(error)")
        }
    }

    /// What it wrote to its standard error.
    var complaints: String { caller.complaints }

    /// Ends the adapter and all that it started.
    func close() { caller.close() }

    /// Asks for something; the answer is waited for by its number.
    func ask(_ method: String, _ params: [JSONObject.Member]) -> Int {
        last += 1
        asked.insert(last)
        let request: JSONValue = .object([
            .init("jsonrpc", "2.0"), .init("id", .number(last)), .init("method", .string(method)),
            .init("params", .object(params)),
        ])
        if let why = caller.send(request.bytes(), until: .now + .seconds(2)) { breach = why }
        return last
    }

    /// The result of what was asked; nil when it has not come by then, or never will.
    func answer(_ number: Int, until deadline: ContinuousClock.Instant) -> JSONValue? {
        pump(until: deadline) { replies[number] != nil }
        return replies[number]
    }

    /// The first notice that is one's own, taken away; nil when none has come by then.
    func notice(
        until deadline: ContinuousClock.Instant,
        where isMeant: (String, JSONValue) -> Bool
    ) -> JSONValue? {
        pump(until: deadline) { notices.contains { isMeant($0.method, $0.params) } }
        guard let index = notices.firstIndex(where: { isMeant($0.method, $0.params) }) else {
            return nil
        }
        return notices.remove(at: index).params
    }

    /// Takes what has come by now.
    func listen() { pump(until: .now) { false } }

    /// Takes what comes until a condition holds, time is over, or nothing more can come.
    private func pump(until deadline: ContinuousClock.Instant, _ isDone: () -> Bool) {
        while !isDone(), breach == nil {
            switch caller.receive(until: deadline) {
            case .reply(let reply): take(reply.body)
            case .late: return
            case .ended(let how): breach = "the adapter ended: \(how)"
            case .broken(let how): breach = "what the adapter writes is no message: \(how)"
            }
        }
    }

    private func take(_ bytes: [UInt8]) {
        guard let message = try? JSONValue.read(bytes) else {
            let text = String(decoding: bytes.prefix(200), as: UTF8.self)
            breach = "the adapter writes what is no JSON: \(text)"
            return
        }
        if let method = message["method"]?.string {
            notices.append((method, message["params"] ?? [:]))
            return
        }
        guard let number = message["id"]?.int, asked.remove(number) != nil else {
            let text = excerpt(message.text(), limit: 200)
            breach = "the adapter answers what was not asked: \(text)"
            return
        }
        guard let result = message["result"] else {
            breach = "the adapter refuses a request: \(excerpt(message.text(), limit: 200))"
            return
        }
        replies[number] = result
    }

    /// What the subject is; nil with a breach, or when it does not say so in time.
    func describe(until deadline: ContinuousClock.Instant) -> SubjectDescription? {
        guard let told = answer(ask("describe", []), until: deadline) else { return nil }
        do throws(SubjectFault) {
            return try SubjectDescription(told)
        } catch {
            breach = error.description
            return nil
        }
    }
}
