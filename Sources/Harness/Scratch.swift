import Foundation
import Synchronization

/// A directory of our own that goes with its owner or with the program, unless it is kept.
package final class Scratch: Sendable {
    package let path: String
    private let isKept: Bool

    /// What a program that ends early must still remove; it has done so once this is nil.
    private static let living = Mutex<Set<String>?>([])
    private static let removesAtExit: Void = {
        atexit { Scratch.removeAll() }
    }()

    /// Makes a fresh directory under the system's temporary one; only its owner may list it.
    package init(prefix: String = "assay") throws(HarnessFault) {
        let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/\(prefix)-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer {
            $0.baseAddress.map { mkdtemp($0) != nil } ?? false
        }
        guard made else {
            throw HarnessFault("no directory can be made under '\(base)'; set TMPDIR to one")
        }
        let bytes = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        path = String(decoding: bytes, as: UTF8.self)
        isKept = false
        let path = path
        Self.living.withLock { _ = $0?.insert(path) }
        _ = Self.removesAtExit
        // Guests run under another user and must reach the package and their own directory.
        chmod(path, 0o711)
    }

    /// Uses a directory that stays.
    package init(keeping path: String) throws(HarnessFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw HarnessFault("'\(path)' cannot be made; --keep names a directory to write")
        }
        self.path = path
        isKept = true
    }

    /// Makes a directory inside, named by a number or by a name that cannot climb out.
    package func directory(_ name: String) throws(HarnessFault) -> String {
        let safe = name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" }
        let inside = "\(path)/\(String(safe).replacingOccurrences(of: "..", with: "__"))"
        do {
            try FileManager.default.createDirectory(
                atPath: inside, withIntermediateDirectories: true)
        } catch {
            throw HarnessFault("'\(inside)' cannot be made; is the disk full?")
        }
        return inside
    }

    /// Removes what the program leaves; for an end that runs no deinitialiser.
    package static func removeAll() {
        living.withLock { paths in
            for path in paths ?? [] { try? FileManager.default.removeItem(atPath: path) }
            paths = nil
        }
    }

    // The last reference may be another thread's, which the program's end does not wait for: who
    // removes holds the lock until all is gone.
    deinit {
        guard !isKept else { return }
        let path = path
        Self.living.withLock { paths in
            guard paths?.remove(path) != nil else { return }
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
