import Glibc

/// What lies below a folder, in the order of the paths. Links are not followed, and what Python,
/// its tools and git leave there by themselves is left out.
package struct Folder: Sendable {
    /// One thing in the folder that is no folder itself.
    package struct Entry: Sendable, Equatable {
        /// The path below the folder.
        package var path: String
        package var kind: Kind
        /// Whether git would record it as a program.
        package var isExecutable: Bool
        /// What is wrong with its permissions, where anything is.
        package var permissionProblem: String?

        /// What an entry is.
        package enum Kind: Sendable, Equatable {
            case file
            case link(to: String)
            /// A socket, a pipe, a device.
            case other
        }
    }

    package let path: String
    package let entries: [Entry]

    /// Folders with more entries than this are not an SDK's.
    private static let limit = 100_000

    /// Reads the names and kinds of everything below; a folder that cannot be listed is a fault,
    /// for what it hides is not known.
    package static func read(_ path: String) throws(DiskFault) -> Folder {
        var entries: [Entry] = []
        var rest = [""]
        while let folder = rest.popLast() {
            for name in try Disk.list(folder.isEmpty ? path : "\(path)/\(folder)") {
                let below = folder.isEmpty ? name : "\(folder)/\(name)"
                let status = Disk.status("\(path)/\(below)")
                let isFolder = status.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
                if Leavings.include(below, isFolder: isFolder) { continue }
                if isFolder {
                    rest.append(below)
                } else {
                    entries.append(entry(below, in: path, status))
                }
            }
            guard entries.count <= limit else {
                throw DiskFault("'\(path)' holds more than \(limit) files; name an SDK's folder")
            }
        }
        entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return Folder(path: path, entries: entries)
    }

    /// The bytes of a file in it.
    package func bytes(of entry: Entry) throws(DiskFault) -> [UInt8] {
        guard let bytes = Disk.read("\(path)/\(entry.path)") else {
            throw DiskFault("read", "\(path)/\(entry.path)")
        }
        return bytes
    }

    private static func entry(_ path: String, in folder: String, _ status: stat?) -> Entry {
        // What has gone meanwhile, or has a name that is no text, is something else.
        guard let status else { return Entry(path: path, kind: .other, isExecutable: false) }
        let kind: Entry.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFLNK: .link(to: Disk.destination("\(folder)/\(path)"))
            default: .other
            }
        guard kind == .file else { return Entry(path: path, kind: kind, isExecutable: false) }
        return Entry(
            path: path, kind: kind, isExecutable: status.st_mode & 0o111 != 0,
            permissionProblem: problem(status.st_mode & 0o7777))
    }

    /// Which bits a umask takes away is nobody's fault; what no umask gives or takes is.
    private static func problem(_ mode: mode_t) -> String? {
        let octal = String(mode, radix: 8)
        if mode & 0o7000 != 0 { return "its permissions are \(octal), with special bits" }
        if mode & 0o111 != 0 { return "its permissions are \(octal), those of a program" }
        if mode & 0o400 == 0 { return "its permissions are \(octal), which its owner cannot read" }
        return nil
    }
}

/// What running, checking and installing a package leaves in its folder.
enum Leavings {
    /// As the help says it.
    static let description =
        "compiled modules in __pycache__, *.egg-info, build/lib, the caches of mypy, ruff and "
        + "pytest, and .git"

    /// Whether a path is such a leaving. Compiled modules elsewhere can be imported: they are not.
    static func include(_ path: String, isFolder: Bool) -> Bool {
        let names = path.split(separator: "/")
        guard let name = names.last else { return false }
        if !isFolder {
            let isCompiled = name.hasSuffix(".pyc") || name.contains(".pyc.")
            return path == ".git" || isCompiled && names.dropLast().last == "__pycache__"
        }
        if [".mypy_cache", ".ruff_cache", ".pytest_cache"].contains(name) { return true }
        if name.hasSuffix(".egg-info") || path == ".git" || path == "build/lib" { return true }
        return path.hasPrefix("build/bdist.")
    }
}
