import Glibc
import Synchronization

/// One connection as the server keeps account of it.
final class Visit: Sendable {
    /// The socket it came by; nil where it came by other descriptors, which are somebody else's.
    let socket: Int32?
    /// How many replies are held back by a script.
    private let held = Atomic(0)

    init(socket: Int32?) { self.socket = socket }

    var isHeld: Bool { held.load(ordering: .sequentiallyConsistent) > 0 }

    /// One reply more is held back.
    func hold() { held.add(1, ordering: .sequentiallyConsistent) }

    /// One reply fewer is.
    func release() { held.subtract(1, ordering: .sequentiallyConsistent) }

    /// Has the thread that serves it find nobody there any more.
    func interrupt() {
        if let socket { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// Gives the socket up.
    func end() {
        if let socket { close(socket) }
    }
}
