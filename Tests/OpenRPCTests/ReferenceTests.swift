import Diagnostics
import OpenRPC
import ServiceModel
import Testing
import WireJSON

/// Every place where the specification allows a Reference Object, and every form of pointer.
@Suite struct ReferenceTests {
    @Test func referencesResolveWhereverTheyAreLegal() {
        check(
            """
            {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
             "methods": [{"$ref": "#/x-methods/get"}],
             "x-methods": {"get": {"name": "get",
               "params": [{"$ref": "#/components/contentDescriptors/Id"}],
               "result": {"$ref": "#/components/contentDescriptors/Pet"},
               "errors": [{"$ref": "#/components/errors/NoPet"}],
               "tags": [{"$ref": "#/components/tags/pets"}],
               "links": [{"$ref": "#/components/links/next"}],
               "examples": [{"$ref": "#/components/examplePairings/one"}]}},
             "components": {
               "contentDescriptors": {
                 "Id": {"$ref": "#/components/contentDescriptors/TheId"},
                 "TheId": {"name": "id", "required": true,
                           "schema": {"$ref": "#/components/schemas/Id"}},
                 "Pet": {"name": "pet", "schema": {"$ref": "#/components/schemas/Pet"}}},
               "errors": {"NoPet": {"code": 404, "message": "no pet"}},
               "tags": {"pets": {"name": "pets"}},
               "links": {"next": {"name": "next"}},
               "examples": {"seven": {"name": "seven", "value": {"$ref": "#/no/reference"}}},
               "examplePairings": {"one": {"name": "one",
                 "params": [{"$ref": "#/components/examples/seven"}],
                 "result": {"$ref": "#/components/examples/seven"}}},
               "schemas": {"Id": {"type": "integer"}, "Pet": {"properties": {"id": {}}}}}}
            """,
            [
                "method get(id: Id) -> Pet !404 no pet @pets", "type Id = integer",
                "object Pet { id?: any }",
            ])
    }

    @Test func escapesInPointers() {
        let schemas = """
            {"a/b": {"type": "string"}, "c~d": {"type": "integer"}, "e f": {"type": "boolean"},
             "g%h": {"type": "null"}}
            """
        let types = [
            "type a/b = string", "type c~d = integer", "type e f = boolean", "type g%h = null",
        ]
        for (pointer, type) in [
            ("a~1b", "a/b"), ("a~1%62", "a/b"), ("c~0d", "c~d"), ("c%7E0d", "c~d"), ("e f", "e f"),
            ("e%20f", "e f"), ("g%25h", "null"),
        ] {
            check(
                schema: ##"{"$ref": "#/components/schemas/\##(pointer)"}"##, type, types,
                schemas: schemas)
        }
    }

    @Test func pointersIntoArraysAndTheMiddleOfSchemas() {
        check(
            document(
                methods: ##"""
                    [{"name": "a", "params": [{"name": "x", "schema": {"enum": ["p", "q"]}}],
                      "result": {"name": "r",
                        "schema": {"$ref": "#/methods/0/params/0/schema"}}},
                     {"name": "b", "params": [],
                      "result": {"name": "r",
                        "schema": {"$ref": "#/components/schemas/Pet/properties/tag"}}}]
                    """##,
                schemas: #"{"Pet": {"properties": {"tag": {"type": ["string", "null"]}}}}"#),
            [
                "method a(x?: a_x) -> a_x", "method b() -> string?",
                "object Pet { tag?: string? }", #"enum a_x { "p", "q" }"#,
            ])
    }

    @Test func whatStandsBesideAReferenceIsIgnored() {
        check(
            schema: """
                {"properties": {"pet": {"$ref": "#/components/schemas/Pet", "type": "null",
                                        "description": "ignored", "default": 1}}}
                """, "m_result",
            ["type Pet = string", "object m_result { pet?: Pet }"],
            schemas: #"{"Pet": {"type": "string"}}"#)
    }

    @Test func recursionIsKept() {
        check(
            schemas: """
                {"Tree": {"properties": {"kids": {"type": "array",
                                                  "items": {"$ref": "#/components/schemas/Tree"}}}},
                 "List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
                 "Maybe": {"oneOf": [{"type": "null"}, {"type": "object",
                           "additionalProperties": {"$ref": "#/components/schemas/Maybe"}}]},
                 "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
                 "B": {"properties": {"a": {"$ref": "#/components/schemas/A"}}}}
                """,
            [
                "object Tree { kids?: [Tree] }", "type List = [List]", "type Maybe = {Maybe}?",
                "object A { b?: B }", "object B { a?: A }",
            ])
    }

    @Test func recursionThroughTheMiddleOfASchemaIsKept() {
        check(
            document(
                methods: ##"""
                    [{"name": "m", "params": [], "result": {"name": "r", "schema":
                      {"type": "array", "items": {"$ref": "#/methods/0/result/schema"}}}}]
                    """##),
            ["method m() -> m_result", "type m_result = [m_result]"])
    }

    @Test(arguments: [
        (#"{"items": "#, "}", 490), (#"{"allOf": [{}, "#, "]}", 240),
        (#"{"oneOf": [{"type": "null"}, "#, "]}", 240),
        (#"{"properties": {"a": "#, "}}", 240),
        (#"{"properties": {"a": {}}, "allOf": [{"properties": {"b": "#, "}}]}", 120),
    ]) func deepInlineSchemasNeedNoDeepStack(_ start: String, _ end: String, _ depth: Int) {
        let schema =
            String(repeating: start, count: depth) + #"{"type": "string"}"#
            + String(repeating: end, count: depth)
        let (service, diagnostics) = lower(
            Array(
                document(
                    methods: """
                        [{"name": "m", "params": [], "result": {"name": "r", "schema": \(schema)}}]
                        """
                ).utf8), file: "input.json")
        #expect(diagnostics.isEmpty)
        #expect(service != nil)
    }

    @Test func definitionsOfTheEnclosingSchemaAreSearchedLast() {
        check(
            schema: """
                {"items": {"$ref": "#/definitions/Pet"},
                 "definitions": {"Pet": {"properties": {"mate": {"$ref": "#/definitions/Pet"}}},
                                 "Unused": {"type": "string"}}}
                """, "[Pet]", ["object Pet { mate?: Pet }"], warnings: ["reference-scope"])
    }

    @Test func theNearestEnclosingSchemaThatHasTheNameAnswers() {
        check(
            schema: """
                {"properties": {
                   "a": {"items": {"$ref": "#/$defs/X"}, "$defs": {"X": {"type": "string"}}},
                   "b": {"items": {"$ref": "#/$defs/X"}, "$defs": {"Y": {}}}},
                 "$defs": {"X": {"enum": ["p", "q"]}}}
                """, "m_result",
            [
                "object m_result { a?: [X#1], b?: [X#2] }", "type X#1 = string",
                #"enum X#2 { "p", "q" }"#,
            ],
            warnings: ["reference-scope", "reference-scope"])
    }

    @Test func definitionsAtTheRootNeedNoWarning() {
        check(
            """
            {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
             "definitions": {"Pet": {"properties": {"id": {"type": "integer"}}}},
             "methods": [{"name": "m", "params": [], "result": {"name": "r",
               "schema": {"$ref": "#/definitions/Pet"}}}]}
            """, ["method m() -> Pet", "object Pet { id?: integer }"])
    }

    @Test func identifiersOfTheDocumentAnswerForOtherTexts() {
        check(
            schemas: """
                {"Pet": {"$id": "https://example.com/schemas/pet.json",
                         "definitions": {"Tag": {"type": "string"}},
                         "properties": {"tag": {"$ref": "#/definitions/Tag"},
                                        "owner": {"$ref": "owner.json#who"},
                                        "pets": {"$ref": "#/components/schemas/Pets"}}},
                 "Owner": {"$id": "https://example.com/schemas/owner.json", "$anchor": "who",
                           "properties": {"pet": {"$ref": "../schemas/pet.json"}}},
                 "Pets": {"items": {"$ref": "https://example.com/schemas/pet.json#"}},
                 "Tag": {"$ref": "https://example.com/schemas/pet.json#/definitions/Tag"}}
                """,
            [
                "object Pet { tag?: Tag#4, owner?: Owner, pets?: Pets }",
                "object Owner { pet?: Pet }", "type Pets = [Pet]", "type Tag#3 = Tag#4",
                "type Tag#4 = string",
            ])
    }

    @Test func faultsInUnusedPlacesAreWarnings() {
        check(
            document(
                methods: ##"""
                    [{"name": "m", "params": [], "examples": [{"$ref": "#/components/nowhere"}],
                      "links": [{"$ref": "https://example.com/link.json"}]}]
                    """##,
                schemas: """
                    {"Unused": {"properties": {"a": {"$ref": "#/components/schemas/None"}}},
                     "Loop": {"$ref": "#/components/schemas/Loop"},
                     "Not": {"not": {"$ref": "#/components/schemas/None"}}}
                    """),
            [
                "method m() notifies", "object Unused { a?: any }", "type Loop = any",
                "type Not = any",
            ],
            warnings: [
                "dangling-reference", "external-reference", "dangling-reference", "reference-loop",
                "dangling-reference",
            ])
    }

    @Test func aDocumentBuiltInCodeIsReadAsItsText() {
        let value: JSONValue = [
            "openrpc": "1.3.2", "info": ["title": "T", "version": "1"],
            "methods": [
                ["name": "m", "params": [], "result": ["name": "r", "schema": ["$ref": "#/x"]]]
            ],
        ]
        let (document, _) = Document.load(value, of: SourceFile(name: "built.json", bytes: []))
        let (service, diagnostics) = document.map { Service.lower($0) } ?? (nil, [])
        #expect(service == nil)
        #expect(diagnostics.first?.span?.start.column ?? 0 > 1)
    }
}
