import Foundation
import Synchronization

/// Puts other bytes in the place of a file in one step: a reader sees the old or the new text.
enum FileReplacement {
    private static let turn = Mutex(())

    /// Does something while no replacement is in hand, and none can begin.
    static func betweenTurns(_ action: () -> Void) { turn.withLock { _ in action() } }

    /// Writes a file anew, behind any symbolic link, with its permissions; the fault says why not.
    /// `old` is what the file must still hold: what somebody else has written meanwhile stays.
    static func write(_ bytes: [UInt8], to path: String, over old: [UInt8]) throws(HarnessFault) {
        try turn.withLock { _ throws(HarnessFault) in try replace(path, bytes, over: old) }
    }

    private static func replace(
        _ path: String, _ bytes: [UInt8], over old: [UInt8]
    ) throws(HarnessFault) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw fault("find", path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw HarnessFault("'\(path)' is no plain file; --fix writes '-' to standard output")
        }
        guard let target = ConfigurationSearch.real(path) else { throw fault("find", path) }
        // The folder's permissions would do; the file's are what its owner meant.
        guard access(target, W_OK) == 0 else { throw fault("write", path) }
        var template = Array("\(target).assay-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw fault("write beside", path) }
        defer { close(descriptor) }
        let temporary = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard fill(descriptor, bytes), fchmod(descriptor, status.st_mode & 0o7777) == 0,
            fsync(descriptor) == 0
        else {
            defer { unlink(temporary) }
            throw fault("write", path)
        }
        guard case .success(let present) = DocumentFile.read(target), present == old else {
            unlink(temporary)
            throw HarnessFault("'\(path)' has changed since it was read; lint it again")
        }
        guard rename(temporary, target) == 0 else {
            defer { unlink(temporary) }
            throw fault("replace", path)
        }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }

    private static func fault(_ action: String, _ path: String) -> HarnessFault {
        HarnessFault("cannot \(action) '\(path)': \(String(cString: strerror(errno)).lowercased())")
    }
}
