/// One way in which a folder differs from what would be written there.
public struct Difference: Sendable, Equatable, CustomStringConvertible {
    /// What is the matter with a file.
    public enum Kind: String, Sendable {
        /// The file is not there.
        case missing
        /// The file has other bytes, or is no plain file.
        case changed
        /// The file was generated once and no longer is.
        case stale
        /// The file lies in the package and was never generated.
        case foreign
    }

    /// What is the matter.
    public let kind: Kind
    /// The path below the SDK's folder.
    public let path: String

    /// `kind: path`.
    public var description: String { "\(kind.rawValue): \(path)" }
}

extension Generation {
    /// How a folder differs from the SDK, in the order of the paths; empty when it is up to date.
    /// Nothing is written.
    public func differences(in folder: String) -> [Difference] {
        var found: [Difference] = []
        for file in files {
            switch Disk.kind(of: "\(folder)/\(file.path)") {
            case .absent: found.append(Difference(kind: .missing, path: file.path))
            case .file where Disk.read("\(folder)/\(file.path)") == Array(file.text.utf8): break
            case .file, .folder, .other: found.append(Difference(kind: .changed, path: file.path))
            }
        }
        for path in leftovers(in: folder) {
            let isOurs = Self.isOurs("\(folder)/\(path)")
            found.append(Difference(kind: isOurs ? .stale : .foreign, path: path))
        }
        return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The files in the package's folder, and in that of the package written here before, that are
    /// not part of this SDK. Compiled modules do not count.
    func leftovers(in folder: String) -> [String] {
        let expected = Set(files.map(\.path))
        var packages = [entry?.package, Self.writtenPackage(in: folder)].compactMap(\.self)
        if packages.count == 2, packages[0] == packages[1] { packages.removeLast() }
        func walk(_ path: String) -> [String] {
            if Disk.kind(of: "\(folder)/\(path)") != .folder { return [path] }
            let names = Disk.names(in: "\(folder)/\(path)").filter { $0 != "__pycache__" }
            return names.flatMap { walk("\(path)/\($0)") }
        }
        let found = packages.filter { Disk.kind(of: "\(folder)/\($0)") != .absent }.flatMap(walk)
        return found.filter { !expected.contains($0) }
    }

    /// Whether a file begins as every generated one does; an empty `py.typed` does too.
    static func isOurs(_ path: String) -> Bool {
        guard Disk.kind(of: path) == .file, let bytes = Disk.read(path) else { return false }
        if path.hasSuffix("/py.typed") { return bytes.isEmpty }
        return bytes.starts(with: mark.utf8)
    }

    /// The package that an earlier generation named in the folder's project file.
    private static func writtenPackage(in folder: String) -> String? {
        let path = "\(folder)/pyproject.toml"
        guard isOurs(path), let bytes = Disk.read(path) else { return nil }
        let start = "packages = [\""
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(start) }) else { return nil }
        let name = line.dropFirst(start.count).prefix { $0 != "\"" }
        let isPlain = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
        }
        return isPlain && !name.isEmpty ? String(name) : nil
    }

    private static let mark = "# Written by assay "
}
