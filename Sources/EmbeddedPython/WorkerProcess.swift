import CSystem
import Glibc

/// What a ready worker reported.
struct WorkerStart {
    var listener: Int32
    var port: UInt16
    var isNetworkIsolated: Bool
    var user: UInt32?
    /// The process with the interpreter, which the spawned one may only shelter; -1 if unknown.
    var interpreter: Int32
}

/// The harness's end of a worker: its process, the socket to it, its printed output.
struct WorkerProcess {
    private let spawned: pid_t
    private let socket: Int32
    private let standard: Int32
    private let error: Int32
    private let lifeline: Int32
    private var start: WorkerStart?
    private var end: ProcessEnd?

    /// How long the interpreter may take to start.
    private static let patience = Duration.seconds(30)
    /// How long an interrupted call has before it is killed.
    static let grace = Duration.milliseconds(500)
    /// How long a worker may take to clean up after a call.
    static let cleanup = Duration.milliseconds(750)
    /// How long a worker may wait for a processor that many processes of a guest want too.
    private static let crowding = Duration.seconds(2)

    var isAlive: Bool { end == nil }

    init(_ configuration: PythonWorker.Configuration) throws(WorkerFault) {
        let control = try Pair.socket()
        let lifeline = try Pair.socket()
        let standard = try Pair.pipe()
        let error = try Pair.pipe()
        let null = csystem_raise_descriptor(open("/dev/null", O_RDWR | O_CLOEXEC))
        let given = [null, standard.theirs, error.theirs, control.theirs, lifeline.theirs]
        spawned = withCStrings([configuration.host, PythonWorkerMain.argument]) { arguments in
            withCStrings(configuration.variables) { environment in
                csystem_spawn(
                    configuration.host, arguments, environment, given, Int32(given.count))
            }
        }
        let reason = errno
        given.forEach { _ = Glibc.close($0) }
        socket = control.ours
        self.lifeline = lifeline.ours
        self.standard = standard.ours
        self.error = error.ours
        guard spawned > 0 else {
            end = .exited(-1)
            closeDescriptors()
            throw WorkerFault("'\(configuration.host)' cannot be started: \(message(reason))")
        }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    }

    /// Sends the set-up and waits for the interpreter.
    mutating func ready(
        _ configuration: PythonWorker.Configuration
    ) throws(WorkerFault) -> WorkerStart {
        let deadline = ContinuousClock.now + Self.patience
        let number = UInt64.random(in: 1...UInt64.max)
        let frame = Frame(number: number, payload: configuration.setup.payload)
        var reception = Reception(from: socket, standard: standard, error: error)
        var reason = "its worker ended before it was ready"
        if sendAll(frame.bytes, over: socket, until: deadline),
            case .message(let answer) = reception.wait(until: deadline), answer.number == number,
            let readiness = WorkerReadiness(payload: answer.payload)
        {
            switch readiness {
            case .ready(let process, let user, let port, let isNetworkIsolated):
                let started = WorkerStart(
                    listener: csystem_receive_descriptor(socket), port: port,
                    isNetworkIsolated: isNetworkIsolated, user: user,
                    interpreter: csystem_open_process(process))
                start = started
                if started.listener >= 0 { return started }
                reason = "its worker handed over no listener"
            case .failed(let text): reason = text
            }
        }
        finish(patience: .milliseconds(100))
        reception.drain()
        closeDescriptors()
        let printed = reception.output.error.text
        throw WorkerFault(
            "'\(configuration.installation.executable)' cannot be embedded: \(reason)"
                + (printed.isEmpty ? "" : "\n\(printed)"))
    }

    /// Runs a function in the worker itself; a worker that does not react to an interrupt is ended.
    mutating func evaluate(
        _ function: String, _ argument: String, timeout: Duration
    ) -> WorkerOutcome {
        let request = WorkerRequest(
            forks: false, function: function, argument: argument, timeout: timeout)
        return exchange(request, patience: timeout) { process, number, reception in
            process.interrupt()
            let event = reception.wait(until: .now + Self.grace)
            guard case .message(let answer) = event, answer.number == number,
                let result = CallResult(payload: answer.payload)
            else {
                process.finish()
                return .timedOut("it did not react to the interrupt", output: reception.output)
            }
            reception.drain()
            return .timedOut(result.interruption, output: reception.output)
        }
    }

    /// Runs a function in a fork of the worker.
    mutating func call(
        _ function: String, _ argument: String, timeout: Duration
    ) -> WorkerOutcome {
        let request = WorkerRequest(
            forks: true, function: function, argument: argument, timeout: timeout)
        let patience = timeout + Self.grace + Self.cleanup + Self.crowding
        return exchange(request, patience: patience) { process, _, _ in
            process.finish()
            return .workerLost("it did not answer in time")
        }
    }

    private mutating func exchange(
        _ request: WorkerRequest, patience: Duration,
        late: (inout WorkerProcess, UInt64, inout Reception) -> WorkerOutcome
    ) -> WorkerOutcome {
        guard isAlive else { return .workerLost("it had ended before the call") }
        let deadline = ContinuousClock.now + patience
        let number = UInt64.random(in: 1...UInt64.max)
        let frame = Frame(number: number, payload: request.payload)
        var reception = Reception(from: socket, standard: standard, error: error)
        guard sendAll(frame.bytes, over: socket, until: deadline) else {
            finish()
            return .workerLost("it took no request")
        }
        switch reception.wait(until: deadline) {
        case .message(let answer) where answer.number == number:
            reception.drain()
            return outcome(of: request, answer.payload, reception.output)
        case .message, .closed:
            finish(patience: .milliseconds(100))
            reception.drain()
            let end = end ?? .exited(-1)
            return request.forks
                ? .workerLost("it \(end)") : .died(end, output: reception.output)
        case .deadline: return late(&self, number, &reception)
        }
    }

    private mutating func outcome(
        of request: WorkerRequest, _ payload: [UInt8], _ output: GuestOutput
    ) -> WorkerOutcome {
        let outcome =
            request.forks
            ? WorkerOutcome(payload: payload)
            : CallResult(payload: payload)?.outcome(output)
        if let outcome { return outcome }
        finish()
        return .workerLost("its answer makes no sense")
    }

    private func interrupt() {
        if let start, csystem_signal_process(start.interpreter, SIGINT) == 0 { return }
        kill(spawned, SIGINT)
    }

    /// Ends every process of the worker, and learns how the spawned one ended; one that is already
    /// ending is given some time to show how.
    private mutating func finish(patience: Duration = .zero) {
        guard end == nil else { return }
        let deadline = ContinuousClock.now + patience
        var status: Int32 = 0
        var ended = false
        while !ended && ContinuousClock.now < deadline {
            ended = waitpid(spawned, &status, WNOHANG) == spawned
            if !ended { usleep(1000) }
        }
        if let start { csystem_signal_process(start.interpreter, SIGKILL) }
        if !ended {
            kill(-spawned, SIGKILL)
            kill(spawned, SIGKILL)
            while waitpid(spawned, &status, 0) < 0 && errno == EINTR {}
        }
        if let user = start?.user { csystem_kill_user(user) }
        end = ProcessEnd(status: status)
    }

    /// Ends the worker and closes what was opened for it.
    mutating func close() {
        guard !isClosed else { return }
        isClosed = true
        finish()
        closeDescriptors()
    }

    private var isClosed = false

    private func closeDescriptors() {
        for descriptor in [socket, lifeline, standard, error] { _ = Glibc.close(descriptor) }
        guard let start else { return }
        // Whoever accepts from a copy learns that nobody will come.
        shutdown(start.listener, Int32(SHUT_RDWR))
        for descriptor in [start.listener, start.interpreter] where descriptor >= 0 {
            _ = Glibc.close(descriptor)
        }
    }
}

extension CallResult {
    /// What a call that was interrupted says about where it was.
    var interruption: String {
        isReturned ? "it caught the interrupt and returned" : text
    }
}
