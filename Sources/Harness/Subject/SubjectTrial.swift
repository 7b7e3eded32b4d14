package import Conformance
import Foundation
import Peers
import WireJSON

/// An adapter judged by itself: lawful calls on every way that it has, awkward requests, and the
/// server suite against the program, which is a server of the protocol's own document.
package final class SubjectTrial: Sendable {
    package let control = RunControl()
    private let options: Options
    private let emit: @Sendable (Event) -> Void

    /// What is judged, and by what.
    package struct Options: Sendable {
        package var version: String
        package var command: String
        /// The document whose service the client is for; nil takes a built-in one.
        package var document: String?
        package var only: [Glob] = []
        /// Make lawful calls on the ways that match; none makes them on all.
        package var ways: [Glob] = []
        package var timeout: Duration = .seconds(10)
        package var seed: UInt64 = 1
        package var replay = "assay subject check"

        /// An adapter by its command, against a built-in service.
        package init(version: String, command: String) {
            self.version = version
            self.command = command
        }

        func selects(_ id: String) -> Bool { only.isEmpty || only.contains { $0.matches(id) } }
    }

    /// Where the protocol's document lies below a checkout.
    package static let protocolPath = "conformance/protocol/subject.openrpc.json"

    package init(_ options: Options, emit: @escaping @Sendable (Event) -> Void) {
        self.options = options
        self.emit = emit
    }

    /// Judges the adapter; the summary has it twice, as a client and as a server.
    package func judge() -> RunSummary {
        var summary = RunSummary(documents: [], refused: [])
        var info = RunInfo(
            version: options.version, interpreter: "", seed: options.seed,
            replay: options.replay, isBuiltIn: true)
        info.server = options.command
        emit(.runStarted(info))
        do throws(HarnessFault) {
            let root = try Installation.shipped()
            try judgeClient(root, &summary)
            try judgeServer(root, &summary)
        } catch {
            summary.inconclusive = error.description
        }
        if control.isCancelled { summary.inconclusive = "the run was interrupted" }
        if summary.inconclusive == nil, summary.cases == 0 {
            summary.inconclusive = "no case was played; '--only' may match none"
        }
        emit(.runFinished(summary))
        return summary
    }

    private func judgeClient(_ root: String, _ summary: inout RunSummary) throws(HarnessFault) {
        let path = options.document ?? "\(root)/fixtures/openrpc/bookshelf.json"
        guard case .success(let bytes) = DocumentFile.read(path),
            let text = try? JSONValue.read(bytes)
        else { throw HarnessFault("'\(path)' is no document; assay lint says more") }
        let python = try Interpreters.subject(nil)
        let scratch = try Scratch()
        let oracle = try LateOracle(Interpreters.oracle(), directory: scratch.directory("oracle"))
        let document = RawDocument(text)
        let swept = try Sweep(document: document, service: "", seed: options.seed).cases {
            questions throws(HarnessFault) in try oracle.answer(questions)
        }
        let staged = StagedAdapter(
            command: try SubjectCommand(options.command, patience: options.timeout),
            service: path.split(separator: "/").last.map(String.init) ?? path, document: text,
            documentBytes: bytes)
        let settings = LaneSettings(python: python, seed: options.seed, timeout: options.timeout)
        var examination = SubjectExamination(
            staged: staged, settings: settings, samples: SubjectSamples(swept),
            directory: try scratch.directory("subject"))
        examination.ways = options.ways
        let reports = try examination.reports(
            selecting: options.selects, while: { !self.control.isCancelled })
        tell(reports, document.methods.count, &summary)
    }

    private func tell(
        _ reports: [CaseReport], _ methods: Int, _ summary: inout RunSummary
    ) {
        guard !reports.isEmpty else { return }
        var counts = DocumentSummary(document: Self.name, methods: methods)
        emit(
            .documentStarted(
                DocumentInfo(
                    document: Self.name, methods: methods, cases: reports.count, diagnostics: [])))
        for report in reports {
            counts.add(report)
            emit(.caseFinished(document: Self.name, report))
        }
        summary.documents.append(counts)
        emit(.documentFinished(counts))
    }

    /// What reports call the adapter's half.
    private static let name = "adapter"

    private func judgeServer(_ root: String, _ summary: inout RunSummary) throws(HarnessFault) {
        let address = try ServerAddress.process(command: options.command, framing: .newline)
        var server = ServerRunOptions(version: options.version, server: address)
        server.document = "\(root)/\(Self.protocolPath)"
        server.call = KnownCall(method: "describe", params: nil)
        server.only = options.only
        server.level = .should
        server.seed = options.seed
        server.timeout = options.timeout
        let run = ServerRun(server) { [emit] event in
            switch event {
            case .runStarted, .runFinished: break
            default: emit(event)
            }
        }
        let judged = run.judge()
        summary.documents += judged.documents.filter { !$0.verdicts.isEmpty }
        // Half of the cases may be all that was asked for.
        if judged.cases > 0 || options.only.isEmpty { summary.inconclusive = judged.inconclusive }
    }
}

/// Cases of a document's sweep that stand for what a client is asked for.
struct SubjectSamples: Sendable {
    var call: Case?
    var failing: Case?
    var notification: Case?
    var construction: Case?

    init(_ swept: [Case]) {
        let lawful = swept.filter { $0.unsupported == nil }
        call = lawful.first { subject in
            guard let step = subject.onlyStep, !step.arguments.isEmpty else { return false }
            if case .message(let reply) = step.served { return reply["result"] != nil }
            return false
        }
        failing = lawful.first { subject in
            if case .raised? = subject.onlyStep?.expected { true } else { false }
        }
        notification = lawful.first { $0.onlyStep?.isNotification == true }
        construction = lawful.first { if case .construct = $0.task { true } else { false } }
    }

    /// What there is, under the name by which an adapter's reports call it.
    var named: [(name: String, subject: Case)] {
        let all = [
            ("call", call), ("error", failing), ("notification", notification),
            ("construct", construction),
        ]
        return all.compactMap { name, subject in subject.map { (name, $0) } }
    }
}

extension Case {
    /// Its step where it is one call.
    var onlyStep: Step? {
        guard case .calls(let steps) = task, steps.count == 1 else { return nil }
        return steps[0]
    }
}
