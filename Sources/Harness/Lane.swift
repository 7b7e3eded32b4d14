import Conformance
import EmbeddedPython
import Glibc
import JSONRPC
import Peers
import WireJSON

/// One worker process with the subject loaded, and the mock it talks to; plays one case at a time.
final class Lane {
    private let staged: StagedSubject
    private let settings: LaneSettings
    private let directory: String
    private let mock: MockServer
    private var worker: PythonWorker?
    /// Why the subject does not load; it is not tried again.
    private var loadFailure: Observation.Ending?
    private(set) var isNetworkIsolated = false

    init(_ staged: StagedSubject, _ settings: LaneSettings, directory: String) {
        self.staged = staged
        self.settings = settings
        self.directory = directory
        mock = MockServer(
            document: staged.document, documentBytes: staged.documentBytes, seed: settings.seed,
            isRecording: true)
    }

    deinit {
        worker?.close()
        mock.stop()
    }

    /// Starts a worker and loads the subject; nil when it loaded, else why it did not.
    func open() throws(HarnessFault) -> Observation.Ending? {
        if worker != nil || loadFailure != nil { return loadFailure }
        let worker = try start()
        let outcome = worker.load(staged.settingsText, timeout: settings.timeout)
        guard case .returned = outcome else {
            worker.close()
            loadFailure = ending(of: outcome).0
            return loadFailure
        }
        isNetworkIsolated = worker.isNetworkIsolated
        do {
            try mock.serve(listener: worker.takeListener())
        } catch {
            throw HarnessFault("\(error)")
        }
        self.worker = worker
        return nil
    }

    /// Plays one case and judges it; a lost worker is replaced before the next one.
    func play(_ subject: Case) throws(HarnessFault) -> CaseReport {
        if let failure = try open() { return Self.report(subject, notLoaded: failure) }
        let observation = try observe(subject)
        if case .examined(0, let problems)? = observation.steps.first, problems.isEmpty {
            return Judge.report(subject, .unsupported, because: "there is nothing to examine")
        }
        return Judge.report(observation)
    }

    /// Plays one case with a subject that has been loaded, and says what was seen.
    func observe(_ subject: Case) throws(HarnessFault) -> Observation {
        if let failure = try open() { return Observation(subject: subject, ending: failure) }
        guard let worker else { throw HarnessFault("the worker did not start") }
        if subject.transport == .unix, unixSocket == nil {
            throw HarnessFault(
                "no Unix socket can be opened below '\(directory)'; set TMPDIR to a shorter path")
        }
        mock.load(script(for: subject))
        let task = DriverTask(subject, url: "http://127.0.0.1:\(worker.port)/rpc", lane: self)
        let outcome = worker.call(
            task.function, task.text(timeout: settings.timeout), timeout: settings.timeout)
        let exchanges = mock.takeRecording().filter { $0.role == .request }
        if case .workerLost = outcome { close() }
        return observation(subject, outcome, exchanges)
    }

    /// The whole evidence stands at the case that is about imports; the others name it.
    private static func report(_ subject: Case, notLoaded failure: Observation.Ending)
        -> CaseReport
    {
        if case .examine("imports") = subject.task {
            return Judge.report(Observation(subject: subject, ending: failure))
        }
        return Judge.report(
            subject, .failed,
            because: "the package does not load: \(failure.summary); "
                + (subject.id.hasPrefix("lock-in/") ? "lock-in" : "package") + "/imports has more")
    }

    /// The path of the Unix socket on which the mock answers this lane, opened at first use.
    lazy var unixSocket: String? = {
        let path = "\(directory)/mock.sock"
        guard (try? mock.listenUnix(path: path)) != nil else { return nil }
        chmod(path, 0o666)
        return path
    }()

    var port: UInt16 { worker?.port ?? 0 }

    private func start() throws(HarnessFault) -> PythonWorker {
        do {
            return try PythonWorker(
                PythonWorker.Configuration(
                    installation: settings.python, bootstrap: DriverSource.driver,
                    workingDirectory: directory, limits: settings.limits, isolatesNetwork: true))
        } catch {
            throw HarnessFault("\(error)")
        }
    }

    private func close() {
        worker?.close()
        worker = nil
    }

    private func observation(
        _ subject: Case, _ outcome: WorkerOutcome, _ exchanges: [Exchange]
    ) -> Observation {
        let (ending, output) = ending(of: outcome)
        var observation = Observation(
            subject: subject, exchanges: exchanges, ending: ending,
            output: staged.anonymous(output))
        if case .returned(let text, _) = outcome {
            if let steps = DriverReport.steps(staged.anonymous(text)) {
                observation.steps = steps
            } else {
                observation.ending = .died("the driver's report cannot be read: \(excerpt(text))")
            }
        }
        return observation
    }

    private func ending(of outcome: WorkerOutcome) -> (Observation.Ending, String) {
        switch outcome {
        case .returned(_, let output): (.reported, output.shown)
        case .raised(let trace, let output): (.raised(staged.anonymous(trace)), output.shown)
        case .timedOut(let place, let output): (.timedOut(staged.anonymous(place)), output.shown)
        case .died(let how, let output): (.died("\(how)"), output.shown)
        case .workerLost(let how): (.died(how), "")
        }
    }

    private func script(for subject: Case) -> MockScript {
        guard case .calls(let steps) = subject.task else { return MockScript() }
        return MockScript(steps.map { Self.reply($0.served) })
    }

    private static func reply(_ served: Case.Served) -> ScriptedReply {
        switch served {
        case .message(let template): .message(template)
        case .raw(let text, let status):
            .raw(body: Array(text.utf8), status: status, contentType: "application/json")
        case .nothing: .none
        case .close: .close
        case .stall: .delay(.seconds(3_600), then: .close)
        }
    }
}

/// What all lanes of a run share.
struct LaneSettings: Sendable {
    var python: PythonInstallation
    var seed: UInt64
    /// How long one case may take before its subject is interrupted.
    var timeout: Duration
    var limits = GuestLimits()
}

extension GuestOutput {
    /// Both streams as a person reads them, one after the other.
    fileprivate var shown: String { standard.text + error.text }
}
