import Glibc
import Synchronization

/// One connection as the server keeps account of it.
final class Visit: Sendable {
    /// What its thread is about.
    enum Phase: Int {
        /// Answering, or holding a reply back.
        case busy
        /// Waiting for the caller alone, who has begun nothing.
        case resting
        /// Waiting for the caller, who has begun something, or for a bell besides.
        case waiting
    }

    /// The socket it came by; nil where it came by other descriptors, which are somebody else's.
    let socket: Int32?
    private let phase = Atomic(Phase.resting.rawValue)
    /// When the caller had said all so far, in nanoseconds.
    private let since = Atomic(Visit.now)
    /// How many replies are held back by a script.
    private let held = Atomic(0)
    private let sentAway = Atomic(false)

    init(socket: Int32?) { self.socket = socket }

    var isHeld: Bool { held.load(ordering: .sequentiallyConsistent) > 0 }

    /// One reply more is held back.
    func hold() { held.add(1, ordering: .sequentiallyConsistent) }

    /// One reply fewer is.
    func release() { held.subtract(1, ordering: .sequentiallyConsistent) }

    /// Notes that it is the caller's turn, before what is ready leaves.
    func yield() { since.store(Self.now, ordering: .relaxed) }

    /// Notes what the thread is about from now on.
    func enter(_ next: Phase) {
        phase.store(next.rawValue, ordering: .sequentiallyConsistent)
    }

    var isResting: Bool {
        phase.load(ordering: .sequentiallyConsistent) == Phase.resting.rawValue
    }

    /// Since when the caller has been silent; nil while the mock owes it something, and once it has
    /// been sent away.
    var silentSince: Int? {
        let isBusy = phase.load(ordering: .sequentiallyConsistent) == Phase.busy.rawValue
        return isBusy || isSentAway ? nil : since.load(ordering: .relaxed)
    }

    /// Whether it makes room for another.
    var isSentAway: Bool { sentAway.load(ordering: .relaxed) }

    func sendAway() {
        sentAway.store(true, ordering: .relaxed)
        interrupt()
    }

    /// Has the thread that serves it find nobody there any more.
    func interrupt() { end(Int32(SHUT_RDWR)) }

    /// Has the thread read what has come and then an end.
    func endReading() { end(Int32(SHUT_RD)) }

    private func end(_ ways: Int32) {
        if let socket { shutdown(socket, ways) }
    }

    /// Gives the socket up.
    func leave() {
        if let socket { close(socket) }
    }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
