import Conformance
import Synchronization

/// Hands out conversations in order and tells their reports in order, however they end.
final class ConversationQueue: Sendable {
    private struct State {
        var next = 0
        var told = 0
        var finished: [Int: CaseReport] = [:]
    }

    private let cases: [DispatchCase]
    private let tell: @Sendable (Int, CaseReport) -> Void
    private let state = Mutex(State())

    init(_ cases: [DispatchCase], tell: @escaping @Sendable (Int, CaseReport) -> Void) {
        self.cases = cases
        self.tell = tell
    }

    func next() -> (Int, DispatchCase)? {
        state.withLock { state in
            guard state.next < cases.count else { return nil }
            defer { state.next += 1 }
            return (state.next, cases[state.next])
        }
    }

    func finish(_ index: Int, _ report: CaseReport) {
        state.withLock { state in
            state.finished[index] = report
            while let report = state.finished.removeValue(forKey: state.told) {
                tell(state.told, report)
                state.told += 1
            }
        }
    }
}
