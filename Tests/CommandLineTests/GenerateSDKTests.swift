import TestSupport
import Testing

/// `generate --sdk`: several documents, one distribution.
@Suite struct GenerateSDKTests {
    private static let words = [
        "generate", "books=bookshelf.json", "shapes.json", "--sdk", "out", "--name", "our-sdk",
    ]
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        for name in ["bookshelf", "shapes"] {
            try folder.write(Fixtures.bytes("openrpc/\(name).json"), to: "\(name).json")
        }
    }

    private func assay(_ more: String...) throws -> Program.Outcome {
        try Program.assay(Self.words + more, in: folder.path)
    }

    @Test func writingAgainTouchesNothing() throws {
        let first = try assay()
        #expect(first.status == 0, "\(first.errors)")
        let told = first.output.split(separator: "\n").map(String.init)
        #expect(Set(told) == Set(folder.contents.keys.filter { $0.hasPrefix("out/") }))
        #expect(told.contains("out/python/books/bookshelf_client.py") && told.count == 10)
        let before = Tree(folder.path)
        let again = try assay()
        #expect(again.status == 0 && again.output == "out/python is up to date: 10 files\n")
        #expect(Tree(folder.path) == before)
        #expect(try assay("--check").output == "out/python is up to date: 10 files\n")
        #expect(try assay("--no-interface").status == 0)
        #expect(folder.contents.keys.count { $0.hasPrefix("out/") } == 8)
    }

    @Test func checkingNamesWhatDiffers() throws {
        #expect(try assay().status == 0)
        let client = "out/python/books/bookshelf_client.py"
        try folder.write(folder.read(client) + Array("x\n".utf8), to: client)
        try folder.write("mine", to: "out/python/mine.py")
        let before = Tree(folder.path)
        let outcome = try assay("--check", "--base-fields")
        #expect(outcome.status == 1 && Tree(folder.path) == before)
        let kinds = outcome.output.split(separator: "\n").prefix(3)
        #expect(kinds.contains("changed: books/bookshelf_client.py"))
        #expect(kinds.contains("foreign: mine.py"))
        #expect(
            outcome.output.hasSuffix(
                "out/python differs; 'assay generate 'books=bookshelf.json' shapes.json --sdk "
                    + "out --name our-sdk --base-fields' writes it anew\n"))
        #expect(try assay("--check", "--allow", "mine.py").output.contains("\nforeign:") == false)
    }

    @Test func aRefusedDocumentRefusesAll() throws {
        #expect(try assay().status == 0)
        try folder.write("{", to: "bad.json")
        let before = Tree(folder.path)
        let outcome = try assay("bad.json", "absent.json")
        #expect(outcome.status == 2 && outcome.output == "" && Tree(folder.path) == before)
        #expect(outcome.errors.contains("bad.json:1:") && outcome.errors.contains("absent.json"))
        // Nor does a build without the one that cannot be read pass for it.
        #expect(try assay("absent.json").status == 2)
    }

    @Test(arguments: [
        ["generate", "shapes.json", "--python", "a", "--sdk", "b"],
        ["generate", "shapes.json", "--python", "a", "--base-fields"],
        ["generate", "shapes.json", "shapes.json", "--python", "a"],
        ["generate", "--sdk", "b"],
        ["generate", "shapes.json", "--sdk", ""],
        ["generate", "shapes.json"],
    ])
    func whatMeansNothingIsAnError(_ words: [String]) throws {
        let outcome = try Program.assay(words, in: folder.path)
        #expect(outcome.status == 64 && outcome.errors.hasPrefix("assay: "))
    }
}
