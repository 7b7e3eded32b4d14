import Foundation
import SDKGenerator
import TestSupport
import Testing

/// The programs of the twenty defects on trial: each fails with a client that has its defect, with
/// either kind of it. (`StreamTests` show that they pass with the client as it is generated.)
@Suite struct StreamDefectTests {
    @Test func everyDefectIsPutIn() {
        #expect(Set(StreamDefect.all.map(\.number)) == Set(1...20))
    }

    @Test(arguments: StreamDefect.all, ["BookshelfClient", "BookshelfAsyncClient"])
    func theDefectIsFound(_ defect: StreamDefect, in kind: String) throws {
        let guest = try Guest(
            Generation.python(
                document: Fixtures.bytes("openrpc/bookshelf.json"), file: "bookshelf.json"))
        defer { guest.remove() }
        let client = guest.folder.appending(path: "bookshelf/bookshelf_client.py")
        var text = try String(contentsOf: client, encoding: .utf8)
        for edit in defect.edits {
            try #require(text.contains(edit.old), "the client has no '\(edit.old)'")
            text = text.replacing(edit.old, with: edit.new)
        }
        try Data(text.utf8).write(to: client)

        let program = try #require(
            StreamTests.Program.all(of: "defects").map(\.name).first {
                $0.hasPrefix(defect.number < 10 ? "d0\(defect.number)_" : "d\(defect.number)_")
            })
        let outcome = try Program.run(
            [
                "/usr/bin/python3", "-I", "-B", "-c",
                """
                import sys
                sys.path[:0] = [".", "\(Fixtures.root)/streams"]
                import support
                support.run_defective("defects", "\(program)", "\(kind)")
                """,
            ], in: guest.folder.path, timeout: .seconds(60))
        #expect(outcome.status == 9, "\(program) passes\n\(outcome.errors)")
        #expect(outcome.errors.contains(defect.says), "\(outcome.errors.suffix(3000))")
    }
}
