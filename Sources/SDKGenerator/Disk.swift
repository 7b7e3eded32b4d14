import CSystem
import Glibc

/// The disk refused something, or holds what must not be touched.
public struct DiskFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// One phrase that names the path and the reason.
    public let description: String

    init(_ description: String) { self.description = description }

    /// A system call's failure, as `errno` tells it.
    init(_ action: String, _ path: String) {
        description = "cannot \(action) '\(path)': \(String(cString: strerror(errno)).lowercased())"
    }
}

/// The few operations on files that writing an SDK takes. None follows a symbolic link at the end
/// of its path.
enum Disk {
    enum Kind { case absent, file, folder, other }

    /// What the system says of a path itself; nil where there is nothing.
    static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// The bytes of a file, as the system counts them; nil where there is nothing.
    static func size(of path: String) -> Int? { status(path).map { Int($0.st_size) } }

    static func kind(of path: String) -> Kind {
        guard let status = status(path) else { return .absent }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// The bytes of a plain file; nil when there is none that can be read.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 && errno != EINTR { return nil }
            if count > 0 { bytes += buffer[..<count] }
        }
    }

    /// Creates a file that does not exist yet.
    static func create(_ path: String, _ text: String) throws(DiskFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw DiskFault("create", path) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { throw DiskFault("write", path) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    /// Creates a folder and those above it that are missing.
    static func makeFolder(_ path: String) throws(DiskFault) {
        guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
        let parent = self.parent(of: path)
        guard errno == ENOENT, parent != path else { throw DiskFault("create", path) }
        try makeFolder(parent)
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw DiskFault("create", path) }
    }

    /// Creates a folder with a name of its own inside another.
    static func makeTemporaryFolder(in folder: String) throws(DiskFault) -> String {
        var template = Array((folder + "/.assay-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil, chmod(template, 0o755) == 0 else {
            throw DiskFault("create a folder in", folder)
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func move(_ path: String, to target: String) throws(DiskFault) {
        guard rename(path, target) == 0 else { throw DiskFault("write", target) }
    }

    /// Exchanges two folders beside each other in one step: whoever looks sees one or the other.
    static func exchange(_ path: String, with target: String) throws(DiskFault) {
        guard csystem_exchange(path, target) == 0 else { throw DiskFault("replace", target) }
    }

    /// The path without links on the way; nil where there is nothing.
    static func resolved(_ path: String) -> String? {
        guard let bytes = realpath(path, nil) else { return nil }
        defer { free(bytes) }
        return String(cString: bytes)
    }

    /// Gives a folder the permissions of another.
    static func copyPermissions(from path: String, to target: String) throws(DiskFault) {
        guard let status = status(path), chmod(target, status.st_mode & 0o7777) == 0 else {
            throw DiskFault("set the permissions of", target)
        }
    }

    /// Whether a file is one that git would record as a program.
    static func isProgram(_ path: String) -> Bool {
        status(path).map { $0.st_mode & 0o111 != 0 } ?? false
    }

    /// Gives a file a second name, so that the first can be replaced in one step.
    static func keep(_ path: String, as second: String) throws(DiskFault) {
        guard link(path, second) == 0 else { throw DiskFault("keep", path) }
    }

    /// Where a symbolic link leads.
    static func destination(_ link: String) -> String {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    /// The names in a folder, in the order of their bytes; none when it is no folder.
    static func names(in folder: String) -> [String] {
        guard kind(of: folder) == .folder else { return [] }
        return (try? list(folder)) ?? []
    }

    /// The names in a folder, in the order of their bytes.
    static func list(_ folder: String) throws(DiskFault) -> [String] {
        guard let stream = opendir(folder) else { throw DiskFault("list", folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Removes a folder with all it holds, as far as that goes.
    static func removeTree(_ path: String) {
        if kind(of: path) == .folder {
            for name in names(in: path) { removeTree(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    /// Removes a folder that holds nothing; one that holds something stays.
    static func removeEmptyFolder(_ path: String) { rmdir(path) }

    static func parent(of path: String) -> String {
        var names = path.split(separator: "/", omittingEmptySubsequences: true)
        guard names.popLast() != nil else { return path }
        if names.isEmpty { return path.hasPrefix("/") ? "/" : "." }
        return (path.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
    }
}
