import CSystem
import Glibc
import Synchronization

/// One process with an interpreter in it, in which calls run one at a time, each in a fork of its
/// own. Methods block; they may be called from any thread.
package final class PythonWorker: Sendable {
    /// What a worker is started with.
    package struct Configuration: Sendable {
        /// The interpreter.
        package var installation: PythonInstallation
        /// Our Python source, executed once before any guest: functions (text) -> text.
        package var bootstrap: String
        /// An existing directory that becomes the guest's own: its current, home and temporary one.
        package var workingDirectory: String
        /// What the guest may use up; nil trusts the code, which then runs as this process's user.
        package var limits: GuestLimits?
        /// Whether the worker leaves the host's network, where the system lets it.
        package var isolatesNetwork: Bool
        /// Environment variables beyond those that make an interpreter deterministic.
        package var environment: [String: String] = [:]
        /// The program that becomes the worker; it calls `PythonWorkerMain.runIfWorker` first.
        package var host = "/proc/self/exe"

        /// A worker for hostile code.
        package init(
            installation: PythonInstallation, bootstrap: String, workingDirectory: String,
            limits: GuestLimits? = GuestLimits(), isolatesNetwork: Bool = true
        ) {
            self.installation = installation
            self.bootstrap = bootstrap
            self.workingDirectory = workingDirectory
            self.limits = limits
            self.isolatesNetwork = isolatesNetwork
        }
    }

    /// What the worker reported when it was ready.
    let start: WorkerStart
    private let process: Mutex<WorkerProcess>

    /// Starts a worker and waits until its interpreter runs.
    package init(_ configuration: Configuration) throws(WorkerFault) {
        var started = try WorkerProcess(configuration)
        start = try started.ready(configuration)
        process = Mutex(started)
    }

    deinit { close() }

    /// A socket that listens on 127.0.0.1 of the worker's own network. The caller closes it; once
    /// the worker is closed, accepting from it fails with EINVAL.
    package func takeListener() throws(WorkerFault) -> Int32 {
        let listener = csystem_raise_descriptor(start.listener)
        guard listener >= 0 else {
            throw WorkerFault("the listener cannot be handed over: \(message(errno))")
        }
        return listener
    }

    /// The port of the listener.
    package var port: UInt16 { start.port }
    /// Whether guests reach nothing but the listener; otherwise it is on the host's loopback.
    package var isNetworkIsolated: Bool { start.isNetworkIsolated }
    /// Whether guests run as a user who owns nothing but the working directory.
    package var hasPrivateUser: Bool { start.user != nil }
    /// Whether a call can still succeed.
    package var isAlive: Bool { process.withLock { $0.isAlive } }

    /// Runs the bootstrap's `load` in the worker itself, so that what it imports is in every case.
    package func load(_ argument: String, timeout: Duration) -> WorkerOutcome {
        evaluate("load", argument, timeout: timeout)
    }

    /// Runs a function of the bootstrap in the worker itself, without a fork.
    package func evaluate(
        _ function: String, _ argument: String, timeout: Duration
    ) -> WorkerOutcome {
        process.withLock { $0.evaluate(function, argument, timeout: timeout) }
    }

    /// Runs a function of the bootstrap in a fork of the worker, and ends all that it started.
    package func call(_ function: String, _ argument: String, timeout: Duration) -> WorkerOutcome {
        process.withLock { $0.call(function, argument, timeout: timeout) }
    }

    /// Ends the worker and all its processes; nothing is accepted from its listener any more.
    package func close() {
        process.withLock { $0.close() }
    }
}

extension PythonWorker.Configuration {
    /// The whole environment of the worker: what makes an interpreter deterministic, then ours.
    var variables: [String] {
        var variables = [
            "HOME": workingDirectory, "TMPDIR": workingDirectory, "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
            "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONNOUSERSITE": "1", "PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": "1",
            "PYTHONFAULTHANDLER": "1",
        ]
        variables.merge(environment) { _, ours in ours }
        return variables.map { "\($0)=\($1)" }.sorted()
    }

    var setup: WorkerSetup {
        WorkerSetup(
            library: installation.library, executable: installation.executable,
            bootstrap: bootstrap, workingDirectory: workingDirectory, limits: limits,
            isolatesNetwork: isolatesNetwork)
    }
}
