import CSystem
import Foundation
import Glibc
import SDKGenerator
import WireJSON

/// What was built once and is used again: folders named by the digest of all that went into them.
/// An entry is whole or not there: it is made under another name and renamed.
package struct BuildCache: Sendable {
    package let root: String
    /// Entries of one kind beyond this number go, those first that were not used for longest.
    var limit = 200

    /// The cache below a folder, which is made when it is missing.
    package init(root: String) throws(HarnessFault) {
        self.root = root
        for folder in [root, "\(root)/making"] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw HarnessFault(
                    "the cache '\(folder)' cannot be made; set ASSAY_CACHE to a folder to write")
            }
        }
        removeAbandoned()
    }

    /// The user's cache: `$ASSAY_CACHE`, else `assay` below `$XDG_CACHE_HOME` or `~/.cache`.
    package static func standard() throws(HarnessFault) -> BuildCache {
        try BuildCache(root: standardRoot)
    }

    /// The folder of the user's cache, which need not be there.
    package static var standardRoot: String {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["ASSAY_CACHE"], !named.isEmpty { return named }
        if let base = environment["XDG_CACHE_HOME"], !base.isEmpty { return "\(base)/assay" }
        return "\(environment["HOME"] ?? "/tmp")/.cache/assay"
    }

    /// The folder of an entry, made by `make` in a folder of another name where there is none.
    /// Who comes second waits for the first; a maker that throws leaves nothing.
    package func entry(
        _ kind: String, _ parts: [String], make: (String) throws(HarnessFault) -> Void
    ) throws(HarnessFault) -> String {
        let digest = Self.digest(parts)
        let path = "\(root)/\(kind)-\(digest.prefix(32))"
        if Self.isWhole(path) { return used(path) }
        let lock = try lock(kind, digest)
        defer { close(lock) }
        if Self.isWhole(path) { return used(path) }
        return try made(path, kind, make)
    }

    /// The folder of an entry that takes the place of the one before, if there is one.
    package func replace(
        _ kind: String, _ parts: [String], make: (String) throws(HarnessFault) -> Void
    ) throws(HarnessFault) -> String {
        let digest = Self.digest(parts)
        let lock = try lock(kind, digest)
        defer { close(lock) }
        return try made("\(root)/\(kind)-\(digest.prefix(32))", kind, make)
    }

    private func made(
        _ path: String, _ kind: String, _ make: (String) throws(HarnessFault) -> Void
    ) throws(HarnessFault) -> String {
        let making = "\(root)/making/\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        guard mkdir(making, 0o755) == 0 else { throw full(making, errno) }
        defer { try? FileManager.default.removeItem(atPath: making) }
        try make(making)
        try Self.seal(making)
        try? FileManager.default.removeItem(atPath: path)
        guard rename(making, path) == 0 else { throw full(path, errno) }
        prune(kind)
        return path
    }

    /// The folder of an entry that is there.
    package func known(_ kind: String, _ parts: [String]) -> String? {
        let path = "\(root)/\(kind)-\(Self.digest(parts).prefix(32))"
        return Self.isWhole(path) ? used(path) : nil
    }

    private static func digest(_ parts: [String]) -> String {
        Digest.sha256(Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8))
    }

    private func used(_ path: String) -> String {
        utimes(path, nil)
        return path
    }

    /// A lock that ends with its holder, however that ends.
    private func lock(_ kind: String, _ digest: String) throws(HarnessFault) -> Int32 {
        let path = "\(root)/making/\(kind)-\(digest.prefix(2)).lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw full(path, errno) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let reason = errno
                close(descriptor)
                throw full(path, reason)
            }
        }
        return descriptor
    }

    private func full(_ path: String, _ reason: Int32) -> HarnessFault {
        HarnessFault(
            "the cache cannot be written at '\(path)': \(String(cString: strerror(reason))); "
                + "set ASSAY_CACHE to a folder with room")
    }
}

// What makes an entry whole.

extension BuildCache {
    private static let sealName = "entry.json"

    /// Writes down what an entry holds, so that one which lost something is known.
    private static func seal(_ folder: String) throws(HarnessFault) {
        let sizes = sizes(of: folder).sorted { $0.key < $1.key }
        let text = JSONValue.object(sizes.map { .init($0.key, .number($0.value)) }).text()
        do {
            let file = URL(fileURLWithPath: "\(folder)/\(sealName)")
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw HarnessFault(
                "the cache cannot be written at '\(folder)'; set ASSAY_CACHE to a folder with room")
        }
    }

    /// Whether an entry is there with every file that it was made with, each as long as it was.
    private static func isWhole(_ folder: String) -> Bool {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(sealName)"),
            let sealed = try? JSONValue.read([UInt8](bytes)).object
        else { return false }
        return sealed.members.allSatisfy { member in
            var status = stat()
            return stat("\(folder)/\(member.name)", &status) == 0
                && Int(status.st_size) == member.value.int
        }
    }

    private static func sizes(of folder: String) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
            var status = stat()
            guard stat("\(folder)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG
            else { continue }
            sizes[path] = Int(status.st_size)
        }
        return sizes
    }
}

// What is removed.

extension BuildCache {
    /// What makers left who were killed.
    private func removeAbandoned() {
        let folder = "\(root)/making"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard let maker = name.split(separator: "-").first.flatMap({ pid_t($0) }),
                kill(maker, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    private func prune(_ kind: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let entries = names.filter { $0.hasPrefix("\(kind)-") }.map { name -> (String, Int) in
            var status = stat()
            return (
                "\(root)/\(name)",
                stat("\(root)/\(name)", &status) == 0
                    ? status.st_mtim.tv_sec : 0
            )
        }
        guard entries.count > limit else { return }
        for (path, _) in entries.sorted(by: { $0.1 < $1.1 }).prefix(entries.count - limit) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
