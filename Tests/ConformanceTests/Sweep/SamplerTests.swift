import Conformance
import TestSupport
import Testing
import WireJSON

@Suite struct SamplerTests {
    /// A document whose only result has that schema.
    private static func document(_ schema: JSONValue) -> RawDocument {
        RawDocument([
            "openrpc": "1.3.2",
            "methods": [["name": "m", "params": [], "result": ["name": "r", "schema": schema]]],
            "components": [
                "schemas": [
                    "Tree": [
                        "type": "object", "required": ["value"],
                        "properties": [
                            "value": ["type": "integer"], "next": reference("Tree"),
                            "children": ["type": "array", "items": reference("Tree")],
                        ],
                    ],
                    "Must": [
                        "type": "object", "required": ["or"], "properties": ["or": reference("Or")],
                    ],
                    "Or": ["oneOf": [reference("Must"), ["type": "null"]]],
                    "Never": [
                        "type": "object", "required": ["self"],
                        "properties": ["self": reference("Never")],
                    ],
                ]
            ],
        ])
    }

    private static func reference(_ name: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/\(name)")]
    }

    private static func schema(_ document: RawDocument) throws -> RawNode {
        guard case .result(let schema) = document.methods.first?.outcome else {
            throw RawFault("no result")
        }
        return schema
    }

    private static func sample(
        _ schema: JSONValue, _ manner: Sampler.Manner = .full, seed: UInt64 = 1, place: String = "p"
    ) throws -> JSONValue {
        let document = document(schema)
        var sampler = Sampler(document, seed: seed)
        return try sampler.sample(Self.schema(document), manner, place: [place])
    }

    /// Each keyword of draft-07, and what documents write beside it.
    static let lawful: [JSONValue] = [
        true, [:], ["type": "null"], ["type": "boolean"], ["type": "integer"], ["type": "number"],
        ["type": "string"], ["type": "array"], ["type": "object"],
        ["type": ["string", "null", "integer"]], ["enum": ["a", 1, .null, ["b": 2]]],
        ["const": ["x": [1, 2]]], ["type": "string", "enum": [1, "a"]],
        ["type": "integer", "minimum": 5, "maximum": 6],
        ["type": "integer", "exclusiveMinimum": 5],
        ["type": "integer", "minimum": 5, "exclusiveMinimum": true, "maximum": 6],
        ["type": "integer", "maximum": -5], ["type": "integer", "minimum": -3, "maximum": -2],
        ["type": "integer", "format": "uint8"], ["type": "integer", "multipleOf": 7],
        ["type": "integer", "multipleOf": 7, "minimum": 700, "maximum": 706],
        ["type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1],
        ["type": "number", "minimum": 2, "maximum": 2], ["type": "number", "exclusiveMaximum": 0],
        ["type": "number", "multipleOf": JSONValue(.number(JSONNumber(text: "0.25")))],
        ["type": "string", "minLength": 40], ["type": "string", "maxLength": 3],
        ["type": "string", "minLength": 5, "maxLength": 5],
        ["type": "string", "format": "date-time"], ["type": "string", "format": "date"],
        ["type": "string", "format": "uri"], ["type": "string", "format": "uuid"],
        ["type": "string", "format": "email"], ["type": "string", "format": "ipv4"],
        ["type": "string", "format": "ipv6"], ["type": "string", "format": "hostname"],
        ["type": "string", "format": "time"], ["type": "string", "format": "regex"],
        ["type": "string", "format": "json-pointer"], ["type": "string", "format": "HashValue"],
        ["type": "array", "items": ["type": "string"], "minItems": 3, "maxItems": 3],
        ["type": "array", "items": ["enum": [1, 2, 3]], "uniqueItems": true, "minItems": 3],
        ["items": [["type": "string"], ["type": "integer"]], "additionalItems": false],
        [
            "type": "array", "items": [["type": "string"]], "minItems": 3,
            "additionalItems": ["type": "null"],
        ],
        [
            "prefixItems": [["type": "string"]], "items": ["type": "integer"], "type": "array",
            "minItems": 2,
        ],
        ["type": "array", "contains": ["const": 7]], ["type": "array", "maxItems": 0],
        ["type": "array", "items": false],
        ["required": ["a", "b"], "properties": ["a": ["type": "string"]]],
        ["type": "object", "additionalProperties": ["type": "integer"]],
        ["type": "object", "additionalProperties": false, "properties": ["a": true]],
        [
            "type": "object", "patternProperties": ["^x-[a-z]+$": ["type": "integer"]],
            "additionalProperties": false,
        ],
        ["type": "object", "minProperties": 4], ["type": "object", "maxProperties": 1],
        ["type": "object", "propertyNames": ["pattern": "^[a-f]{3}$"]],
        [
            "properties": ["a": true, "b": true, "c": true], "required": ["a"],
            "dependencies": ["a": ["b"]],
        ],
        ["properties": ["a": ["type": "object"], "b": false]],
        ["properties": ["a": true], "additionalProperties": ["type": "boolean"]],
        [
            "allOf": [
                ["properties": ["a": ["type": "string"]]], ["required": ["a"]],
                ["properties": ["b": ["type": "null"]]],
            ]
        ],
        ["allOf": [["type": "number"], ["type": "integer", "minimum": 3], ["maximum": 4]]],
        ["allOf": [["type": ["string", "null"]], ["type": "string", "minLength": 1]]],
        [
            "oneOf": [
                ["type": "string"], ["type": "integer"],
                ["type": "array", "items": ["type": "null"]],
            ]
        ],
        [
            "anyOf": [["required": ["a"]], ["required": ["b"]]],
            "properties": ["a": ["type": "string"], "b": ["type": "string"]],
        ],
        [
            "oneOf": [["required": ["a"]], ["required": ["b"]]], "type": "object",
            "properties": ["a": ["type": "string"], "b": ["type": "string"]],
        ],
        ["oneOf": [["type": "integer"], ["type": "integer", "minimum": 5]]],
        ["type": "integer", "not": ["minimum": 5_000]],
        [
            "if": ["properties": ["k": ["const": 1]]], "then": ["required": ["a"]],
            "else": ["required": ["b"]], "required": ["k"],
        ],
        ["type": "string", "nullable": true],
        ["$ref": "#/components/schemas/Tree", "type": "string"], reference("Must"), reference("Or"),
        ["type": "string", "pattern": "ok", "examples": ["not this", "ok"]],
    ]

    /// Constructs of ECMA-262 patterns.
    static let patterns = [
        "^0x[0-9a-f]*$", "^0x([1-9a-f]+[0-9a-f]*|0)$", "^0x[0-9a-f]{512}$", "^(a|b|cd)+$",
        "x{3,5}y?",
        "^[^a-zA-Z]{4}$", #"^\d{4}-\d{2}$"#, #"^\w+\s\S\D\W$"#, #"^[\d.-]+$"#,
        #"^[\w-]+@[a-z]+\.com$"#,
        "^(?:ab)?c$", "^(?!foo)[a-z]{3}$", "^(?=.*[0-9])[a-z0-9]{6}$", #"^(\w)\1$"#,
        #"^\u0041\x42$"#,
        #"^\/path\/[^/]+$"#, "^.{3}$", #"^\$\{\}$"#, "a{2}|b{3}", "", "^$", "^[-a]$",
        "[0-9][0-9]?$|^100$", #"^\[\s*\]$"#,
    ]

    /// The share of first candidates that the oracle takes, and that each schema has a sample.
    @Test(.needsOracle) func everyKeywordHasAValidSample() throws {
        var schemas = Self.lawful
        schemas += Self.patterns.map { ["type": "string", "pattern": .string($0)] }
        var open = schemas.flatMap { schema in
            [Sampler.Manner.full, .required, .least].flatMap { manner in
                (1...4 as ClosedRange<UInt64>).map { (schema, manner, $0) }
            }
        }
        let total = open.count
        var first = 0
        for attempt in SampleAttempt.all where !open.isEmpty {
            let requests = try open.enumerated().map { index, wish in
                let document = Self.document(wish.0)
                let schema = try Self.schema(document)
                var sampler = Sampler(document, seed: wish.2)
                let value = try? sampler.sample(schema, wish.1, place: ["p"], attempt: attempt)
                return ValidationRequest(
                    id: index, place: "\(index)",
                    schema: try document.bundled(schema, inclusiveUnions: attempt.isInclusive),
                    instance: value ?? "no candidate")
            }
            let answers = try Oracle.answers(requests)
            if attempt == .first { first = answers.count { $0 == .valid } }
            open = zip(open, answers).filter { $0.1 != .valid }.map(\.0)
        }
        for (schema, manner, seed) in open { Issue.record("\(schema) \(manner) \(seed)") }
        #expect(Double(first) >= 0.95 * Double(total), "\(first) of \(total)")
    }

    @Test func whatCannotBeHasNoSample() {
        let impossible: [(JSONValue, String)] = [
            (false, "'#/methods/0/result/schema' allows no value"),
            (Self.reference("Never"), "the schema is nested too deeply"),
            (["allOf": [["type": "string"], ["type": "integer"]]], "demands two types at once"),
            (["required": ["a"], "additionalProperties": false], "'a' is required and forbidden"),
            (["type": "integer", "minimum": 5, "maximum": 4], "no number is at least"),
            (["enum": ["a"], "type": "integer"], "allows no value that it names"),
            (["oneOf": [false, false]], "no branch of"),
            (["$ref": "#/gone"], "leads nowhere"),
        ]
        for (schema, problem) in impossible {
            let seen = #expect(throws: RawFault.self, "\(schema)") { try Self.sample(schema) }
            #expect(seen?.message.contains(problem) == true, "\(schema)")
        }
    }

    @Test func theSamePlaceHasTheSameSample() throws {
        let schema = Self.reference("Tree")
        let sample = try Self.sample(schema)
        #expect(try Self.sample(schema) == sample)
        #expect(try Self.sample(schema, seed: 2) != sample)
        #expect(try Self.sample(schema, place: "q") != sample)
    }

    @Test func fullHasEverythingAndRequiredOnlyThat() throws {
        let full = try Self.sample(Self.reference("Tree"))
        #expect(full.object?.names == ["value", "next", "children"])
        #expect(full["children"]?.array?.count == 2)
        #expect(full["next"]?["next"] == nil)
        #expect(try Self.sample(Self.reference("Tree"), .required).object?.names == ["value"])
        #expect(try Self.sample(["type": "object"]).object?.count == 2)
        #expect(try Self.sample(["type": "array"], .required) == [])
    }

    @Test(
        arguments: [
            ("integer", 0), ("number", 0), ("string", ""), ("boolean", false), ("array", []),
            ("object", [:]),
        ] as [(String, JSONValue)])
    func leastIsFalsy(_ type: String, _ expected: JSONValue) throws {
        #expect(try Self.sample(["type": .string(type)], .least) == expected)
    }

    @Test func placesHaveDistinctValues() throws {
        let names = (0..<40).map { "p\($0)" }
        for type in ["integer", "number", "string"] {
            let properties = JSONValue.object(names.map { .init($0, ["type": .string(type)]) })
            let sample = try Self.sample(["properties": properties])
            let texts = sample.object?.members.map { $0.value.text() } ?? []
            #expect(Set(texts).count >= 39, "\(texts)")
        }
    }

    /// Readers that take numbers for doubles, and texts for ASCII, must be found out.
    @Test func someSamplesAreInconvenient() throws {
        let list: JSONValue = ["type": "array", "minItems": 100, "items": ["type": "integer"]]
        let integers = try Self.sample(list).array?.compactMap(\.int) ?? []
        #expect(integers.contains { $0 > 1 << 53 })
        let texts = try Self.sample(
            ["type": "array", "minItems": 100, "items": ["type": "string"]])
        let joined = texts.array?.compactMap(\.string).joined() ?? ""
        for part in ["é", "\"", "\\", "\n", "😀"] { #expect(joined.contains(part)) }
    }

    @Test func variantsServeEachAlternativeOnce() throws {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "kind": ["enum": ["a", "b", "c"]], "value": ["type": ["string", "null"]],
                "union": ["oneOf": [["type": "integer"], ["enum": ["x", "y"]]]],
            ],
        ]
        let document = Self.document(schema)
        var sampler = Sampler(document, seed: 1)
        let node = try Self.schema(document)
        let samples = try sampler.variants(node, place: ["p"]).map {
            try sampler.sample(node, place: ["p"], variant: $0)
        }
        #expect(Set(samples.map { $0["kind"]?.string }) == ["a", "b", "c"])
        #expect(Set(samples.map { $0["value"]?.typeName }) == ["string", "null"])
        let unions = samples.compactMap { $0["union"] }
        #expect(unions.contains { $0.int != nil } && unions.contains("x") && unions.contains("y"))
        #expect(samples.count <= 6)
    }

    @Test func manyAlternativesAreBounded() throws {
        let document = Self.document(["enum": .array((0..<50).map { .number($0) })])
        var sampler = Sampler(document, seed: 1)
        #expect(sampler.variants(try Self.schema(document), place: ["p"]).count == 12)
    }
}
