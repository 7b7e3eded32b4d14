import Conformance
import Synchronization

/// Tells the events of one dispatch in order, and counts its reports as they come.
final class DispatchTeller: Sendable {
    private struct State {
        var summary: DocumentSummary
        var called: Set<String> = []
    }

    private let info: DocumentInfo
    private let emit: @Sendable (Event) -> Void
    private let known: KnownFailures
    private let state: Mutex<State>

    init(
        _ document: String, _ methods: Int, _ task: DispatchTask, _ known: KnownFailures,
        _ emit: @escaping @Sendable (Event) -> Void
    ) {
        var info = DocumentInfo(
            document: document, methods: methods, cases: 0, diagnostics: task.diagnostics)
        info.part = task.part
        self.info = info
        self.emit = emit
        self.known = known
        var summary = DocumentSummary(document: document, methods: methods)
        summary.part = task.part
        state = Mutex(State(summary: summary))
    }

    func start(_ cases: Int) {
        var info = info
        info.cases = cases
        emit(.documentStarted(info))
    }

    /// Tells of one case. A method counts as called when the case of all its parameters, or
    /// another that its handler was to see, passed or failed.
    func tell(_ report: CaseReport) {
        let report = known.take(report, in: info.document)
        state.withLock { state in
            state.summary.add(report)
            if report.verdict == .passed || report.verdict == .failed {
                state.called.formUnion(report.methods)
            }
            state.summary.methodsCalled = state.called.count
        }
        emit(.caseFinished(document: info.document, report))
    }

    func finish(_ summary: inout RunSummary) {
        let own = state.withLock { $0.summary }
        summary.documents.append(own)
        emit(.documentFinished(own))
    }
}
