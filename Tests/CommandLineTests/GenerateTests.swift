import TestSupport
import Testing

@Suite struct GenerateTests {
    private static let document = Fixtures.root + "/openrpc/bookshelf.json"

    private func generated() throws -> TestFolder {
        let folder = try TestFolder()
        let outcome = try Program.assay(
            ["generate", Self.document, "--python", "sdk"], in: folder.path)
        #expect(outcome.status == 0 && outcome.errors == "")
        let told = outcome.output.split(separator: "\n").map(String.init)
        #expect(Set(told) == Set(folder.contents.keys) && told.count == 5)
        return folder
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
