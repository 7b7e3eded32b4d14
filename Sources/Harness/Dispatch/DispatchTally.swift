import Conformance
import Synchronization
import WireJSON

/// Counts the reports of one dispatch as they come.
final class DispatchTally: Sendable {
    private struct State {
        var summary: DocumentSummary
        var called: Set<String> = []
    }

    private let state: Mutex<State>

    init(_ summary: DocumentSummary) { state = Mutex(State(summary: summary)) }

    /// Adds one case; a method counts as called when a handler was to see it and the case passed or
    /// failed.
    func add(_ played: DispatchCase, _ report: CaseReport) {
        state.withLock { state in
            state.summary.add(report)
            guard report.verdict == .passed || report.verdict == .failed else { return }
            state.called.formUnion(played.handlers.keys)
            state.summary.methodsCalled = state.called.count
        }
    }

    var summary: DocumentSummary { state.withLock { $0.summary } }
}
