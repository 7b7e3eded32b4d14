import Diagnostics
import OpenRPC
import SchemaLowering
import ServiceModel
import Testing

/// References that lead to other texts.
@Suite struct OtherTextTests {
    /// Lowers one method's result schema with other texts at hand, by their URIs.
    private func lower(
        _ schema: String, _ texts: [String: String], isOpaque: Bool = false, more: String = ""
    ) -> (lines: [String], told: [String]) {
        let text = """
            {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
              {"name": "m", "params": [], "result": {"name": "r", "schema": \(schema)}}\(more)],
             "components": {"schemas": {"Here": {"type": "integer"}}}}
            """
        let (loaded, _) = Document.load(Array(text.utf8), file: "api/my doc.json")
        let source = Texts(isOpaque: isOpaque) { uri in
            texts[uri].map { .success(SourceFile(name: uri, bytes: Array($0.utf8))) }
                ?? .failure(.init("bring it"))
        }
        guard let document = loaded?.gathering(source) else { return (["unread"], []) }
        let (service, diagnostics) = Service.lower(document)
        return (
            service.map { ServiceText($0).lines } ?? ["refused"],
            diagnostics.map(\.description)
        )
    }

    private static let types = """
        {"title": "Whole", "type": "object", "properties": {"back": {"$ref": "#"}},
         "definitions": {
           "Pet": {"type": "object", "properties": {
             "home": {"$ref": "sub/home.json#/definitions/Home"},
             "mood": {"$ref": "#/definitions/Mood"}, "named": {"$ref": "#mood"}}},
           "Mood": {"$anchor": "mood", "enum": ["a", "b", "c"]},
           "Lost": {"$ref": "nowhere.json"}},
         "Bag": {"type": "object", "properties": {"a": {"$ref": "#/definitions/Mood"}}}}
        """
    private static let home = """
        {"definitions": {"Home": {"type": "object", "properties": {
           "here": {"$ref": "../my%20doc.json#/components/schemas/Here"},
           "mood": {"$ref": "/types.json#/definitions/Mood"}}}}}
        """
    private static let texts = [
        "file:///types.json": types, "file:///sub/home.json": home,
        "https://a.example/x/types.json": #"{"definitions": {"A": {"$ref": "b.json"}}}"#,
        "https://a.example/x/b.json":
            #"{"$id": "https://b.example/", "properties": {"c": {"$ref": "c.json#/0"}}}"#,
        "https://b.example/c.json": #"[{"type": "boolean"}]"#,
    ]

    @Test(arguments: [
        (
            "types.json#/definitions/Pet", "Pet",
            [
                "type Here = integer", "object Pet { home?: Home, mood?: Mood, named?: Mood }",
                "object Home { here?: Here, mood?: Mood }", #"enum Mood { "a", "b", "c" }"#,
            ]
        ),
        (
            "./types.json#/Bag", "Bag",
            ["type Here = integer", "object Bag { a?: Mood }", #"enum Mood { "a", "b", "c" }"#]
        ),
        ("my%20doc.json#/components/schemas/Here", "Here", ["type Here = integer"]),
        (
            "https://a.example/x/types.json#/definitions/A", "A",
            ["type Here = integer", "type A = b", "object b { c?: 0 }", "type 0 = boolean"]
        ),
    ])
    func textsAreReadWhereverTheyLead(_ reference: String, _ type: String, _ types: [String]) {
        let (lines, told) = lower(#"{"$ref": "\#(reference)"}"#, Self.texts)
        #expect(lines == ["method m() -> \(type)"] + types, "\(told)")
        #expect(told.isEmpty)
    }

    /// A text that is led to as a whole is looked at as a whole; what no type needs is no error.
    @Test func aWholeTextIsAType() {
        let (lines, told) = lower(#"{"$ref": "types.json"}"#, Self.texts)
        #expect(
            lines == [
                "method m() -> Whole", "type Here = integer", "object Whole { back?: Whole }",
            ])
        #expect(told.count == 1 && told[0].hasPrefix("file:///types.json:7:21: warning: "))
    }

    /// Only what the document leads to is looked at, so what is wrong elsewhere goes unsaid.
    @Test func whatIsWrongIsToldWithThePlaceInItsText() {
        let (lines, told) = lower(
            #"{"$ref": "types.json#/definitions/Lost"}"#, Self.texts)
        #expect(lines == ["refused"])
        #expect(
            told == [
                "file:///types.json:7:21: error: a reference must lead to a text at hand, "
                    + "'nowhere.json' does not; bring it [openrpc.external-reference]"
            ])
        let dangling = lower(#"{"$ref": "types.json#/definitions/No"}"#, Self.texts).told
        let end = "'types.json#/definitions' has no 'No'"
        #expect(dangling.count == 1 && dangling[0].contains(end))
        let broken = lower(#"{"$ref": "b.json"}"#, ["file:///b.json": "{\n 1"]).told
        #expect(broken.count == 1 && broken[0].contains("'file:///b.json' is not JSON at 2:2"))
    }

    @Test func anythingStandsForWhatIsNotThereIfSoWanted() {
        let schema = """
            {"type": "object", "properties": {"a": {"$ref": "no.json"}, "b": {"$ref": "no.json#/b"}}}
            """
        #expect(lower(schema, [:]).lines == ["refused"])
        let (lines, told) = lower(schema, [:], isOpaque: true)
        #expect(
            lines == [
                "method m() -> m_result", "type Here = integer",
                "object m_result { a?: any, b?: any }",
            ])
        #expect(told.count == 2)
        for line in told {
            #expect(line.contains(": warning: ") && line.hasSuffix("[openrpc.opaque-reference]"))
        }
        // What is there and has no such place is wrong all the same, and so is what is no schema.
        let present = #"{"$ref": "types.json#/definitions/No"}"#
        #expect(lower(present, Self.texts, isOpaque: true).lines == ["refused"])
        let method = #", {"$ref": "no.json#/method"}"#
        #expect(lower("true", [:], isOpaque: true, more: method).lines == ["refused"])
    }

    @Test func whatLiesInExtensionsMayLeadFurther() {
        let schema = #"{"$ref": "types.json#/x-more/Thing"}"#
        let texts = [
            "file:///types.json":
                #"{"x-more": {"Thing": {"properties": {"p": {"$ref": "other.json"}}}}}"#,
            "file:///other.json": #"{"type": "string"}"#,
        ]
        let (lines, told) = lower(schema, texts)
        #expect(lines.contains("object x-more_Thing { p?: string }"), "\(lines) \(told)")
    }
}
