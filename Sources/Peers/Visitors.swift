import Glibc
import Synchronization

/// The connections that a server has, each with a thread of its own.
final class Visitors: Sendable {
    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var visits: [ObjectIdentifier: (visit: Visit, thread: PosixThread)] = [:]
        /// How many of them have been sent away.
        var leaving = 0
        /// Threads past their last work that nobody has joined.
        var finished: [PosixThread] = []
        /// Rings when the last visit is over.
        var farewell: Bell?

        /// Sends that visitor away who has been silent the longest; false when none is.
        mutating func makeRoom() -> Bool {
            var longest: (visit: Visit, since: Int)?
            for (visit, _) in visits.values {
                guard let since = visit.silentSince, since < longest?.since ?? .max else {
                    continue
                }
                longest = (visit, since)
            }
            longest?.visit.sendAway()
            leaving += longest == nil ? 0 : 1
            return longest != nil
        }
    }

    init(limit: Int) { self.limit = limit }

    /// Begins a visit in a thread of its own, in the place of another if need be; false when there
    /// is no room for it.
    func begin(_ visit: Visit, _ body: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard !state.isClosed,
                state.visits.count - state.leaving < limit || state.makeRoom()
            else { return false }
            // The thread cannot leave before it is known: leaving takes this lock.
            let thread = PosixThread.start {
                body()
                self.leave(visit)
            }
            state.visits[ObjectIdentifier(visit)] = thread.map { (visit, $0) }
            return thread != nil
        }
    }

    /// Sends a silent visitor away, unless one is on its way already; false when none is.
    func makeRoom() -> Bool { state.withLock { $0.leaving > 0 || $0.makeRoom() } }

    /// A visit's thread ends; it sees off those that ended before it.
    private func leave(_ visit: Visit) {
        let others = state.withLock { state in
            let own = state.visits.removeValue(forKey: ObjectIdentifier(visit))
            if visit.isSentAway { state.leaving -= 1 }
            // Within the lock: nobody must shut down whatever gets this number next.
            visit.leave()
            if state.visits.isEmpty { state.farewell?.ring() }
            guard !state.isClosed else { return [] as [PosixThread] }
            defer { state.finished = own.map { [$0.thread] } ?? [] }
            return state.finished
        }
        for other in others { other.join() }
    }

    /// Lets go of callers whose reply is held back.
    func interruptHeld() {
        state.withLock { state in
            for (visit, _) in state.visits.values where visit.isHeld { visit.interrupt() }
        }
    }

    /// Ends the visits of callers who have begun nothing, and waits for the others to be over.
    func finish(atMost time: Duration) {
        let farewell = Bell()
        let isOver = state.withLock { state in
            for (visit, _) in state.visits.values where visit.isResting { visit.endReading() }
            state.farewell = farewell
            return state.visits.isEmpty
        }
        if !isOver { _ = Socket.wait(farewell.descriptor, for: Int32(POLLIN), atMost: time) }
    }

    /// Ends every visit and returns when the threads are gone; no other begins.
    func dismiss() {
        // From here on nobody else joins: `leave` keeps off.
        let threads = state.withLock { state in
            state.isClosed = true
            for (visit, _) in state.visits.values { visit.interrupt() }
            defer { state.finished = [] }
            return state.visits.values.map(\.thread) + state.finished
        }
        for thread in threads { thread.join() }
    }
}
