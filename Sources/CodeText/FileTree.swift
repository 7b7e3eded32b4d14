// CodeText: source fragments, a writer and a tree of files. It knows no language and writes nothing
// to disk.

/// Files by relative path; iteration follows the paths' order, so output never depends on a hash.
package struct FileTree: Sendable, Equatable {
    private var texts: [String: String] = [:]

    package init() {}

    /// Whether a path stays inside the tree: relative, `/` between plain names, no `.` or `..`.
    package static func isSafe(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return names.allSatisfy { name in
            !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(0)
                && !name.utf8.contains(0x5C)
        }
    }

    /// Adds or replaces a file; a path that leaves the tree is a fault of the caller.
    package mutating func add(_ path: String, _ text: String) {
        precondition(Self.isSafe(path), "a path must stay inside its tree")
        texts[path] = text
    }

    /// The text at a path; nil when there is no such file.
    package subscript(path: String) -> String? { texts[path] }

    /// Every path, in the order of its UTF-8 bytes.
    package var paths: [String] {
        texts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Every file, in the order of the paths.
    package var files: [(path: String, text: String)] {
        paths.compactMap { path in texts[path].map { (path, $0) } }
    }
}
