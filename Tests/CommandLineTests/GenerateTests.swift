import Foundation
import TestSupport
import Testing

@Suite struct GenerateTests {
    private static let document = Fixtures.root + "/openrpc/bookshelf.json"

    private func check(
        _ folder: TestFolder, _ status: Int32, _ output: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = folder.contents
        let outcome = try Program.assay(
            ["generate", Self.document, "--python", "sdk", "--check"], in: folder.path)
        #expect(outcome.status == status, sourceLocation: sourceLocation)
        #expect(outcome.output == output, sourceLocation: sourceLocation)
        #expect(folder.contents == before, "it wrote", sourceLocation: sourceLocation)
    }

    private func generated() throws -> TestFolder {
        let folder = try TestFolder()
        let outcome = try Program.assay(
            ["generate", Self.document, "--python", "sdk"], in: folder.path)
        #expect(outcome.status == 0 && outcome.errors == "")
        let told = outcome.output.split(separator: "\n").map(String.init)
        #expect(Set(told) == Set(folder.contents.keys) && told.count == 5)
        return folder
    }

    @Test func whatIsFreshIsUpToDate() throws {
        try check(try generated(), 0, "sdk is up to date: 5 files\n")
    }

    @Test func whatDiffersIsNamed() throws {
        let folder = try generated()
        let client = "sdk/bookshelf/bookshelf_client.py"
        try folder.write(folder.read(client) + [0x0A], to: client)
        try check(folder, 1, "changed: bookshelf/bookshelf_client.py\n")
        try FileManager.default.removeItem(atPath: folder.path + "/" + client)
        try folder.write("x = 1\n", to: "sdk/bookshelf/extra.py")
        try check(
            folder, 1, "missing: bookshelf/bookshelf_client.py\nforeign: bookshelf/extra.py\n")
    }

    @Test func aFolderThatIsNotThereLacksEverything() throws {
        let folder = try TestFolder()
        let outcome = try Program.assay(
            ["generate", Self.document, "--python", "sdk", "--check"], in: folder.path)
        #expect(outcome.status == 1 && folder.contents.isEmpty)
        #expect(outcome.output.split(separator: "\n").count == 5)
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("missing: ") })
    }

    @Test func writingAgainChangesNothing() throws {
        let folder = try generated()
        let before = folder.contents
        let again = try Program.assay(
            ["generate", Self.document, "--python", "sdk"], in: folder.path)
        #expect(again.status == 0 && folder.contents == before)
    }

    /// A file that was not generated is never written over.
    @Test func othersFilesStay() throws {
        let folder = try TestFolder()
        try folder.write("mine", to: "sdk/pyproject.toml")
        let outcome = try Program.assay(
            ["generate", Self.document, "--python", "sdk"], in: folder.path)
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("it was not generated; choose another folder"))
        #expect(folder.contents == ["sdk/pyproject.toml": Array("mine".utf8)])
    }
}
