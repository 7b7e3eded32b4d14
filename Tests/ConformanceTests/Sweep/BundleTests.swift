import Conformance
import Testing
import WireJSON

@Suite struct BundleTests {
    private static func check(
        _ schema: JSONValue, inclusive: Bool = false, schemas: JSONValue = [:]
    ) throws -> JSONValue {
        let root: JSONValue = [
            "openrpc": "1.3.2", "components": ["schemas": schemas],
            "methods": [["name": "m", "params": [], "result": ["name": "r", "schema": schema]]],
        ]
        let document = RawDocument(root)
        guard case .result(let node) = document.methods.first?.outcome else {
            throw RawFault("no result")
        }
        return try document.bundled(node, inclusiveUnions: inclusive)
    }

    @Test(
        arguments: [
            (true, true), (false, false),
            (["type": "string", "title": "T", "x-y": 1], ["type": ["string"]]),
            (["type": "any"], [:]),
            (["required": true], ["required": []]),
            (["minLength": "3", "pattern": 5, "enum": "a"], [:]),
            (["minimum": 1, "exclusiveMinimum": true], ["exclusiveMinimum": 1]),
            (["maximum": 9, "exclusiveMaximum": false], ["maximum": 9]),
            (["exclusiveMaximum": 9], ["exclusiveMaximum": 9]),
            (["multipleOf": 0], [:]),
            (
                ["prefixItems": [["type": "null"]], "items": false],
                ["items": [["type": ["null"]]], "additionalItems": false]
            ),
            (
                ["type": "string", "nullable": true],
                ["anyOf": [["type": "null"], ["type": ["string", "null"]]]]
            ),
            (
                ["properties": ["$ref": ["type": "null"]], "enum": [["$ref": "kept"]]],
                ["properties": ["$ref": ["type": ["null"]]], "enum": [["$ref": "kept"]]]
            ),
        ] as [(JSONValue, JSONValue)])
    func keywordsAreCopied(_ schema: JSONValue, _ expected: JSONValue) throws {
        #expect(try Self.check(schema) == expected)
    }

    @Test func referencesLeadIntoTheBundle() throws {
        let bundle = try Self.check(
            ["$ref": "#/components/schemas/Tree", "type": "string"],
            schemas: [
                "Tree": [
                    "properties": [
                        "left": ["$ref": "#/components/schemas/Tree"],
                        "leaf": ["$ref": "#/components/schemas/Alias"],
                    ]
                ],
                "Alias": ["$ref": "#/components/schemas/Leaf"], "Leaf": ["type": "integer"],
            ])
        #expect(
            bundle == [
                "allOf": [["$ref": "#/definitions/d0"]],
                "definitions": [
                    "d0": [
                        "properties": [
                            "left": ["$ref": "#/definitions/d0"],
                            "leaf": ["$ref": "#/definitions/d1"],
                        ]
                    ],
                    "d1": ["type": ["integer"]],
                ],
            ])
    }

    @Test func inclusiveUnionsLoosenOneOf() throws {
        let union: JSONValue = ["oneOf": [["type": "null"], true]]
        #expect(try Self.check(union) == ["oneOf": [["type": ["null"]], true]])
        #expect(try Self.check(union, inclusive: true) == ["anyOf": [["type": ["null"]], true]])
    }

    @Test func aReferenceThatLeadsNowhereIsAFault() {
        #expect(throws: RawFault("the '$ref' '#/gone' leads nowhere")) {
            try Self.check(["properties": ["x": ["$ref": "#/gone"]]])
        }
    }
}
