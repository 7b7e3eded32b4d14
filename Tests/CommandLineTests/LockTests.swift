import Foundation
import TestSupport
import Testing
import WireJSON

/// Goldens: what is wrong with them is told apart, and only what is accepted is written.
@Suite struct LockTests {
    /// A folder with two documents and their goldens.
    private struct Locked {
        let folder: TestFolder

        init() throws {
            folder = try TestFolder()
            for name in ["bookshelf", "shapes"] {
                try folder.write(Fixtures.bytes("openrpc/\(name).json"), to: "api/\(name).json")
            }
            let made = try lock(["--accept", "*"])
            try #require(made.status == 0, "\(made)")
        }

        func lock(
            _ options: [String] = [], _ documents: [String] = ["bookshelf", "shapes"]
        ) throws -> Program.Outcome {
            try Program.assay(
                ["lock", "--goldens", "goldens"] + options + documents.map { "api/\($0).json" },
                in: folder.path)
        }

        func replace(_ old: String, by new: String, in path: String) throws {
            let text = String(decoding: folder.read(path), as: UTF8.self)
            try #require(text.contains(old), "\(path) has no '\(old)'")
            try folder.write(text.replacing(old, with: new), to: path)
        }
    }

    /// Verifies without touching anything.
    private func check(
        _ locked: Locked, _ status: Int32, _ lines: [String], options: [String] = [],
        documents: [String] = ["bookshelf", "shapes"],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = Tree(locked.folder.path)
        let outcome = try locked.lock(options, documents)
        #expect(outcome.status == status, "\(outcome)", sourceLocation: sourceLocation)
        for line in lines {
            #expect(
                outcome.output.contains(line), "\(outcome.output)", sourceLocation: sourceLocation)
        }
        #expect(Tree(locked.folder.path) == before, sourceLocation: sourceLocation)
    }

    private let client = "goldens/bookshelf.json/bookshelf/bookshelf_client.py"

    @Test func whatWasAcceptedAgrees() throws {
        let locked = try Locked()
        try check(locked, 0, ["2 goldens agree, 0 do not, 0 refused\n"])
        let lock = try JSONValue.read(locked.folder.read("goldens/bookshelf.json/assay.lock"))
        #expect(lock["document"]?.string == "../api/bookshelf.json")
        #expect(lock["documentSha256"]?.string?.utf8.count == 64)
        #expect(lock["generator"]?.string?.hasPrefix("assay ") == true)
        #expect(lock["files"]?.object?.count == 5)
        let before = Tree(locked.folder.path)
        #expect(try locked.lock(["--accept", "*"]).status == 0)
        #expect(Tree(locked.folder.path) == before, "what agrees was written again")
    }

    /// Goldens can be a side of a comparison.
    @Test func goldensAreIdenticalToWhatTheyWereMadeOf() throws {
        let locked = try Locked()
        let outcome = try Program.assay(
            ["compare", "--old", "goldens", "--new", "builtin"]
                + ["bookshelf", "shapes"].map { "api/\($0).json" }, in: locked.folder.path)
        #expect(outcome.status == 0 && outcome.output.contains("overall identical"))
    }

    @Test func aDocumentWithoutGolden() throws {
        let locked = try Locked()
        try FileManager.default.removeItem(atPath: locked.folder.path + "/goldens/shapes.json")
        try check(
            locked, 1,
            ["missing: shapes.json: the document has no golden yet\n", "1 goldens agree, 1 do not"])
    }

    @Test func aDocumentThatChanged() throws {
        let locked = try Locked()
        try locked.replace("\"book.get\"", by: "\"book.fetch\"", in: "api/bookshelf.json")
        try check(
            locked, 1,
            [
                "stale: bookshelf.json: the document, or a text it refers to, has changed since",
                "changed: bookshelf.json/bookshelf/bookshelf_client.py: other text is generated",
            ])
        try check(
            locked, 1,
            ["\n--- \(client)\n+++ generated/bookshelf/", "\n+    def book_fetch("],
            options: ["--review"])
        let other = locked.folder.read("goldens/shapes.json/assay.lock")
        let accepted = try locked.lock(["--accept", "book*"])
        #expect(accepted.status == 0 && accepted.output.hasPrefix("accepted: bookshelf.json\n"))
        #expect(locked.folder.read("goldens/shapes.json/assay.lock") == other)
        try check(locked, 0, ["2 goldens agree"])
        #expect(locked.folder.contents.count == 2 + 2 * 6)
    }

    /// White space in the document alone makes the golden stale, though the files are the same.
    @Test func aDocumentThatChangedInItsBytesAlone() throws {
        let locked = try Locked()
        try locked.folder.write(
            locked.folder.read("api/bookshelf.json") + [0x0A], to: "api/bookshelf.json")
        try check(locked, 1, ["stale: bookshelf.json"])
    }

    @Test func aGoldenThatWasEdited() throws {
        let locked = try Locked()
        try locked.replace("_exchange", by: "_bring", in: client)
        try locked.folder.write("", to: "goldens/bookshelf.json/.hidden")
        let gone = "goldens/bookshelf.json/pyproject.toml"
        try FileManager.default.removeItem(atPath: locked.folder.path + "/" + gone)
        try check(
            locked, 1,
            [
                "edited: bookshelf.json/bookshelf/bookshelf_client.py: the file was changed by",
                "foreign: bookshelf.json/.hidden: the file was never locked",
                "missing: bookshelf.json/pyproject.toml: the file was locked and is gone",
            ])
        let refused = try locked.lock(["--accept", "bookshelf.json"])
        #expect(refused.status == 3 && refused.errors.contains("was never locked; move it away"))
        try FileManager.default.removeItem(
            atPath: locked.folder.path + "/goldens/bookshelf.json/.hidden")
        #expect(try locked.lock(["--accept", "bookshelf.json"]).status == 0)
        try check(locked, 0, ["2 goldens agree"])
    }

    /// Files and digests that were changed together do not agree with what is generated.
    @Test func aGoldenThatWasForged() throws {
        let locked = try Locked()
        let twin = try Locked()
        try twin.replace("\"book.get\"", by: "\"book.fetch\"", in: "api/bookshelf.json")
        #expect(try twin.lock(["--accept", "*"]).status == 0)
        let lock = String(
            decoding: locked.folder.read("goldens/bookshelf.json/assay.lock"), as: UTF8.self)
        let digest = try #require(try JSONValue.read(lock)["documentSha256"]?.string)
        for (path, bytes) in twin.folder.contents where path.hasPrefix("goldens/bookshelf.json/") {
            try locked.folder.write(bytes, to: path)
        }
        let forged = try JSONValue.read(
            locked.folder.read("goldens/bookshelf.json/assay.lock"))["documentSha256"]?.string
        try locked.replace(
            try #require(forged), by: digest, in: "goldens/bookshelf.json/assay.lock")
        try check(locked, 1, ["changed: bookshelf.json/bookshelf/bookshelf_client.py"])
    }

    @Test func aLockThatCannotBeRead() throws {
        let locked = try Locked()
        try locked.folder.write("{", to: "goldens/shapes.json/assay.lock")
        try check(locked, 1, ["broken: shapes.json/assay.lock: the lock is not there, or cannot"])
        #expect(try locked.lock(["--accept", "shapes*"]).status == 0)
        try check(locked, 0, ["2 goldens agree"])
    }

    @Test func aGoldenWhoseDocumentIsNotNamed() throws {
        let locked = try Locked()
        try check(
            locked, 1,
            [
                "unreferenced: shapes.json: its document '../api/shapes.json' was not named; "
                    + "name it, or remove '"
            ], documents: ["bookshelf"])
    }

    @Test func aDocumentThatIsRefused() throws {
        let locked = try Locked()
        try locked.folder.write("{", to: "api/shapes.json")
        try check(locked, 2, ["1 goldens agree, 0 do not, 1 refused"])
        try check(locked, 2, [], options: ["--accept", "*"])
    }

    @Test(arguments: [
        (["api/a.json"], "say --goldens DIR"), (["--goldens", "g"], "lock takes documents"),
        (["--goldens", "g", "a/x.json", "b/x.json"], "two documents are called 'x.json'"),
        (["--goldens", "g", "x.json", "--accept", "y*"], "'--accept y*' matches no document's"),
        (["--goldens", "g", "x.json", "--acept", "x*"], "did you mean '--accept'?"),
    ])
    func whatIsNotUnderstood(_ words: [String], _ message: String) throws {
        let folder = try TestFolder()
        let outcome = try Program.assay(["lock"] + words, in: folder.path)
        #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome)")
        #expect(folder.contents.isEmpty)
    }
}
