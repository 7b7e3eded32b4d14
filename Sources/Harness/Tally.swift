import Conformance
import Synchronization

/// Counts a document's reports as they come.
final class Tally: Sendable {
    private struct State {
        var summary: DocumentSummary
        var called: Set<String> = []
    }

    private let state: Mutex<State>

    init(_ summary: DocumentSummary) { state = Mutex(State(summary: summary)) }

    /// Adds one case; its methods count as called when its calls reached the wire.
    func add(_ subject: Case, _ report: CaseReport) {
        state.withLock { state in
            state.summary.add(report)
            guard report.calls > 0, case .calls(let steps) = subject.task else { return }
            for step in steps { state.called.insert(step.method) }
            state.summary.methodsCalled = state.called.count
        }
    }

    var summary: DocumentSummary { state.withLock { $0.summary } }
}
