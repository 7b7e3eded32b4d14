import Glibc
import Synchronization

/// The listeners of a server, and whether it is open.
final class Doors: Sendable {
    /// Rings when no more connections are taken.
    let closing = Bell()
    /// Rings when those that are there are let go.
    let stopping = Bell()
    private let phase = Atomic(0)
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var threads: [PosixThread] = []
        var paths: [String] = []
    }

    /// Whether what has begun is still finished, and nothing begins.
    var isClosing: Bool { phase.load(ordering: .sequentiallyConsistent) > 0 }

    /// Whether everything ends at once.
    var isStopped: Bool { phase.load(ordering: .sequentiallyConsistent) > 1 }

    /// Has the file at a path removed in the end.
    func keep(_ path: String) { state.withLock { $0.paths.append(path) } }

    /// Listens in a thread of its own; false when it is too late, or there is no thread to have.
    func open(_ listen: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard !state.isClosed, let thread = PosixThread.start(listen) else { return false }
            state.threads.append(thread)
            return true
        }
    }

    /// Takes no more connections; returns when no listener is left.
    func close() {
        phase.max(1, ordering: .sequentiallyConsistent)
        let (threads, paths) = state.withLock { state in
            defer { state = State(isClosed: true) }
            return (state.threads, state.paths)
        }
        closing.ring()
        for thread in threads { thread.join() }
        for path in paths { unlink(path) }
    }

    /// The same, and nothing that has begun is finished.
    func stop() {
        phase.max(2, ordering: .sequentiallyConsistent)
        close()
        stopping.ring()
    }
}
