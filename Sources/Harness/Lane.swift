import Conformance
import EmbeddedPython

/// One worker process with the subject loaded, and the mock it talks to; plays one case at a time.
final class Lane: CasePlayer {
    let staged: StagedSubject
    let settings: LaneSettings
    let directory: String
    let peer: SubjectPeer
    private(set) var worker: PythonWorker?
    /// What the subject and its interpreter have, once it is loaded.
    private(set) var offer = Offer()
    /// Why the subject does not load; it is not tried again.
    private var loadFailure: Observation.Ending?
    /// Whether a guest's child process reaches the mock.
    var relay = Relay.untried
    private(set) var isNetworkIsolated = false

    init(_ staged: StagedSubject, _ settings: LaneSettings, directory: String) {
        self.staged = staged
        self.settings = settings
        self.directory = directory
        peer = SubjectPeer(
            staged.document, staged.documentBytes, settings, directory: directory)
    }

    deinit { worker?.close() }

    /// Starts a worker and loads the subject; nil when it loaded, else why it did not.
    func open() throws(HarnessFault) -> Observation.Ending? {
        if worker != nil || loadFailure != nil { return loadFailure }
        let worker = try start()
        let outcome = worker.load(
            staged.settingsText(needsWebSockets: settings.needsWebSockets),
            timeout: settings.timeout)
        guard case .returned(let text, _) = outcome else {
            worker.close()
            loadFailure = ending(of: outcome).0
            return loadFailure
        }
        offer = Offer(text)
        isNetworkIsolated = worker.isNetworkIsolated
        do {
            try peer.serve(listener: worker.takeListener(), port: worker.port)
        } catch {
            throw HarnessFault("\(error)")
        }
        self.worker = worker
        return nil
    }

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

    /// Lets go of a worker that was lost; the next case gets another.
    func close() {
        worker?.close()
        worker = nil
    }
}

/// What all lanes of a run share.
struct LaneSettings: Sendable {
    var python: PythonInstallation
    var seed: UInt64
    /// How long one case may take before its subject is interrupted.
    var timeout: Duration
    var limits = GuestLimits()
    /// Whether the package for WebSockets is loaded with the subject.
    var needsWebSockets = false
}
