import Conformance
import Testing
import WireJSON

/// How the judge reads what a document refers to.
@Suite struct RawTextsTests {
    private func resolved(_ reference: String, isOpaque: Bool = false) throws -> JSONValue {
        let texts: [String: JSONValue] = [
            "file:///types.json": [
                "definitions": ["A": ["$ref": "sub/b.json#/B"], "C": ["$ref": "#/definitions/D"]]
            ],
            "file:///sub/b.json": ["B": ["$ref": "../types.json#/definitions/C"]],
            "https://a.example/x/y": ["$id": "https://b.example/", "B": ["$ref": "z?q=1#/0"]],
            "https://a.example/x/z?q=1": [["const": "by the text"]],
            "https://b.example/z?q=1": [["const": "by the id"]],
        ]
        let root: JSONValue = [
            "openrpc": "1.3.2", "definitions": ["D": ["const": "the document's"]],
        ]
        let document = RawDocument(
            root, texts: RawTexts(file: "a/doc.json", isOpaque: isOpaque) { texts[$0] })
        let node = RawNode(["$ref": .string(reference)], pointer: "#/methods/0/result")
        return try document.resolved(node).value
    }

    @Test func referencesLeadFromTextToText() throws {
        #expect(try resolved("https://a.example/x/y#/B") == ["const": "by the id"])
        #expect(try resolved("doc.json#/definitions/D") == ["const": "the document's"])
        #expect(try resolved("./sub/../types.json")["definitions"] != nil)
        // A pointer that its own text lacks is not looked up in another.
        #expect(throws: RawFault("the '$ref' '#/definitions/D' leads nowhere")) {
            try resolved("types.json#/definitions/A")
        }
        #expect(throws: RawFault("the '$ref' 'types.json#/no' leads nowhere")) {
            try resolved("types.json#/no", isOpaque: true)
        }
    }

    @Test func whatIsNotAtHandIsAFaultOrAnything() throws {
        #expect(throws: RawFault("the text of the '$ref' 'no.json#/x' is not at hand")) {
            try resolved("no.json#/x")
        }
        #expect(try resolved("no.json#/x", isOpaque: true) == true)
    }
}
