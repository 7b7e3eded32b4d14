import Synchronization

/// Hands out cases in order and tells what came of each in order, however those who play them
/// finish.
final class CaseQueue<Played: Sendable, Told: Sendable>: Sendable {
    private struct State {
        var next = 0
        var told = 0
        var finished: [Int: Told] = [:]
    }

    private let cases: [Played]
    private let tell: @Sendable (Int, Told) -> Void
    private let state = Mutex(State())

    init(_ cases: [Played], tell: @escaping @Sendable (Int, Told) -> Void) {
        self.cases = cases
        self.tell = tell
    }

    func next() -> (Int, Played)? {
        state.withLock { state in
            guard state.next < cases.count else { return nil }
            defer { state.next += 1 }
            return (state.next, cases[state.next])
        }
    }

    func finish(_ index: Int, _ told: Told) {
        state.withLock { state in
            state.finished[index] = told
            while let told = state.finished.removeValue(forKey: state.told) {
                tell(state.told, told)
                state.told += 1
            }
        }
    }
}
