package import Conformance
import Foundation
import Peers
import Synchronization
import WireJSON

/// Runs everything that the project is shipped with, and counts what was compared of each
/// requirement: the built-in services' SDKs, the lock-in suite, the mock as a server, the rules.
package final class CoverageRun {
    package let control = RunControl()
    package private(set) var table: CoverageTable
    /// What failed, a line each.
    package private(set) var failures: [String] = []
    /// What keeps the table from being whole, a line each.
    package private(set) var doubts: [String] = []
    private let root: String
    private let options: RunOptions
    private let tell: (String) -> Void

    /// `tell` hears what is being run.
    package init(
        _ options: RunOptions, _ catalogue: RequirementCatalogue, level: RequirementLevel?,
        root: String, tell: @escaping (String) -> Void
    ) {
        self.root = root
        self.tell = tell
        self.options = options
        table = CoverageTable(catalogue.requirements, level: level)
    }

    /// Runs all of it, until it is cancelled.
    package func perform() throws(HarnessFault) {
        var fresh = options
        fresh.isFresh = true
        var suite = fresh
        suite.suite = .lockIn
        for (name, options) in [("the built-in services", fresh), ("the lock-in suite", suite)]
        where !control.isCancelled {
            tell(name)
            let skips = Mutex<[String]>([])
            let run = Run(options) { event in
                guard case .languageSkipped(_, let language, let reason) = event else { return }
                skips.withLock { $0.append("\(language) is not judged: \(reason)") }
            }
            add(run.judgeBuiltIn(), name) { $0.part == nil ? .client : .server }
            for skip in skips.withLock({ $0 }) where !doubts.contains(skip) { doubts.append(skip) }
        }
        if !control.isCancelled { judgeSessions() }
        try judgeMock()
        if !control.isCancelled { try tryRules() }
        if control.isCancelled { doubts.append("the run was interrupted") }
    }

    private func add(
        _ summary: RunSummary, _ name: String, _ column: (DocumentSummary) -> CoverageTable.Column
    ) {
        for document in summary.documents { table.add(document.coverage, to: column(document)) }
        let failed = summary.count(.failed)
        if failed > 0 { failures.append("\(name): \(failed) cases failed; 'assay run' shows them") }
        if let document = summary.refused.first { failures.append("'\(document)' is refused") }
        if summary.count(.inconclusive) > 0 {
            doubts.append("\(name): \(summary.count(.inconclusive)) cases are inconclusive")
        }
        if let reason = summary.inconclusive { doubts.append("\(name): \(reason)") }
    }

    private func judgeSessions() {
        let name = "sessions of the generated Python client"
        tell(name)
        var asked = SessionRunOptions(version: options.version)
        asked.ways = [Glob("*/memory"), Glob("async/stdio-lines")]
        asked.jobs = options.jobs
        asked.timeout = options.timeout
        add(SessionRun(asked, emit: { _ in }).judge(), name) { _ in .client }
    }

    private func judgeMock() throws(HarnessFault) {
        let path = "\(root)/\(ServerSuite.documentPath)"
        let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
        guard let document = try? JSONValue.read(bytes) else {
            throw HarnessFault("'\(path)' cannot be read; set ASSAY_ROOT to a checkout")
        }
        for speech in [Speech.http, .frames(.newline)] where !control.isCancelled {
            let name = "the mock as a server, \(speech == .http ? "over HTTP" : "in lines")"
            tell(name)
            let mock = MockServer(
                hosted: MockService(document: MockDocument(document, seed: 0, isStateful: true)),
                by: MockHost())
            defer { mock.stop() }
            var asked = ServerRunOptions(
                version: options.version, server: try address(of: mock, speech))
            asked.document = path
            asked.timeout = options.timeout
            add(ServerRun(asked, emit: { _ in }).judge(), name) { _ in .server }
        }
    }

    private func address(
        of mock: MockServer, _ speech: Speech
    ) throws(HarnessFault) -> ServerAddress {
        do {
            let port = try mock.listenTCP(speaking: speech)
            let spoken: ServerAddress.Speech =
                if case .frames(let framing) = speech { .frames(framing) } else {
                    .http(target: "/")
                }
            return ServerAddress(place: .tcp(host: "127.0.0.1", port: port), speech: spoken)
        } catch {
            throw HarnessFault("the mock cannot listen: \(error)")
        }
    }

    private func tryRules() throws(HarnessFault) {
        tell("the rules of the linter")
        var coverage = Coverage()
        for report in try RuleTrial(root: root).reports(control) {
            coverage.add(report)
            if report.verdict == .failed { failures.append("\(report.id) failed") }
        }
        table.add(coverage, to: .document)
    }
}
