import Conformance
import Foundation
import Peers
import Synchronization
import WireJSON

/// Has the mock be wrong in one way after the other, and plays the server suite against it.
struct MockProof: Sendable {
    private let path: String
    private let document: JSONValue
    private let version: String

    /// How long a reply may take; a mutant that never answers costs it case after case.
    private static let patience = Duration.seconds(1)
    /// Cases that take seconds each, which only mutants that say so play.
    private static let slow = Glob("server/limits/*")

    init(root: String, version: String) throws(HarnessFault) {
        path = "\(root)/\(ServerSuite.documentPath)"
        let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
        guard let document = try? JSONValue.read(bytes) else {
            throw HarnessFault("'\(path)' cannot be read; set ASSAY_ROOT to a checkout")
        }
        self.document = document
        self.version = version
    }

    /// What becomes of one mutant.
    func prove(_ mutant: Mutant) throws(HarnessFault) -> MutantProof {
        let aberration = Aberration.named(mutant.id)
        guard aberration != nil || mutant.due == .survived else {
            return MutantProof(mutant, .notApplied, because: "the mock has no such aberration")
        }
        let reports = try reports(aberration.map { Steering($0) }) { id in
            mutant.cases?.contains { $0.matches(id) } ?? !Self.slow.matches(id)
        }
        return MutantProof(mutant, judging: reports)
    }

    /// The cases and checks that the lawful mock passes over HTTP, which can gate.
    func gating() throws(HarnessFault) -> Set<String> {
        let passed = try reports(nil) { !Self.slow.matches($0) }.filter { $0.verdict == .passed }
        return Set(passed.map(\.id))
    }

    private func reports(
        _ steering: Steering?, where isWanted: @escaping @Sendable (String) -> Bool
    ) throws(HarnessFault) -> [CaseReport] {
        let mock = MockServer(
            hosted: MockService(document: MockDocument(document, seed: 0, isStateful: true)),
            by: MockHost())
        defer { mock.stop() }
        mock.load(
            MockScript(
                afterwards: .documentBehaviour, steering: [steering].compactMap(\.self)))
        let port: UInt16
        do {
            port = try mock.listenTCP()
        } catch {
            throw HarnessFault("the mock cannot listen: \(error)")
        }
        var options = ServerRunOptions(
            version: version,
            server: ServerAddress(
                place: .tcp(host: "127.0.0.1", port: port), speech: .http(target: "/")))
        options.document = path
        options.timeout = Self.patience
        options.isPlayed = isWanted
        let reports = Mutex<[CaseReport]>([])
        let summary = ServerRun(options) { event in
            if case .caseFinished(_, let report) = event { reports.withLock { $0.append(report) } }
        }.judge()
        if let reason = summary.inconclusive, reports.withLock(\.isEmpty) {
            throw HarnessFault(reason)
        }
        return reports.withLock { $0 }
    }
}
