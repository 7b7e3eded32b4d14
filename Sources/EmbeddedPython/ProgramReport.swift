import CSystem
import Glibc

/// How a program that was run to its end ended, and what it printed.
package struct ProgramReport: Sendable {
    /// nil when it was killed: at its deadline, or because it was no longer wanted.
    package var end: ProcessEnd?
    package var output: GuestOutput

    /// Runs a program, with this process's environment and directory, and kills it at the deadline
    /// or once it is not wanted any more.
    package static func running(
        _ arguments: [String], timeout: Duration, isWanted: () -> Bool = { true }
    ) throws(WorkerFault) -> ProgramReport {
        let standard = try Pair.pipe()
        let error = try Pair.pipe()
        let null = csystem_raise_descriptor(open("/dev/null", O_RDWR | O_CLOEXEC))
        let given = [null, standard.theirs, error.theirs]
        let process = withCStrings(arguments) {
            csystem_spawn(arguments[0], $0, environ, given, Int32(given.count))
        }
        let reason = errno
        given.forEach { _ = close($0) }
        defer { [standard.ours, error.ours].forEach { _ = close($0) } }
        guard process > 0 else { throw WorkerFault(message(reason)) }
        var reception = Reception(from: -1, standard: standard.ours, error: error.ours)
        let deadline = ContinuousClock.now + timeout
        var status: Int32 = 0
        while ContinuousClock.now < deadline, isWanted() {
            _ = reception.wait(until: .now + .milliseconds(2))
            guard waitpid(process, &status, WNOHANG) == process else { continue }
            reception.drain()
            return ProgramReport(end: ProcessEnd(status: status), output: reception.output)
        }
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return ProgramReport(end: nil, output: reception.output)
    }
}
