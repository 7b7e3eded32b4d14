import Glibc

/// Rings once for everyone who polls its descriptor, and never falls silent again.
final class Bell: Sendable {
    /// Becomes readable when the bell has rung.
    let descriptor: Int32
    private let clapper: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        clapper = ends[1]
    }

    func ring() { _ = write(clapper, [1], 1) }

    deinit {
        close(descriptor)
        close(clapper)
    }
}
