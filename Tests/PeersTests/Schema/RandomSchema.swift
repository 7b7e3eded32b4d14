import WireJSON

/// Schemas and values at random, from a small world in which they often have to do with each other.
struct RandomSchema {
    var numbers: Seeded
    /// Whether keywords of draft 2020-12 may be used.
    var isModern: Bool

    init(seed: UInt64, isModern: Bool) {
        numbers = Seeded(state: seed)
        self.isModern = isModern
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int(numbers.next() % UInt64(list.count))]
    }

    private mutating func chance(_ percent: UInt64) -> Bool { numbers.next() % 100 < percent }

    // Values.

    private static let names = ["a", "b", "ab", "c1", "é"]
    private static let scalars: [JSONValue] = [
        .null, true, false, 0, 1, 2, 3, -1, 10, "", "a", "b", "ab", "aab", "0x1f", "é",
        "\u{1F600}", JSONValue(.number(JSONNumber(text: "1.0"))),
        JSONValue(.number(JSONNumber(text: "1.5"))), JSONValue(.number(JSONNumber(text: "-0.25"))),
        JSONValue(.number(JSONNumber(text: "3e0"))), JSONValue(.number(JSONNumber(text: "1e2"))),
    ]

    mutating func value(_ depth: Int = 0) -> JSONValue {
        if depth > 2 || chance(45) { return pick(Self.scalars) }
        if chance(45) {
            return .array((0..<numbers.next() % 4).map { _ in value(depth + 1) })
        }
        var object = JSONObject()
        for _ in 0..<numbers.next() % 4 { object[pick(Self.names)] = value(depth + 1) }
        return JSONValue(.object(object))
    }

    // Schemas.

    /// A schema that may refer to `#/schemas/0` and on, as many as there are.
    mutating func schema(_ depth: Int = 0, among count: Int) -> JSONValue {
        if chance(8) { return .bool(chance(70)) }
        if chance(12) {
            return ["$ref": .string("#/schemas/\(numbers.next() % UInt64(count))")]
        }
        var schema = JSONObject()
        for _ in 0..<(1 + numbers.next() % 3) {
            let (keyword, value) = keyword(depth, count)
            schema[keyword] = value
        }
        return JSONValue(.object(schema))
    }

    private mutating func keyword(_ depth: Int, _ count: Int) -> (String, JSONValue) {
        if depth > 2 || chance(50) { return scalarKeyword() }
        let part = { (self: inout Self) in self.schema(depth + 1, among: count) }
        let list = { (self: inout Self) in
            JSONValue.array((0..<(1 + self.numbers.next() % 3)).map { _ in part(&self) })
        }
        let map = { (self: inout Self, names: [String]) in
            var object = JSONObject()
            for _ in 0..<(1 + self.numbers.next() % 3) { object[self.pick(names)] = part(&self) }
            return JSONValue(.object(object))
        }
        let old = [
            "properties", "patternProperties", "additionalProperties", "propertyNames", "items",
            "contains", "allOf", "anyOf", "oneOf", "not", "if",
        ]
        let new = [
            "prefixItems", "unevaluatedProperties", "unevaluatedItems", "dependentSchemas", "items",
        ]
        let keyword = pick(isModern ? old + new : old + ["items[]", "then", "dependencies"])
        switch keyword {
        case "properties", "dependentSchemas": return (keyword, map(&self, Self.names))
        case "dependencies":
            return (keyword, chance(50) ? ["a": ["b"]] : map(&self, Self.names))
        case "patternProperties": return (keyword, map(&self, ["a", "^.$", "[0-9]", "^é"]))
        case "allOf", "anyOf", "oneOf", "prefixItems": return (keyword, list(&self))
        case "items[]": return ("items", list(&self))
        default: return (keyword, part(&self))
        }
    }

    private mutating func scalarKeyword() -> (String, JSONValue) {
        let types: [JSONValue] = [
            "null", "boolean", "integer", "number", "string", "array", "object",
        ]
        let sizes: [JSONValue] = [0, 1, 2, 3]
        switch numbers.next() % 11 {
        case 0: return ("type", pick(types))
        case 1: return ("type", .array([pick(types), pick(types)]))
        case 2: return ("const", value(1))
        case 3: return ("enum", .array((0..<3).map { _ in value(1) }))
        case 4:
            let keywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
            return (pick(keywords), pick([0, 1, 2, JSONValue(.number(JSONNumber(text: "1.5")))]))
        case 5: return ("multipleOf", pick([1, 2, JSONValue(.number(JSONNumber(text: "0.5")))]))
        case 6: return (pick(["minLength", "maxLength"]), pick(sizes))
        case 7:
            let keywords = ["minItems", "maxItems", "minProperties", "maxProperties"]
            return (pick(keywords), pick(sizes))
        case 8: return ("uniqueItems", .bool(chance(80)))
        case 9: return ("required", .array([.string(pick(Self.names))]))
        default:
            let patterns: [JSONValue] = [
                "a", "^a", "b$", "^(a|b)*$", "^0x[0-9a-f]+$", "^.{1,2}$", "[^a]", "^(?!a)", "é",
                "^(?:aa|a)b?$",
            ]
            return ("pattern", pick(patterns))
        }
    }
}
