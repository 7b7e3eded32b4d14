import Conformance
import WireJSON

/// An adapter in a conversation: what it is asked for goes out at once, and what comes is kept
/// until somebody looks for it. What it does wrong is kept as well, and nothing comes of it then.
final class SessionAdapter {
    private let process: SubjectProcess
    /// How the adapter broke the protocol, or how it ended.
    private(set) var breach: String?

    /// Starts an adapter; nothing is asked of it yet.
    init(_ words: [String], patience: Duration) throws(HarnessFault) {
        var command = SubjectCommand(words: words, patience: patience)
        command.complaintLimit = 16 << 20
        process = try SubjectProcess(command)
    }

    /// What it wrote to its standard error since this was last asked.
    func takeOutput() -> String { process.takeOutput() }

    /// Ends the adapter and all that it started.
    func close() { process.close() }

    /// What the subject is; nil with a breach.
    func describe() -> SubjectDescription? {
        attempt { () throws(SubjectFault) in try process.describe() }
    }

    /// Asks for something; the answer is waited for by its number.
    func ask(_ request: SubjectOutcome.Request, _ params: [JSONObject.Member]) -> Int {
        attempt { () throws(SubjectFault) in try process.send(request, .object(params)) } ?? 0
    }

    /// The result of what was asked; nil when it has not come by then, or never will.
    func answer(_ number: Int, until deadline: ContinuousClock.Instant) -> JSONValue? {
        attempt { () throws(SubjectFault) in try process.result(of: number, until: deadline) }
            ?? nil
    }

    /// The first notice that is meant, taken away; nil when none has come by then.
    func notice(
        until deadline: ContinuousClock.Instant,
        where isMeant: (SubjectProcess.Notice) -> Bool
    ) -> JSONValue? {
        let notice = attempt { () throws(SubjectFault) in
            try process.notice(until: deadline, where: isMeant)
        }
        return notice??.params
    }

    /// Takes what has come by now.
    func listen() {
        attempt { () throws(SubjectFault) in try process.listen() }
    }

    @discardableResult
    private func attempt<Value>(_ work: () throws(SubjectFault) -> Value) -> Value? {
        guard breach == nil else { return nil }
        do throws(SubjectFault) {
            return try work()
        } catch {
            breach = error.description
            return nil
        }
    }
}
