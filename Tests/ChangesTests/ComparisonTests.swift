import Changes
import Diagnostics
import Testing
import WireJSON

/// What documents may do to a comparison, and what it says of versions.
@Suite struct ComparisonTests {
    private func document(_ schemas: [JSONObject.Member], _ root: JSONValue) -> [UInt8] {
        JSONValue.object([
            .init("openrpc", "1.3.2"),
            .init("info", ["title": "Pets", "version": "1.0.0"]),
            .init(
                "methods",
                [
                    [
                        "name": "pet.get", "params": [["name": "id", "schema": root]],
                        "result": ["name": "pet", "schema": root],
                    ]
                ]),
            .init("components", ["schemas": .object(schemas)]),
        ]).bytes()
    }

    private func reference(_ index: Int) -> JSONValue {
        ["$ref": .string("#/components/schemas/S\(index)")]
    }

    /// Long chains of each kind, of which the last schema differs.
    @Test(arguments: ["properties", "items", "allOf", "oneOf", "$ref"])
    func longChainsAreFollowed(_ keyword: String) throws {
        let count = 1_000
        func chain(_ last: JSONValue) -> [UInt8] {
            let schemas = (0..<count).map { index -> JSONObject.Member in
                let next = index + 1 < count ? reference(index + 1) : last
                let schema: JSONValue =
                    switch keyword {
                    case "properties": ["type": "object", "properties": ["next": next]]
                    case "items": ["type": "array", "items": next]
                    case "allOf": ["allOf": [next], "type": "string"]
                    case "oneOf": ["oneOf": [next, ["type": "integer"]]]
                    default: next
                    }
                return .init("S\(index)", schema)
            }
            return document(schemas, reference(0))
        }
        let start = ContinuousClock.now
        let found = try compare(
            chain(["type": "string"]), chain(["type": "string", "maxLength": 9]))
        let time = ContinuousClock.now - start
        #expect(found.changes.contains { $0.rule.id == "wire.request-bounds-narrowed" })
        #expect(time < .seconds(60), "\(time)")
    }

    @Test func recursiveSchemasEnd() throws {
        func tree(_ value: JSONValue) -> [UInt8] {
            document(
                [
                    .init(
                        "S0",
                        [
                            "type": "object",
                            "properties": [
                                "value": value, "left": reference(0), "right": reference(1),
                            ],
                        ]),
                    .init("S1", ["oneOf": [reference(0), ["type": "null"]]]),
                    .init("S2", ["$ref": "#/components/schemas/S2"]),
                ], reference(0))
        }
        let found = try compare(tree(["type": "string"]), tree(["type": ["string", "integer"]]))
        #expect(
            found.changes.map(\.rule.id) == [
                "documentation.version-too-small", "wire.request-type-widened",
                "wire.response-type-widened",
            ])
        #expect(found.bump == .major)
    }

    /// A schema that is reached in many ways is compared once: each way by itself would take longer
    /// than anybody can wait.
    @Test(.timeLimit(.minutes(10))) func schemasAreComparedOnce() throws {
        let count = 100
        func wide(_ last: JSONValue) -> [UInt8] {
            let schemas = (0..<count).map { index -> JSONObject.Member in
                .init(
                    "S\(index)",
                    index == count - 1
                        ? last
                        : [
                            "type": "object",
                            "properties": ["a": reference(index + 1), "b": reference(index + 1)],
                            "allOf": [reference(index + 1), reference(index + 1)],
                        ])
            }
            return document(schemas, reference(0))
        }
        let found = try compare(wide(["type": "object"]), wide(["type": "array"]))
        #expect(!found.changes.isEmpty)
    }

    @Test(arguments: [
        ("1.0.0", "2.0.0", true), ("1.0.0", "1.1.0", false), ("1.9.9", "1.9.9", false),
        ("0.1.0", "0.2.0", true), ("0.1.0", "0.1.1", false), ("0.1.0", "1.0.0", true),
        ("2.0.0", "1.0.0", false), ("1.0.0-rc1", "1.0.0-rc2", true), ("1.0.0-rc1", "1.0.0", true),
        ("1.0", "1.0", true), ("today", "tomorrow", true),
    ])
    func aBreakingChangeAsksForAMajorVersion(_ old: String, _ new: String, _ isFine: Bool) throws {
        func document(_ version: String, _ methods: [JSONValue]) -> [UInt8] {
            JSONValue.object([
                .init("openrpc", "1.3.2"),
                .init("info", ["title": "Pets", "version": .string(version)]),
                .init("methods", .array(methods)),
            ]).bytes()
        }
        let found = try compare(document(old, [["name": "a", "params": []]]), document(new, []))
        #expect(found.count(["wire.method-removed"]) == 1)
        #expect(found.count(["documentation.version-too-small"]) == (isFine ? 0 : 1))
    }
}
