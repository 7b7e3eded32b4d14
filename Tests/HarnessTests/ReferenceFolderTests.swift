import Diagnostics
import Foundation
import Harness
import Lint
import SDKGenerator
import TestSupport
import Testing
import WireJSON

/// What the loader of a document's references reads, and what it refuses.
@Suite struct ReferenceFolderTests {
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.write("secret", to: "secret.json")
        try folder.write("root", to: "api/openrpc.json")
        try folder.write("types", to: "api/common/types.json")
        try folder.write("spaced", to: "api/a b.json")
        try folder.write("pet", to: "web/pets.example/types/pet.json")
        try folder.write("port", to: "web/pets.example:8080/pet.json")
        try folder.write("plain", to: "web/pets.example/plain")
        try folder.write("index", to: "web/pets.example/index.json")
        try folder.write("query", to: "web/pets.example/pet.json?v=2")
        let files = FileManager.default
        for (link, target) in [
            ("api/out.json", folder.path + "/secret.json"), ("api/up", ".."),
            ("api/in.json", "common/types.json"), ("api/null.json", "/dev/null"),
            ("web/pets.example/out.json", "../../secret.json"), ("api/lost.json", "nowhere"),
            ("api/loop.json", "loop.json"),
        ] {
            try files.createSymbolicLink(
                atPath: "\(folder.path)/\(link)", withDestinationPath: target)
        }
        try #require(mkfifo("\(folder.path)/api/pipe.json", 0o600) == 0)
        let huge = try folder.write("", to: "api/huge.json")
        try #require(truncate(huge, 65 << 20) == 0)
    }

    private func load(
        _ uri: String, references: Bool = true
    ) -> Result<SourceFile, ReferenceFolder.Refusal> {
        ReferenceFolder(
            document: folder.path + "/api/openrpc.json",
            references: references ? folder.path + "/web" : nil
        ).loader(uri)
    }

    @Test(arguments: [
        ("file:///openrpc.json", "api/openrpc.json", "root"),
        ("file:///common/types.json", "api/common/types.json", "types"),
        ("file:///a%20b.json", "api/a b.json", "spaced"),
        ("file:///in.json", "api/in.json", "types"),
        ("https://pets.example/types/pet.json", "web/pets.example/types/pet.json", "pet"),
        ("http://PETS.example:80/types/pet.json", "web/pets.example/types/pet.json", "pet"),
        ("https://pets.example/types/pet", "web/pets.example/types/pet.json", "pet"),
        ("HTTPS://pets.example:443/plain", "web/pets.example/plain", "plain"),
        ("https://pets.example", "web/pets.example/index.json", "index"),
        ("https://pets.example/", "web/pets.example/index.json", "index"),
        ("https://pets.example/pet.json?v=2", "web/pets.example/pet.json?v=2", "query"),
        ("http://pets.example:8080/pet.json", "web/pets.example:8080/pet.json", "port"),
    ]) func whatIsRead(uri: String, name: String, text: String) throws {
        guard case .success(let file) = load(uri) else {
            Issue.record("'\(uri)' is refused")
            return
        }
        #expect(file.name == folder.path + "/" + name)
        #expect(String(decoding: file.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("file:///../secret.json", "only texts below the document's folder are read"),
        ("file:///%2e%2e/secret.json", "only texts below the document's folder are read"),
        ("file:///%2e%2e%2fsecret.json", "only texts below the document's folder are read"),
        ("file:///common%2Ftypes.json", "only texts below the document's folder are read"),
        ("file:///common/%2E%2E/%2E%2E/secret.json", "only texts below"),
        ("file:////etc/passwd", "only texts below the document's folder are read"),
        ("file:///etc/passwd", "save it beside the document, at 'etc/passwd'"),
        ("file://host/openrpc.json", "only texts below the document's folder are read"),
        ("file:///a%00.json", "only texts below the document's folder are read"),
        ("file:///a%+1.json", "only texts below the document's folder are read"),
        ("file:///out.json", "is a link out of its folder"),
        ("file:///up/secret.json", "is a link out of its folder"),
        ("file:///null.json", "is a link out of its folder"),
        ("file:///lost.json", "save it beside the document"),
        ("file:///loop.json", "save it beside the document"),
        ("file:///missing.json", "save it beside the document, at 'missing.json'"),
        ("file:///common", "is no file"),
        ("file:///pipe.json", "is no file"),
        ("file:///huge.json", "is longer than 67108864 bytes"),
        ("https://pets.example/out.json", "is a link out of its folder"),
        ("https://pets.example/types", "save a copy at"),
        ("https://pets.example/%2e%2e/secret.json", "cannot be the path of a file"),
        ("https://../secret.json", "cannot be the path of a file"),
        ("https:///secret.json", "cannot be the path of a file"),
        ("https://me@pets.example/plain", "cannot be the path of a file"),
        ("https://pets.example/pet.json?v=3", "web/pets.example/pet.json?v=3'; nothing is"),
        ("https://pets.example/pet.json?v=/../../../../secret.json", "cannot be the path"),
        ("urn:pets", "not by 'urn'"),
        ("pets", "it is no absolute URI"),
    ]) func whatIsRefused(uri: String, reason: String) {
        guard case .failure(let refusal) = load(uri) else {
            Issue.record("'\(uri)' is read")
            return
        }
        #expect(refusal.message.contains(reason), "\(refusal.message)")
    }

    @Test func theWebIsRefusedWithoutAFolder() {
        guard case .failure(let refusal) = load("https://pets.example/pet", references: false)
        else {
            Issue.record("it is read")
            return
        }
        #expect(
            refusal.message
                == "save a copy at 'DIR/pets.example/pet' and pass '--refs DIR'; "
                + "nothing is downloaded")
    }

    /// What is named in a text of the web is looked for beside that text.
    @Test func textsReferToEachOther() throws {
        try folder.write(
            #"{ "definitions": { "Pet": { "$ref": "owner#/definitions/Owner" } } }"#,
            to: "web/pets.example/types/chain")
        try folder.write(
            #"{ "definitions": { "Owner": { "type": "string" } } }"#,
            to: "web/pets.example/types/owner.json")
        let text = """
            { "openrpc": "1.3.2", "info": { "title": "a", "version": "1" }, "methods": [
              { "name": "a", "params": [], "result": { "name": "r", "schema":
                { "$ref": "https://pets.example/types/chain#/definitions/Pet" } } } ] }
            """
        let loader = ReferenceFolder(
            document: folder.path + "/api/openrpc.json", references: folder.path + "/web"
        ).library
        let reading = try Reading(Array(text.utf8), file: "openrpc.json", loader: loader)
        let schema = try #require(reading.survey[.schema].first)
        let target = try #require(reading.target(schema))
        #expect(target.value["type"]?.string == "string")
        #expect(target.span.file.name == folder.path + "/web/pets.example/types/owner.json")
        #expect(Linter().findings(in: reading).isEmpty)
    }
}
