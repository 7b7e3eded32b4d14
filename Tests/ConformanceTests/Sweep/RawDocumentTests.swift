import Conformance
import Testing
import WireJSON

@Suite struct RawDocumentTests {
    /// Where a reference in a parameter's schema leads in this document, as the target's `const`.
    private static func target(_ reference: String) throws -> String {
        let root: JSONValue = [
            "openrpc": "1.3.2", "info": ["title": "t", "version": "1"],
            "methods": [
                [
                    "name": "m",
                    "params": [
                        [
                            "name": "p",
                            "schema": [
                                "definitions": [
                                    "Inner": ["const": "inner"], "Both": ["const": "near"],
                                    "Deep": ["$ref": "#/definitions/Inner"],
                                ],
                                "properties": [
                                    "x": ["$ref": .string(reference), "const": "beside"]
                                ],
                            ],
                        ]
                    ],
                ]
            ],
            "definitions": ["Both": ["const": "root"]],
            "components": [
                "schemas": [
                    "Plain": ["const": "plain"], "Chain": ["$ref": "#/components/schemas/Plain"],
                    "a/b": ["const": "slash"], "a~b": ["const": "tilde"], "a b": ["const": "space"],
                    "ü%": ["const": "umlaut"],
                    "List": ["oneOf": [["const": 0], ["const": "second"]]],
                    "Loop": ["$ref": "#/components/schemas/Pool"],
                    "Pool": ["$ref": "#/components/schemas/Loop"],
                    "Away": [
                        "$id": "https://example.com/types", "definitions": ["T": ["const": "id"]],
                    ],
                ]
            ],
        ]
        let document = RawDocument(root)
        let parameter = try #require(document.methods.first?.parameters.first)
        let place = try #require(parameter.schema["properties"]?["x"])
        do throws(RawFault) {
            return try document.resolved(place).value["const"]?.string ?? "no constant"
        } catch {
            return error.message
        }
    }

    @Test(arguments: [
        ("#/components/schemas/Plain", "plain"),
        ("#/components/schemas/Chain", "plain"),
        ("#/components/schemas/a~1b", "slash"),
        ("#/components/schemas/a~0b", "tilde"),
        ("#/components/schemas/a%20b", "space"),
        ("#/components/schemas/%C3%BC%25", "umlaut"),
        ("#/components/schemas/List/oneOf/1", "second"),
        ("#/definitions/Inner", "inner"),
        ("#/definitions/Deep", "inner"),
        ("#/definitions/Both", "root"),
        ("https://example.com/types#/definitions/T", "id"),
        ("#/components/schemas/Loop", "the '$ref' '#/components/schemas/Pool' leads to itself"),
        ("#/definitions/None", "the '$ref' '#/definitions/None' leads nowhere"),
        (
            "#/components/schemas/List/oneOf/2",
            "the '$ref' '#/components/schemas/List/oneOf/2' leads nowhere"
        ),
        ("#Plain", "the '$ref' '#Plain' is no JSON pointer"),
        ("other.json#/A", "the text of the '$ref' 'other.json#/A' is not at hand"),
    ])
    func referencesLead(_ reference: String, _ expected: String) throws {
        #expect(try Self.target(reference) == expected)
    }

    @Test(arguments: [
        ("1.3.0", true), ("1.4.1", true), ("2.0.0", true), ("1.2.6", false), ("1.0.0-rc1", false),
        ("nonsense", false),
    ])
    func aMissingResultMeansANotificationFrom13On(_ version: String, _ notifies: Bool) throws {
        let root: JSONValue = [
            "openrpc": .string(version), "methods": [["name": "m", "params": []]],
        ]
        let method = try #require(RawDocument(root).methods.first)
        switch method.outcome {
        case .notification: #expect(notifies)
        case .result(let schema):
            #expect(!notifies)
            #expect(schema.value == true)
        }
    }

    @Test func methodsAreReadThroughReferences() throws {
        let root: JSONValue = [
            "openrpc": "1.3.2",
            "methods": [
                ["$ref": "#/x/method"], ["name": ""], ["name": "m", "params": [["name": "other"]]],
                "no method",
            ],
            "x": [
                "method": [
                    "name": "m", "paramStructure": "by-position", "params": [["$ref": "#/x/param"]],
                    "result": ["$ref": "#/x/param"],
                    "errors": [["$ref": "#/x/error"], ["code": "7", "message": "m"]],
                    "examples": [["$ref": "#/x/pairing"], ["params": [["externalValue": "u"]]]],
                ],
                "param": ["name": "p", "required": true, "schema": ["type": "string"]],
                "error": ["code": -5, "message": "bad", "data": ["type": "string"]],
                "pairing": [
                    "name": "e", "params": [["$ref": "#/x/value"]], "result": ["value": 2],
                ],
                "value": ["name": "v", "value": 1],
            ],
        ]
        let document = RawDocument(root)
        #expect(document.methods.map(\.name) == ["m"])
        let method = try #require(document.methods.first)
        #expect(method.structure == .byPosition)
        #expect(method.parameters.map(\.name) == ["p"])
        #expect(method.parameters.map(\.isRequired) == [true])
        #expect(method.errors.map { $0.code?.text } == ["-5", nil])
        if case .schema(let schema) = method.errors[0].data {
            #expect(schema.pointer == "#/x/error/data")
        } else {
            Issue.record("data that looks like a schema is one")
        }
        #expect(method.pairings[0].arguments.map(\.value) == [1])
        #expect(method.pairings[0].result == 2)
        #expect(method.pairings[1].fault?.message.hasSuffix("lies outside the document") == true)
    }

    @Test(
        arguments: [
            (["params": [["name": "p"], ["name": "p"]]], "the parameter 'p' is declared twice"),
            (["params": [["schema": true]]], "the parameter at '#/methods/0/params/0' has no name"),
            (["params": [["$ref": "#/gone"]]], "the '$ref' '#/gone' leads nowhere"),
            (["paramStructure": "byName"], "the 'paramStructure' of '#/methods/0' is unknown"),
            (["result": ["$ref": 5]], "the '$ref' at '#/methods/0/result' is no string"),
        ] as [(JSONValue, String)])
    func aMethodThatCannotBeReadHasAFault(_ members: JSONValue, _ expected: String) throws {
        var method = members.object ?? JSONObject()
        method["name"] = "m"
        let root: JSONValue = ["openrpc": "1.3.2", "methods": [JSONValue(.object(method))]]
        #expect(RawDocument(root).methods.first?.fault?.message == expected)
    }

    @Test(arguments: [.null, 5, "text", [], ["methods": 5], ["methods": [.null]]] as [JSONValue])
    func whatIsNoDocumentHasNoMethods(_ root: JSONValue) {
        #expect(RawDocument(root).methods.isEmpty)
        #expect(RawDocument(root).schemas.isEmpty)
    }
}
