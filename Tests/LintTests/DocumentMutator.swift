import WireJSON

/// SplitMix64, so that every run damages the same places.
struct SeededRandomness: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Cuts small documents out of a large one and damages them, by chance but always the same.
struct DocumentMutator {
    private var random: SeededRandomness
    /// The largest object and array, and the greatest depth, that are left in a slice.
    private let limits = (members: 10, elements: 3, depth: 12)

    init(seed: UInt64) { random = SeededRandomness(state: seed) }

    /// A slice of a document with damage in one place or two.
    mutating func mutant(of document: JSONValue) -> JSONValue {
        var mutant = slice(document)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let places = Self.places(in: mutant)
            let shallow = places.filter { $0.count <= 4 }
            let isAtRoot = Int.random(in: 0..<10, using: &random) == 0
            let pool = isAtRoot ? [[]] : Bool.random(using: &random) ? shallow : places
            guard let place = pool.randomElement(using: &random) else { break }
            let graft = places.randomElement(using: &random)
                .flatMap { mutant.resolve(JSONPointer($0)) }
            mutant = damage(mutant, at: place[...], graft: graft ?? .null)
        }
        return mutant
    }

    /// The document, as often as not as one of another version.
    private mutating func restated(_ document: JSONObject) -> JSONObject {
        let versions = ["1.0.0", "1.1.12", "1.2.6", "1.3.2", "1.4.1"]
        guard Bool.random(using: &random), let version = versions.randomElement(using: &random)
        else { return document }
        var document = document
        document["openrpc"] = .string(version)
        return document
    }

    /// The document with one or two of its methods, and of each group of components.
    private mutating func slice(_ document: JSONValue) -> JSONValue {
        guard var root = document.object.map({ restated($0) }) else { return document }
        if let methods = root["methods"]?.array {
            root["methods"] = .array(pick(methods, atMost: 2))
        }
        if let components = root["components"]?.object {
            root["components"] = .object(
                components.members.map { group in
                    guard let members = group.value.object?.members else { return group }
                    return JSONObject.Member(group.name, .object(pick(members, atMost: 1)))
                })
        }
        return slim(JSONValue(.object(root)), depth: 0)
    }

    private mutating func pick<Element>(_ all: [Element], atMost count: Int) -> [Element] {
        let kept = Set(all.indices.shuffled(using: &random).prefix(count))
        return all.indices.filter(kept.contains).map { all[$0] }
    }

    private mutating func slim(_ value: JSONValue, depth: Int) -> JSONValue {
        switch value.kind {
        case .array where depth > limits.depth: return []
        case .object where depth > limits.depth: return true
        case .array(let elements):
            let kept = pick(elements, atMost: limits.elements)
            return .array(kept.map { slim($0, depth: depth + 1) })
        case .object(let object):
            let kept = depth < 3 ? object.members : pick(object.members, atMost: limits.members)
            return .object(
                kept.map { JSONObject.Member($0.name, slim($0.value, depth: depth + 1)) })
        default: return value
        }
    }

    private static func places(in value: JSONValue) -> [[String]] {
        let parts: [(String, JSONValue)] =
            value.object?.members.map { ($0.name, $0.value) }
            ?? value.array?.enumerated().map { (String($0), $1) } ?? []
        return [[]] + parts.flatMap { name, part in places(in: part).map { [name] + $0 } }
    }
}

extension DocumentMutator {
    private mutating func damage(
        _ value: JSONValue, at place: ArraySlice<String>, graft: JSONValue
    ) -> JSONValue {
        guard let step = place.first else { return replacement(for: value, graft) }
        let rest = place.dropFirst()
        switch value.kind {
        case .object(let object):
            guard let position = object.position(of: step) else { return value }
            var members = object.members
            if rest.isEmpty {
                damageMember(position, of: &members, graft)
            } else {
                members[position].value = damage(members[position].value, at: rest, graft: graft)
            }
            return .object(members)
        case .array(var elements):
            guard let index = Int(step), elements.indices.contains(index) else { return value }
            if rest.isEmpty {
                damageElement(index, of: &elements, graft)
            } else {
                elements[index] = damage(elements[index], at: rest, graft: graft)
            }
            return .array(elements)
        default: return value
        }
    }

    private mutating func damageMember(
        _ position: Int, of members: inout [JSONObject.Member], _ graft: JSONValue
    ) {
        let member = members[position]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: members.remove(at: position)
        case 1, 2: members[position].name = rename(member.name)
        case 3: members.append(JSONObject.Member(member.name, replacement(for: .null, graft)))
        case 4: members[position].value = graft
        default: members[position].value = replacement(for: member.value, graft)
        }
    }

    private mutating func damageElement(
        _ index: Int, of elements: inout [JSONValue], _ graft: JSONValue
    ) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: elements.remove(at: index)
        case 1: elements.append(elements[index])
        case 2: elements.insert(graft, at: index)
        default: elements[index] = replacement(for: elements[index], graft)
        }
    }

    /// An object gets one more member more often than not; any other value becomes another.
    private mutating func replacement(for value: JSONValue, _ graft: JSONValue) -> JSONValue {
        let other = Self.palette.randomElement(using: &random) ?? .null
        guard let object = value.object, Int.random(in: 0..<4, using: &random) > 0 else {
            return other
        }
        let group = object["openrpc"] != nil ? 0 : object["params"] != nil ? 1 : 2
        let fitting = Self.telling[group].randomElement(using: &random)
        if Bool.random(using: &random), let (name, part) = fitting {
            return .object(object.members + [JSONObject.Member(name, part)])
        }
        let name = Self.names.randomElement(using: &random) ?? "name"
        let part = Bool.random(using: &random) ? other : graft
        return .object(object.members + [JSONObject.Member(name, part)])
    }

    private mutating func rename(_ name: String) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: name.prefix(1).uppercased() + name.dropFirst()
        case 1: "x-" + name
        case 2: name + "s"
        case 3: String(name.dropLast())
        default: Self.names.randomElement(using: &random) ?? name
        }
    }

    private static let palette: [JSONValue] = [
        .null, true, false, 0, 42, -1, JSONValue(.number(JSONNumber(text: "1.5"))),
        JSONValue(.number(JSONNumber(text: "-0.0"))), JSONValue(.number(JSONNumber(text: "1e2"))),
        JSONValue(.number(JSONNumber(text: "20E-1"))), "", "text", "by-name", "either", "object",
        "integer", "1.3.2", [], ["a", "a"], ["string", "null"], [1, 1], [true, 1], ["object", 5],
        [["type": "string"]], [["$ref": "#/x"]], [:], ["$ref": "#/x"], ["$ref": 5],
        ["$ref": "#/x", "description": "beside"], ["name": "a", "schema": true],
        ["name": "a", "value": 1], ["name": "", "params": []], ["value": 1],
        ["externalValue": "https://example.com/a"], ["oneOf": []],
        ["oneOf": [["name": "a", "schema": ["type": "string"]], ["$ref": "#/x"], 7]],
        ["type": "string", "maxLength": -3], ["type": "any"], ["multipleOf": 0],
        ["code": 1, "message": "m"], ["url": "/rpc"], ["url": "/", "variables": ["a": ["b": 1]]],
        ["name": "a", "summary": "s"], ["default": "a", "enum": ["a", 1]],
        ["a b": 1, "-": 2, " ": 3, "é": 4],
    ]

    /// Members that blind chance would seldom hit: of the root, of methods, and of all else.
    private static let telling: [[(String, JSONValue)]] = [
        [
            ("openrpc", "1.3.3"), ("openrpc", "1.0.1"), ("openrpc", "1.4.7"), ("openrpc", "1.5.0"),
            ("openrpc", "1.2"), ("info", 42), ("x-a", 1), ("externalDocs", ["url": "u"]),
            ("$schema", "s"), ("servers", [["url": "/rpc"], ["name": "n"]]), ("methods", []),
            ("methods", [["$ref": "#/x"], ["name": "", "params": [], "deprecated": 1]]),
            (
                "components",
                [
                    "contentDescriptors": [
                        "a": ["$ref": "#/x"], "b": ["oneOf": []], "-": 42, "é": 42,
                    ]
                ]
            ),
            (
                "components",
                [
                    "examplePairings": ["a": ["name": "p"], "b c": 5], "errors": ["a": 1],
                    "examples": ["a": ["$ref": "#/x"]], "tags": ["a": ["name": ""]],
                ]
            ),
        ],
        [
            ("params", []), ("paramStructure", "byName"), ("paramStructure", "either"),
            ("links", ["foo", ["name": 5], ["name": "", "server": ["url": "/"]]]),
            ("tags", [["name": "t", "summary": "s"], ["$ref": "#/x", "name": "t"]]),
            ("errors", [["code": 1, "message": "m", "x-a": 1], ["code": "1", "message": "m"]]),
            ("examples", [["name": "p", "params": [["name": "a", "externalValue": "u"]]]]),
            ("examples", [["$ref": "#/x", "name": "p", "params": [["value": 1]], "result": true]]),
            (
                "examples",
                [["params": [], "error": 5], ["name": "p", "params": [], "result": [:]]]
            ),
            ("result", ["oneOf": [["name": "a", "schema": true], ["$ref": "#/x"]]]),
            ("result", ["$ref": "#/x", "name": "a"]), ("deprecated", true), ("servers", []),
        ],
        [
            ("maxLength", -1), ("minItems", JSONValue(.number(JSONNumber(text: "1.0")))),
            ("multipleOf", JSONValue(.number(JSONNumber(text: "1e-3")))), ("multipleOf", 0),
            ("type", ["string", "int"]), ("dependencies", ["a": ["b", "b"], "c": true]),
            ("items", [true, 5]), ("deprecated", true), ("x-a", 1), ("required", ["a", "a"]),
        ],
    ]

    private static let names = [
        "openrpc", "info", "methods", "servers", "components", "externalDocs", "$schema", "title",
        "version", "contact", "license", "termsOfService", "email", "url", "variables", "default",
        "enum", "name", "summary", "description", "tags", "params", "result", "errors", "links",
        "examples", "paramStructure", "deprecated", "required", "schema", "code", "message",
        "data", "value", "externalValue", "error", "method", "server", "schemas",
        "examplePairings", "contentDescriptors", "$ref", "oneOf", "allOf", "anyOf", "not", "if",
        "then", "items", "additionalItems", "properties", "additionalProperties", "definitions",
        "patternProperties", "dependencies", "propertyNames", "contains", "type", "format",
        "pattern", "maximum", "exclusiveMinimum", "minLength", "maxItems", "minProperties",
        "multipleOf", "uniqueItems", "readOnly", "const", "$id", "$comment", "contentEncoding",
        "x-a", "x-\u{301}", "-", " ", "é",
    ]
}
