import TestSupport
import Testing
import WireJSON

/// Documents that refer to texts beside them and to copies of the web's, by every command that
/// reads documents.
@Suite struct ReferencesTests {
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.write(
            """
            {"openrpc": "1.3.2", "info": {"title": "Pets", "version": "1"}, "methods": [
              {"name": "get", "params": [{"$ref": "common/params.json#/Id"}],
               "result": {"name": "pet", "schema": {"$ref": "common/pet.json"}},
               "errors": [{"code": 1, "message": "gone", "data": {"$ref": "common/pet.json"}}]},
              {"name": "home", "params": [],
               "result": {"name": "home", "schema":
                 {"$ref": "https://pets.example/v1/types#/definitions/Home"}}}]}
            """, to: "api/pets.json")
        try folder.write(
            #"{"Id": {"name": "id", "required": true, "schema": {"type": "integer"}}}"#,
            to: "api/common/params.json")
        try folder.write(Self.pet("name"), to: "api/common/pet.json")
        try folder.write(
            """
            {"definitions": {"Home": {"type": "object", "required": ["owner"], "properties": {
              "owner": {"type": "string"}, "next": {"$ref": "#/definitions/Home"}}}}}
            """, to: "web/pets.example/v1/types.json")
    }

    private static func pet(_ member: String) -> String {
        """
        {"title": "Pet", "type": "object", "required": ["\(member)"], "properties": {
          "\(member)": {"type": "string"}, "friend": {"$ref": "#"}}}
        """
    }

    private func assay(_ words: String...) throws -> Program.Outcome {
        try Program.assay(words, in: folder.path)
    }

    @Test func withoutCopiesTheDocumentIsRefused() throws {
        for words in [
            ["generate", "api/pets.json", "--python", "out"], ["run", "api/pets.json"],
            ["generate", "api/pets.json", "--sdk", "out"],
            ["compare", "--old", "builtin", "--new", "builtin", "api/pets.json"],
            ["lock", "api/pets.json", "--goldens", "goldens"],
        ] {
            let outcome = try Program.assay(words, in: folder.path)
            #expect(outcome.status == 2, "\(words)")
            let place = "api/pets.json:7:15: error: a reference must lead to a text at hand, "
            #expect((outcome.errors + outcome.output).contains(place), "\(outcome.errors)")
            #expect((outcome.errors + outcome.output).contains("pass '--refs DIR'"))
        }
        #expect(!folder.contents.keys.contains { $0.hasPrefix("out") })
    }

    @Test func theRunHoldsWithCopies() throws {
        let outcome = try assay("run", "api/pets.json", "--refs", "web")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("1 documents judged, 0 refused"))
        #expect(outcome.output.contains(" 0 failed, 0 unsupported, 0 inconclusive\n"))
    }

    /// The judge reads the texts by itself: a package of the wrong ones does not pass.
    @Test func theJudgeKnowsWhatTheTextsSay() throws {
        let words = ["generate", "api/pets.json", "--python", "out", "--refs", "web"]
        #expect(try Program.assay(words, in: folder.path).status == 0)
        try folder.write(Self.pet("label"), to: "api/common/pet.json")
        let outcome = try assay("run", "api/pets.json", "--refs", "web", "--sdk", "out")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("--refs web"), "a replay must repeat the options")
    }

    @Test func anyValueStandsForMissingTextsIfSoWanted() throws {
        let outcome = try assay("run", "api/pets.json", "--opaque-references")
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("[openrpc.opaque-reference]"))
        #expect(outcome.output.contains(" 0 failed, 0 unsupported, 0 inconclusive\n"))
    }

    @Test func anSDKIsMadeAnewWhenATextChanges() throws {
        let words = ["generate", "api/pets.json", "--sdk", "out", "--refs", "web"]
        #expect(try Program.assay(words, in: folder.path).output.contains("pets_client.py"))
        let again = "out/python is up to date: 6 files\n"
        #expect(try Program.assay(words, in: folder.path).output == again)
        let provenance = try JSONValue.read(folder.read("out/python/assay.provenance.json"))
        let references = provenance["documents"]?[0]?["references"]?.object?.names
        #expect(
            references == [
                "file:///common/params.json", "file:///common/pet.json",
                "https://pets.example/v1/types",
            ])
        try folder.write(Self.pet("label"), to: "api/common/pet.json")
        #expect(try Program.assay(words + ["--check"], in: folder.path).status == 1)
        let changed = try Program.assay(words, in: folder.path)
        #expect(changed.status == 0 && changed.output != again)
        let client = String(decoding: folder.read("out/python/pets/pets_client.py"), as: UTF8.self)
        #expect(client.contains("    label: str\n"))
    }

    @Test func aGoldenIsStaleWhenATextChanges() throws {
        let words = ["lock", "api/pets.json", "--goldens", "goldens", "--refs", "web"]
        #expect(try Program.assay(words + ["--accept", "*"], in: folder.path).status == 0)
        #expect(try Program.assay(words, in: folder.path).status == 0)
        try folder.write(Self.pet("name") + "\n", to: "api/common/pet.json")
        let outcome = try Program.assay(words, in: folder.path)
        #expect(outcome.status == 1 && outcome.output.hasPrefix("stale: pets.json: "))
    }

    @Test func theSameTextsGiveTheSamePackage() throws {
        let outcome = try assay(
            "compare", "--old", "builtin", "--new", "builtin", "api/pets.json", "--refs", "web")
        #expect(outcome.status == 0 && outcome.output.contains("overall identical"))
    }
}
