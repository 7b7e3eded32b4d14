import Foundation
import Glibc
import TestSupport
import Testing

/// Everything about a tree that a command which only looks must leave as it is.
struct Tree: Equatable {
    private struct Item: Equatable {
        var inode: UInt64
        var mode: UInt32
        var modified: [Int]
        var bytes: [UInt8]
    }

    private let items: [String: Item]

    init(_ folder: String) {
        let below = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        var items: [String: Item] = [:]
        for path in [""] + below {
            let whole = folder + "/" + path
            var status = stat()
            guard lstat(whole, &status) == 0 else { continue }
            let isFile = status.st_mode & S_IFMT == S_IFREG
            items[path] = Item(
                inode: UInt64(status.st_ino), mode: status.st_mode,
                modified: [
                    status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
                    status.st_ctim.tv_nsec,
                ],
                bytes: isFile ? Repository.bytes(of: whole) ?? [] : [])
        }
        self.items = items
    }

    var count: Int { items.count }
}

/// A folder with a document and the SDK that was generated from it, for a test to spoil.
struct Sample {
    static let bookshelf = Fixtures.root + "/openrpc/bookshelf.json"
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.write(Fixtures.bytes("openrpc/bookshelf.json"), to: "api.json")
        let outcome = try Program.assay(
            ["generate", "api.json", "--python", "sdk"], in: folder.path)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// Runs the check and holds the tree against what it was before.
    func check(
        _ options: [String] = [], document: String = "api.json",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Program.Outcome {
        let before = Tree(folder.path)
        let outcome = try Program.assay(
            ["generate", document, "--python", "sdk", "--check"] + options, in: folder.path)
        #expect(Tree(folder.path) == before, "it touched the tree", sourceLocation: sourceLocation)
        return outcome
    }

    /// Replaces a piece of a file; one that is not there is an error.
    func replace(_ old: String, by new: String, in file: String) throws {
        let text = String(decoding: folder.read(file), as: UTF8.self)
        try #require(text.contains(old), "\(file) has no '\(old)'")
        try folder.write(text.replacing(old, with: new), to: file)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: folder.path + "/" + path)
    }
}
