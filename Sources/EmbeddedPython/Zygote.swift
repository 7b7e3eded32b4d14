import CPythonABI
import CSystem
import Glibc

/// The worker's loop: takes requests, runs each, answers. No guest's doing ends it but by a signal.
struct Zygote {
    let control: Int32
    /// What a case must not inherit, `control` among it.
    let descriptors: [Int32]
    let setup: WorkerSetup
    /// Whether no process but its own can be hit when this one signals all it may.
    let ownsAllOthers: Bool

    func serve() -> Int32 {
        var isFrozen = false
        while true {
            var reception = Reception(from: control)
            guard case .message(let frame) = reception.wait(until: .now + .seconds(86_400)),
                let request = WorkerRequest(payload: frame.payload)
            else { return 0 }
            cpython_forget_interrupt()
            restoreDirectory()
            let answer: [UInt8]
            if request.forks {
                if !isFrozen { cpython_freeze() }
                isFrozen = true
                answer = run(request).payload
            } else {
                isFrozen = false
                answer = Interpreter.call(request.function, request.argument).payload
            }
            if setup.limits != nil { sweep() }
            let reply = Frame(number: frame.number, payload: answer)
            guard sendAll(reply.bytes, over: control) else { return 0 }
        }
    }

    /// A guest may have left its directory, locked it or removed it.
    private func restoreDirectory() {
        if setup.limits != nil { chmod(setup.workingDirectory, 0o700) }
        if chdir(setup.workingDirectory) == 0 { return }
        mkdir(setup.workingDirectory, 0o700)
        _ = chdir(setup.workingDirectory)
    }

    /// Kills and reaps whatever a guest has left running, for a bounded time.
    private func sweep() {
        let deadline = ContinuousClock.now + WorkerProcess.cleanup
        while ContinuousClock.now < deadline {
            var reaped = waitpid(-1, nil, WNOHANG)
            while reaped > 0 { reaped = waitpid(-1, nil, WNOHANG) }
            if reaped < 0 && errno == ECHILD { return }
            if ownsAllOthers {
                kill(-1, SIGKILL)
            } else {
                csystem_kill_descendants()
            }
            usleep(500)
        }
    }

    private func run(_ request: WorkerRequest) -> WorkerOutcome {
        do throws(WorkerFault) {
            let result = try Pair.socket()
            let standard = try Pair.pipe()
            let error = try Pair.pipe()
            let ours = [result.ours, standard.ours, error.ours]
            let theirs = [result.theirs, standard.theirs, error.theirs]
            let number = UInt64.random(in: 1...UInt64.max)
            let child = cpython_fork()
            if child == 0 {
                (ours + descriptors).forEach { _ = close($0) }
                runCase(request, number, theirs)
            }
            theirs.forEach { _ = close($0) }
            defer { ours.forEach { _ = close($0) } }
            guard child > 0 else { return .workerLost("it cannot fork: \(message(errno))") }
            var reception = Reception(
                from: result.ours, standard: standard.ours, error: error.ours)
            var running = RunningCase(process: child, number: number)
            return running.watch(&reception, timeout: request.timeout)
        } catch {
            return .workerLost(error.description)
        }
    }

    /// The child's whole life. It answers over a socket that Python code was never told of.
    private func runCase(
        _ request: WorkerRequest, _ number: UInt64, _ outputs: [Int32]
    ) -> Never {
        csystem_die_with_parent()
        setpgid(0, 0)
        dup2(outputs[1], 1)
        dup2(outputs[2], 2)
        close(outputs[1])
        close(outputs[2])
        if let limits = setup.limits {
            csystem_limit(CSystemProcessorSeconds, limits.processorSeconds)
            // Many processes of a guest must not keep the zygote from ending them in time.
            _ = nice(5)
        }
        let result = Interpreter.call(request.function, request.argument)
        let frame = Frame(number: number, payload: result.payload)
        _exit(sendAll(frame.bytes, over: outputs[0]) ? 0 : 70)
    }
}
