package import Conformance
import Diagnostics
import Foundation
import Peers
import WireJSON

/// One run of the server suite against one server: plays the authored cases and the document's
/// sweep, holds every reply against the checks, tells events.
package final class ServerRun: Sendable {
    package let control = RunControl()
    private let options: ServerRunOptions
    private let emit: @Sendable (Event) -> Void

    package init(_ options: ServerRunOptions, emit: @escaping @Sendable (Event) -> Void) {
        self.options = options
        self.emit = emit
    }

    /// Judges the server; the summary has one document, under the name of what was read.
    package func judge() -> RunSummary {
        var summary = RunSummary(documents: [], refused: [])
        var info = RunInfo(
            version: options.version, interpreter: "", seed: options.seed,
            replay: options.replay, isBuiltIn: options.document == nil)
        info.server = options.server.description
        info.isSelection = options.isSelection
        emit(.runStarted(info))
        do throws(HarnessFault) {
            try judge(&summary)
        } catch {
            summary.inconclusive = error.description
        }
        if control.isCancelled { summary.inconclusive = "the run was interrupted" }
        if summary.inconclusive == nil, summary.refused.isEmpty, summary.cases == 0 {
            summary.inconclusive = "no case was played; '--only' may match none"
        }
        emit(.runFinished(summary))
        return summary
    }

    private func judge(_ summary: inout RunSummary) throws(HarnessFault) {
        guard let root = Installation.root else {
            throw HarnessFault("the cases are not found; set ASSAY_ROOT to a checkout of assay")
        }
        let suite = try ServerSuite.load(root: root)
        let recorded: [ServerCase]
        switch transcripts() {
        case .success(let cases): recorded = cases
        case .failure(let refusal):
            summary.refused.append(refusal.diagnostic.span?.file.name ?? "")
            emit(
                .documentRefused(
                    document: summary.refused[0], [refusal.diagnostic]))
            return
        }
        let document: (bytes: [UInt8], root: JSONValue)?
        switch read() {
        case .success(let read): document = read
        case .failure(let refusal):
            summary.refused.append(options.document ?? "")
            emit(.documentRefused(document: options.document ?? "", [refusal.diagnostic]))
            return
        }
        let scratch = try Scratch()
        let caller = RawCaller(
            options.server, headers: options.headers.map { (name: $0.name, value: $0.value) },
            environment: ProcessInfo.processInfo.environment)
        let lane = ServerLane(caller, timeout: options.timeout)
        defer { lane.close() }
        let meeting = try lane.meet()
        let oracle = try ServerOracle(scratch)
        let facts = try ServerFacts(
            document: document?.root, isShipped: document?.bytes == suite.document, options, lane
        ) { () throws(HarnessFault) in try oracle.started() }
        lane.known = facts.known
        var round = ServerRound(
            options: options, facts: facts,
            cases: recorded.isEmpty ? suite.cases + facts.swept : recorded, control: control,
            emit: emit)
        round.tally.add(meeting)
        try round.play(on: lane) { questions throws(HarnessFault) in
            try oracle.started().answer(questions)
        }
        round.close(&summary)
    }

    private func transcripts() -> Result<[ServerCase], DocumentFile.Refusal> {
        var cases: [ServerCase] = []
        for path in options.transcripts {
            switch DocumentFile.read(path) {
            case .failure(let refusal): return .failure(refusal)
            case .success(let bytes):
                let (read, diagnostics) = ServerCase.transcript(bytes, file: path)
                if let first = diagnostics.first {
                    return .failure(DocumentFile.Refusal(first))
                }
                if let read { cases.append(read) }
            }
        }
        return .success(cases)
    }

    private func read() -> Result<(bytes: [UInt8], root: JSONValue)?, DocumentFile.Refusal> {
        guard let path = options.document else { return .success(nil) }
        return DocumentFile.read(path).flatMap { bytes in
            do throws(JSONFault) {
                return .success((bytes, try JSONValue.read(bytes)))
            } catch {
                let source = SourceFile(name: path, bytes: bytes)
                return .failure(DocumentFile.Refusal(error.diagnostic(in: source)))
            }
        }
    }
}

/// The oracle, started when it is first needed: without a document nobody needs it.
private final class ServerOracle {
    private let scratch: Scratch
    private var oracle: Oracle?

    init(_ scratch: Scratch) throws(HarnessFault) { self.scratch = scratch }

    func started() throws(HarnessFault) -> Oracle {
        if let oracle { return oracle }
        let made = try Oracle(Interpreters.oracle(), directory: scratch.directory("oracle"))
        oracle = made
        return made
    }
}
