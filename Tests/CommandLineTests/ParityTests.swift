import Foundation
import TestSupport
import Testing
import WireJSON

/// Python and Rust of one document say the same; what was edited in one of them shows.
@Suite struct ParityTests {
    private static let shapes = Fixtures.root + "/openrpc/shapes.json"
    private static let bookshelf = Fixtures.root + "/openrpc/bookshelf.json"

    @Test(arguments: ["bookshelf", "fleet", "shapes"])
    func whatIsGeneratedIsAlike(_ name: String) throws {
        let outcome = try Program.assay(["parity", Fixtures.root + "/openrpc/\(name).json"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasSuffix(", 0 different\n"))
        #expect(!outcome.output.contains("unknown"))
    }

    @Test func everyPlaceHasItsLine() throws {
        let outcome = try Program.assay(["parity", Self.bookshelf, "--format", "jsonl"])
        let rows = try outcome.output.split(separator: "\n").map { try JSONValue.read(String($0)) }
        let row = { (place: String) in rows.first { $0["place"]?.string == place } }
        #expect(row("book.get")?["errors"]?["rust"]?.string == "404, 423")
        #expect(row("book.get → result")?["nullable"]?["python"]?.string == "yes")
        #expect(row("book.list(in)")?["required"]?["rust"]?.string == "no")
        #expect(row("Book.copies")?["type"]?["rust"]?.string == "{integer}")
        #expect(row("Loan.fine-cents")?["name"]?["standing"]?.string == "same")
        #expect(rows.count > 40)
    }

    /// One edit of a generated file, and the cell in which it must show.
    struct Edit: Sendable, CustomTestStringConvertible {
        var file: String
        var old: String
        var new: String
        var shows: String

        var testDescription: String { shows }
    }

    private static let edits = [
        Edit(
            file: "types/service.rs", old: "pub x: i64,", new: "pub x: f64,",
            shows: "integer ≠ number"),
        Edit(
            file: "types/service.rs", old: "pub y: i64,", new: "pub why: i64,",
            shows: "y ≠ nothing"),
        Edit(
            file: "types/service.rs", old: "pub y: i64,", new: "pub y: Option<i64>,",
            shows: "yes ≠ no"),
        Edit(
            file: "types/service.rs",
            old: "#[serde(deserialize_with = \"crate::runtime::json::present\")]\n"
                + "    pub parent:", new: "pub parent:", shows: "yes ≠ no"),
        Edit(
            file: "types/service.rs", old: "Self::Green => \"green\"",
            new: "Self::Green => \"verdant\"", shows: #""red" | "green""#),
        Edit(
            file: "types/service.rs",
            old: "#[serde(default, skip_serializing_if = \"Option::is_none\")]\n"
                + "    pub label:", new: "#[serde(default)]\n    pub label:",
            shows: "absent ≠ null"),
        Edit(
            file: "manifest.rs", old: "result: \"Figure\"", new: "result: \"Scalar\"",
            shows: "Circle or Square ≠"),
        Edit(
            file: "shapes_client.py", old: "_shape(Point, x=_INTEGER,",
            new: "_shape(Point, x=_NUMBER,", shows: "number ≠ integer"),
    ]

    @Test(arguments: edits) func whatIsEditedShows(_ edit: Edit) throws {
        let folder = try TestFolder()
        let language = edit.file.hasSuffix(".rs") ? "rust" : "python"
        let made = try Program.assay(
            ["generate", Self.shapes, "--\(language)", "out"], in: folder.path)
        #expect(made.status == 0)
        let path = try #require(folder.contents.keys.first { $0.hasSuffix(edit.file) })
        let text = String(decoding: folder.read(path), as: UTF8.self)
        try #require(text.components(separatedBy: edit.old).count >= 2)
        let range = try #require(text.range(of: edit.old))
        try folder.write(text.replacingCharacters(in: range, with: edit.new), to: path)
        let option = language == "rust" ? "--crate" : "--sdk"
        let outcome = try Program.assay(
            ["parity", Self.shapes, "--differences", option, "out"], in: folder.path)
        #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains(edit.shows), "\(outcome.output)")
    }
}
