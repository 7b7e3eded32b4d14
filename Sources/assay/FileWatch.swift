import Glibc
import Synchronization

/// Notices that a file is another one, or has another text, than when it was last asked.
final class FileWatch: Sendable {
    private let path: String
    private let known: Mutex<Stamp?>

    private struct Stamp: Equatable, Sendable {
        var node: UInt64
        var size: Int
        var seconds: Int
        var nanoseconds: Int
    }

    init(_ path: String) {
        self.path = path
        known = Mutex(Self.stamp(path))
    }

    /// Whether it has changed since the last time; one that is absent for a moment, as while an
    /// editor saves, has not.
    func hasChanged() -> Bool {
        guard let now = Self.stamp(path) else { return false }
        return known.withLock { known in
            defer { known = now }
            return known != now
        }
    }

    private static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Stamp(
            node: UInt64(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}
