import CodeText

/// One way in which a folder differs from what would be written there.
public struct Difference: Sendable, Equatable, CustomStringConvertible {
    /// What is the matter with a path.
    public enum Kind: String, Sendable {
        /// The file is not there.
        case missing
        /// The file has other bytes.
        case changed
        /// The file was generated once and no longer is.
        case stale
        /// The file was never generated.
        case foreign
        /// It is no plain file or folder where one belongs, or its permissions are wrong.
        case mode
    }

    /// What is the matter.
    public let kind: Kind
    /// The path below the SDK's folder; `.` for the folder itself.
    public let path: String
    /// What is wrong with the mode, or why there is no diff; empty where the kind says all.
    public var note = ""
    /// The two texts of a changed file.
    fileprivate var texts: [[UInt8]] = []

    /// `kind: path`, on one line whatever the path is.
    public var description: String {
        let path = LineDiff.visible(Array(path.utf8))
        return "\(kind.rawValue): \(path)" + (note.isEmpty ? "" : ": \(note)")
    }

    /// The lines of a changed file that differ, as `diff -u` shows them, from the one in `folder`
    /// to the generated one: at most `limit` lines, and how many more there are.
    public func unifiedDiff(in folder: String, limit: Int) -> (lines: [String], hidden: Int) {
        guard texts.count == 2 else { return ([], 0) }
        let excerpt = LineDiff(from: texts[0], to: texts[1]).unified(
            from: "\(folder)/\(path)", to: "generated/\(path)", limit: limit)
        return (excerpt.lines, excerpt.hidden)
    }
}

extension Generation {
    /// What a folder may hold beside the SDK without differing from it.
    public static let leavings = Leavings.description

    /// How a folder differs from the SDK, in the order of the paths; empty when it is up to date.
    /// Nothing is written. Every file below the folder counts but for the `leavings`.
    public func differences(in folder: String) throws(DiskFault) -> [Difference] {
        let folder = folder.isEmpty ? "." : folder
        guard Disk.kind(of: folder + "/.") == .folder else {
            let isAbsent = Disk.kind(of: folder) == .absent
            let itself = Difference(kind: .mode, path: ".", note: "it is not a folder")
            let missing = files.map { Difference(kind: .missing, path: $0.path) }
            return isAbsent ? missing : [itself] + missing
        }
        let found = try Folder.read(folder)
        var drift: [Difference] = []
        for file in files { drift += try self.differences(of: file, in: found) }
        let folders = Set(files.flatMap { Self.parents(of: $0.path) })
        for path in folders {
            switch Disk.kind(of: "\(folder)/\(path)") {
            case .absent, .folder: break
            case .file, .other:
                drift.append(
                    Difference(kind: .mode, path: path, note: "it is not a folder"))
            }
        }
        // By bytes: strings are equal that name two files.
        let expected = Set(folders.union(files.map(\.path)).map { Array($0.utf8) })
        for entry in found.entries where !expected.contains(Array(entry.path.utf8)) {
            let isOurs = Self.isOurs("\(folder)/\(entry.path)")
            drift.append(Difference(kind: isOurs ? .stale : .foreign, path: entry.path))
        }
        return drift.sorted { left, right in
            left.path.utf8.elementsEqual(right.path.utf8)
                ? left.kind.rawValue < right.kind.rawValue
                : left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
        }
    }

    /// Files beyond this are read by nobody line by line.
    private var largest: Int {
        max(16 << 20, 2 * (files.map(\.text.utf8.count).max() ?? 0))
    }

    /// What is the matter with one of our files; a file may have other bytes and a wrong mode.
    private func differences(
        of file: File, in folder: Folder
    ) throws(DiskFault) -> [Difference] {
        let path = "\(folder.path)/\(file.path)"
        switch Disk.kind(of: path) {
        case .absent: return [Difference(kind: .missing, path: file.path)]
        case .folder:
            return [Difference(kind: .mode, path: file.path, note: "it is a folder, not a file")]
        case .other:
            let note = "it is a link or a device, not a file"
            return [Difference(kind: .mode, path: file.path, note: note)]
        case .file: break
        }
        let entry = folder.entries.first { $0.path.utf8.elementsEqual(file.path.utf8) }
        var found: [Difference] = []
        if let problem = entry?.permissionProblem {
            found.append(Difference(kind: .mode, path: file.path, note: problem))
        }
        if let size = Disk.size(of: path), size > largest {
            let note = "it has \(size) bytes, too many for a diff"
            return found + [Difference(kind: .changed, path: file.path, note: note)]
        }
        guard let bytes = Disk.read(path) else {
            if found.isEmpty { throw DiskFault("read", path) }
            return found
        }
        let text = Array(file.text.utf8)
        if bytes != text {
            found.append(Difference(kind: .changed, path: file.path, texts: [bytes, text]))
        }
        return found
    }

    /// The files in the packages' folders, and in those of packages written here before, that are
    /// not part of this SDK. Compiled modules do not count.
    func leftovers(in folder: String) -> [String] {
        let expected = Set(files.map(\.path))
        let packages = Set(folders + Self.writtenPackages(in: folder)).sorted()
        func walk(_ path: String) -> [String] {
            if Disk.kind(of: "\(folder)/\(path)") != .folder { return [path] }
            let names = Disk.names(in: "\(folder)/\(path)").filter { $0 != "__pycache__" }
            return names.flatMap { walk("\(path)/\($0)") }
        }
        let found = (packages + [Provenance.fileName]).filter { path in
            Disk.kind(of: "\(folder)/\(path)") != .absent
        }.flatMap(walk)
        return found.filter { !expected.contains($0) }
    }

    /// Whether a file begins as every generated one does; an empty `py.typed` does too.
    static func isOurs(_ path: String) -> Bool {
        guard Disk.kind(of: path) == .file, let bytes = Disk.read(path) else { return false }
        if path.hasSuffix("/py.typed") { return bytes.isEmpty }
        if path.hasSuffix("/" + Provenance.fileName) {
            return bytes.starts(with: Provenance.mark.utf8)
        }
        let marks = [mark, rustMark]
        return marks.contains { bytes.starts(with: $0.utf8) }
    }

    /// The packages that an earlier generation named in the folder's project file.
    static func writtenPackages(in folder: String) -> [String] {
        let path = "\(folder)/pyproject.toml"
        guard isOurs(path), let bytes = Disk.read(path) else { return [] }
        let start = "packages = ["
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(start) }) else { return [] }
        // Every second piece stands between quotes.
        let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
        return pieces.indices.filter { $0 % 2 == 1 }.map { String(pieces[$0]) }.filter { name in
            !name.isEmpty
                && name.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
                }
        }
    }

    private static let mark = "# Written by assay "
    private static let rustMark = "// Written by assay "
}
