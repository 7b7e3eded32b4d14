import Glibc

/// A forked call, from the side of the zygote.
struct RunningCase {
    let process: pid_t
    let number: UInt64
    private var known: ProcessEnd?

    init(process: pid_t, number: UInt64) {
        self.process = process
        self.number = number
    }

    /// Waits for the result or the end of the case; at the deadline interrupts, then kills it.
    mutating func watch(_ reception: inout Reception, timeout: Duration) -> WorkerOutcome {
        let deadline = ContinuousClock.now + timeout
        if let conclusion = conclude(&reception, until: deadline) {
            end()
            reception.drain()
            switch conclusion {
            case .result(let result): return result.outcome(reception.output)
            case .ended(let end): return .died(end, output: reception.output)
            }
        }
        kill(process, SIGINT)
        let conclusion = conclude(&reception, until: deadline + WorkerProcess.grace)
        end()
        reception.drain()
        switch conclusion {
        case .result(let result): return .timedOut(result.interruption, output: reception.output)
        case .ended(let end):
            return .timedOut("it \(end) when interrupted", output: reception.output)
        case nil: return .timedOut("it did not react to the interrupt", output: reception.output)
        }
    }

    private enum Conclusion {
        case result(CallResult)
        case ended(ProcessEnd)
    }

    /// Waits for a conclusion; nil at the deadline. A descendant of the case may hold the socket
    /// open and the case may go on without it, so the process itself is asked every now and then.
    private mutating func conclude(
        _ reception: inout Reception, until deadline: ContinuousClock.Instant
    ) -> Conclusion? {
        var pause = Duration.milliseconds(20)
        while true {
            let ended = poll()
            let now = ContinuousClock.now
            switch reception.wait(until: ended == nil ? min(deadline, now + pause) : now) {
            case .message(let frame):
                if frame.number == number, let result = CallResult(payload: frame.payload) {
                    return .result(result)
                }
                return .ended(end())
            case .closed: pause = .milliseconds(1)
            case .deadline:
                if let ended { return .ended(ended) }
                if now >= deadline { return nil }
            }
        }
    }

    private mutating func poll() -> ProcessEnd? {
        var status: Int32 = 0
        if known == nil, waitpid(process, &status, WNOHANG) == process {
            known = ProcessEnd(status: status)
        }
        return known
    }

    /// Kills the case unless it has ended, and reaps it.
    @discardableResult
    private mutating func end() -> ProcessEnd {
        if let known { return known }
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let end = ProcessEnd(status: status)
        known = end
        return end
    }
}
