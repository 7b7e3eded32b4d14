import Foundation
import TestSupport
import Testing

@Suite struct BrokenInputTests {
    @Test(arguments: BrokenInput.refused) func itIsRefusedWithItsPlace(_ input: BrokenInput) throws
    {
        let folder = try TestFolder()
        let file = try folder.write(input.bytes, to: "in/document.json")
        let before = Set(folder.contents.keys)
        for words in [["generate", "--python", folder.path + "/out"], ["run"]] {
            let outcome = try Program.assay(words + [file], in: folder.path + "/in")
            #expect(outcome.status == 2, "\(outcome.errors)")
            let text = words == ["run"] ? outcome.output : outcome.errors
            let line = text.split(separator: "\n").first { $0.contains(": error: ") } ?? ""
            #expect(line.drop { $0 == " " }.hasPrefix("\(file):\(input.place)"), "\(line)")
            #expect(line.contains("[\(input.rule)"), "\(line)")
            #expect(text.utf8.count < 4_000)
        }
        #expect(Set(folder.contents.keys) == before)
    }

    @Test(arguments: [
        ("in", "file.directory", "a document is a file; this is a directory"),
        ("in/missing.json", "file.missing", "the file does not exist"),
        ("/dev/zero", "file.kind", "a document is a file; this is a device"),
    ])
    func whatIsNoFileIsRefused(_ path: String, _ rule: String, _ message: String) throws {
        let folder = try TestFolder()
        try folder.write("", to: "in/x")
        let line = "\(path):1:1: error: \(message) [\(rule)]\n"
        let generated = try Program.assay(["generate", path, "--python", "out"], in: folder.path)
        #expect(generated.status == 2 && generated.errors == line)
        let served = try Program.assay(["serve", path], in: folder.path, timeout: .seconds(20))
        #expect(served.status == 2 && served.errors == line)
        let run = try Program.assay(["run", path], in: folder.path)
        #expect(run.status == 2 && run.output.contains("REFUSED  \(path)\n  \(line)"))
        #expect(folder.contents.keys.sorted() == ["in/x"])
    }

    @Test(arguments: BrokenInput.hostile) func itStaysWhereItBelongs(_ input: BrokenInput) throws {
        let folder = try TestFolder()
        let file = try folder.write(input.bytes, to: "a/b/in.json")
        let generated = try Program.assay(
            ["generate", file, "--python", "out"], in: folder.path + "/a/b")
        #expect(generated.status == 0, "\(generated.errors)")
        let written = folder.contents.keys.filter { $0 != "a/b/in.json" }
        #expect(written.count == 5)
        #expect(written.allSatisfy { $0.hasPrefix("a/b/out/") }, "\(written)")
        let run = try Program.assay(
            ["run", file, "--keep", "kept", "--language", "python"], in: folder.path + "/a")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let kept = Set(folder.contents.keys).subtracting(written).subtracting(["a/b/in.json"])
        #expect(kept.count == 5 && kept.allSatisfy { $0.hasPrefix("a/kept/in.json/") }, "\(kept)")
    }

    /// A document that is refused keeps no other from being judged.
    @Test func theOthersAreJudgedAllTheSame() throws {
        let folder = try TestFolder()
        try folder.write("{", to: "broken.json")
        let shapes = Fixtures.root + "/openrpc/shapes.json"
        let outcome = try Program.assay(
            ["run", "broken.json", shapes, "--only", "package/*"], in: folder.path)
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("REFUSED  broken.json"))
        #expect(outcome.output.contains("1 documents judged, 1 refused"))
        #expect(outcome.output.contains("6 passed"))
    }

    /// Nor does one whose package cannot be written.
    @Test func aFaultIsOneDocumentsOwn() throws {
        let folder = try TestFolder()
        try folder.write("mine", to: "kept/bookshelf.json/pyproject.toml")
        let documents = ["bookshelf", "shapes"].map { Fixtures.root + "/openrpc/\($0).json" }
        let outcome = try Program.assay(
            ["run", "--keep", "kept", "--only", "package/*"] + documents, in: folder.path)
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("1 documents judged, 0 refused"))
        #expect(outcome.output.contains("inconclusive: \(documents[0]): the package cannot be"))
        #expect(folder.read("kept/bookshelf.json/pyproject.toml") == Array("mine".utf8))
    }

    /// Documents of one name in two folders have a package each.
    @Test func namesakesAreKeptApart() throws {
        let folder = try TestFolder()
        for (index, input) in BrokenInput.hostile.prefix(2).enumerated() {
            try folder.write(input.bytes, to: "\(index)/api.json")
        }
        let outcome = try Program.assay(
            ["run", "0/api.json", "1/api.json", "--keep", "kept", "--only", "package/*"],
            in: folder.path)
        #expect(outcome.status == 0, "\(outcome.output)")
        let kept = folder.contents.keys.filter { $0.hasSuffix("_client.py") }.sorted()
        #expect(kept == ["kept/api.json-2/t/t_client.py", "kept/api.json/t/t_client.py"])
    }
}
