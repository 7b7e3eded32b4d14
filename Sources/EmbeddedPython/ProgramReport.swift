import CSystem
import Glibc

/// How a program that was run to its end ended, and what it printed.
package struct ProgramReport: Sendable {
    /// nil when it was killed: at its deadline, or because it was no longer wanted.
    package var end: ProcessEnd?
    package var output: GuestOutput

    /// Runs a program, with this process's environment and directory unless it is given others, and
    /// kills it at the deadline or once it is not wanted any more.
    package static func running(
        _ arguments: [String], in surroundings: ProgramSurroundings = ProgramSurroundings(),
        timeout: Duration, isWanted: () -> Bool = { true }
    ) throws(WorkerFault) -> ProgramReport {
        let standard = try Pair.pipe()
        let error = try Pair.pipe()
        let null = csystem_raise_descriptor(open("/dev/null", O_RDWR | O_CLOEXEC))
        let file = surroundings.output.map { path in
            csystem_raise_descriptor(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644))
        }
        let given = [null, file ?? standard.theirs, error.theirs]
        let process = surroundings.spawn(arguments, given)
        let reason = errno
        (given + (file == nil ? [] : [standard.theirs])).forEach { _ = close($0) }
        defer { [standard.ours, error.ours].forEach { _ = close($0) } }
        guard process > 0 else { throw WorkerFault(message(reason)) }
        var reception = Reception(from: -1, standard: standard.ours, error: error.ours)
        let deadline = ContinuousClock.now + timeout
        var hasEnded = false
        while !hasEnded, ContinuousClock.now < deadline, isWanted() {
            _ = reception.wait(until: .now + .milliseconds(2))
            hasEnded = hasEndedUnreaped(process)
        }
        // Until it is reaped no other group has its number: what it started goes with it.
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        if hasEnded { reception.drain() }
        return ProgramReport(
            end: hasEnded ? ProcessEnd(status: status) : nil, output: reception.output)
    }

    /// Whether a child has ended; its status can still be asked for.
    private static func hasEndedUnreaped(_ process: pid_t) -> Bool {
        var info = siginfo_t()
        let options = WEXITED | WNOHANG | Int32(WNOWAIT)
        return waitid(P_PID, id_t(process), &info, options) == 0 && info.si_signo == SIGCHLD
    }
}
