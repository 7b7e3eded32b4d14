import WireJSON

/// Makes one value from a JSON Schema (draft-07), the same one for the same seed. It is a mock's
/// best effort and no validator: what it does not know it leaves out of account.
struct SchemaSampler {
    private let root: JSONValue?
    private var state: UInt64
    /// How many values may still be made before only what is required is made.
    private var budget = 2_000
    /// Whether alternatives are drawn by lot instead of taking the first.
    private let isAdventurous: Bool

    /// Beyond this nesting only what is required is made, and far beyond it nothing at all.
    private static let comfortableDepth = 5
    private static let greatestDepth = 32

    init(root: JSONValue?, seed: UInt64, isSparse: Bool = false, isAdventurous: Bool = false) {
        self.root = root
        self.isAdventurous = isAdventurous
        state = seed
        if isSparse { budget = 0 }
    }

    /// The first of a few values that is accepted; the first of all where none is.
    static func sample(
        _ schema: JSONValue, root: JSONValue?, seed: UInt64, isSparse: Bool = false,
        accepts: (JSONValue) -> Bool
    ) -> JSONValue {
        var first: JSONValue?
        for attempt in 0..<8 as Range<UInt64> {
            // The later ones look further: leaner ones may end a recursion that wants too much.
            var sampler = SchemaSampler(
                root: root, seed: seed &+ attempt &* 0x9E37_79B9_7F4A_7C15,
                isSparse: isSparse || attempt % 2 == 1, isAdventurous: attempt > 1)
            let made = sampler.value(of: schema, depth: 0)
            if accepts(made) { return made }
            first = first ?? made
        }
        return first ?? .null
    }

    private mutating func value(of schema: JSONValue, depth: Int) -> JSONValue {
        budget -= 1
        guard depth < Self.greatestDepth, budget > -20_000 else { return .null }
        let schema = flattened(schema, depth: depth)
        if let constant = schema["const"] { return constant }
        if let choices = schema["enum"]?.array, !choices.isEmpty {
            return choices[Int(next() % UInt64(choices.count))]
        }
        switch kind(of: schema) {
        case "object": return object(schema, depth: depth)
        case "array": return array(schema, depth: depth)
        case "string": return .string(string(schema))
        case "integer": return number(schema, isInteger: true)
        case "number": return number(schema, isInteger: false)
        case "boolean": return .bool(next() & 1 == 0)
        default: return .null
        }
    }

    private func isSparse(_ depth: Int) -> Bool { depth > Self.comfortableDepth || budget < 0 }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

// MARK: - Which schema

extension SchemaSampler {
    /// The schema itself, or what its `$ref` leads to after at most eight steps.
    static func followed(_ value: JSONValue, in root: JSONValue?) -> JSONValue {
        var value = value
        for _ in 0..<8 {
            guard let reference = value["$ref"]?.string, let root,
                let pointer = JSONPointer(fragment: reference),
                let target = root.resolve(pointer)
            else { break }
            value = target
        }
        return value
    }

    /// What an object schema says of its members, references followed and `allOf` merged.
    static func properties(of schema: JSONValue, in root: JSONValue?) -> JSONObject {
        var sampler = SchemaSampler(root: root, seed: 0)
        return sampler.flattened(schema, depth: 0)["properties"]?.object ?? JSONObject()
    }

    /// One object of keywords: references followed, `allOf` merged, the first of `oneOf` and
    /// `anyOf` that is not plainly `null` taken.
    private mutating func flattened(_ schema: JSONValue, depth: Int, steps: Int = 0) -> JSONValue {
        let schema = Self.followed(schema, in: root)
        guard var merged = schema.object, steps < 16 else { return [:] }
        for part in schema["allOf"]?.array ?? [] {
            merge(flattened(part, depth: depth, steps: steps + 1), into: &merged)
        }
        for keyword in ["oneOf", "anyOf"] {
            let choices = schema[keyword]?.array ?? []
            guard !choices.isEmpty else { continue }
            let usual = choices.first { $0["type"]?.string != "null" } ?? choices[0]
            let useful =
                isAdventurous ? choices[Int(next() % UInt64(choices.count))] : usual
            // Deep down an alternative that is nothing ends a recursion.
            let chosen = isSparse(depth) ? choices.first { $0["type"] == "null" } : nil
            merge(flattened(chosen ?? useful, depth: depth, steps: steps + 1), into: &merged)
        }
        return JSONValue(.object(merged))
    }

    /// Adds another schema's keywords: properties and required names are joined, of the others the
    /// first stays.
    private func merge(_ other: JSONValue, into merged: inout JSONObject) {
        for member in other.object?.members ?? [] {
            switch (member.name, merged[member.name]?.kind, member.value.kind) {
            case ("properties", .object(var own), .object(let more)):
                for property in more.members where own[property.name] == nil {
                    own[property.name] = property.value
                }
                merged["properties"] = JSONValue(.object(own))
            case ("required", .array(let own), .array(let more)):
                merged["required"] = .array(own + more)
            case (_, nil, _): merged[member.name] = member.value
            default: break
            }
        }
    }

    /// The type to make: the stated one, of several the first that is not `null`, otherwise what
    /// the keywords tell.
    private mutating func kind(of schema: JSONValue) -> String? {
        if let type = schema["type"]?.string { return type }
        if let types = schema["type"]?.array?.compactMap(\.string), !types.isEmpty {
            if isAdventurous { return types[Int(next() % UInt64(types.count))] }
            return types.first { $0 != "null" } ?? "null"
        }
        let signs: [(String, [String])] = [
            ("object", ["properties", "required", "additionalProperties", "patternProperties"]),
            ("array", ["items", "prefixItems", "minItems", "contains"]),
            ("string", ["pattern", "minLength", "maxLength", "format"]),
            ("number", ["minimum", "maximum", "exclusiveMinimum", "multipleOf"]),
        ]
        return signs.first { $0.1.contains { schema[$0] != nil } }?.0
    }
}

// MARK: - Containers

extension SchemaSampler {
    private mutating func object(_ schema: JSONValue, depth: Int) -> JSONValue {
        let required = Set(
            (schema["required"]?.array ?? []).compactMap(\.string).map(JSONName.init))
        var made = JSONObject()
        for property in schema["properties"]?.object?.members ?? [] {
            let isWanted = required.contains(JSONName(property.name)) || !isSparse(depth)
            guard isWanted, property.value.bool != false, made[property.name] == nil else {
                continue
            }
            made[property.name] = value(of: property.value, depth: depth + 1)
        }
        let rest = schema["additionalProperties"].flatMap { $0.bool == nil ? $0 : nil }
        for name in (schema["required"]?.array ?? []).compactMap(\.string)
        where made[name] == nil {
            made[name] = value(of: rest ?? true, depth: depth + 1)
        }
        let least = min(schema["minProperties"]?.int ?? 0, 64)
        let count = rest != nil && made.isEmpty && !isSparse(depth) ? max(least, 1) : least
        var index = 1
        while made.count < count {
            made["key\(index)"] = value(of: rest ?? true, depth: depth + 1)
            index += 1
        }
        return JSONValue(.object(made))
    }

    private mutating func array(_ schema: JSONValue, depth: Int) -> JSONValue {
        let leading = schema["prefixItems"]?.array ?? schema["items"]?.array ?? []
        let rest =
            schema["items"]?.array == nil ? schema["items"] : schema["additionalItems"]
        var made: [JSONValue] = []
        for element in leading { made.append(value(of: element, depth: depth + 1)) }
        let least = min(schema["minItems"]?.int ?? 0, 1_000)
        let most = schema["maxItems"]?.int ?? .max
        let usual = rest == nil || rest?.bool == false || isSparse(depth) ? 0 : 1
        let count = min(max(least, leading.isEmpty ? usual : leading.count), max(most, least))
        let isUnique = schema["uniqueItems"]?.bool == true
        var attempts = 0
        while made.count < count, attempts < 4 * count {
            attempts += 1
            let element = value(of: rest ?? true, depth: depth + 1)
            if isUnique, made.contains(element) { continue }
            made.append(element)
        }
        return .array(Array(made.prefix(max(count, 0))))
    }
}

// MARK: - Scalars

extension SchemaSampler {
    /// A multiple of the step from the low end of the bounds; where there is none, as near as a
    /// number gets.
    private mutating func number(_ schema: JSONValue, isInteger: Bool) -> JSONValue {
        let step = schema["multipleOf"]?.number?.double ?? 1
        guard step > 0, step.isFinite else { return 0 }
        let lower = bound(schema, "minimum", "exclusiveMinimum") { isInteger ? $0 + 1 : $0.nextUp }
        let upper = bound(schema, "maximum", "exclusiveMaximum") {
            isInteger ? $0 - 1 : $0.nextDown
        }
        let least = lower ?? upper.map { $0 - 100 * step } ?? step
        let most = upper ?? least + 100 * step
        let first = (least / step).rounded(.up)
        let last = (most / step).rounded(.down)
        let spread = UInt64(max(0, min(last - first, 100)))
        var made = (first + Double(next() % (spread + 1))) * step
        if made < least || made > most { made = isInteger ? least : least + (most - least) / 2 }
        if made == made.rounded(), abs(made) < 9e18 { return .number(Int(made)) }
        return JSONValue(.number(JSONNumber(text: made.isFinite ? "\(made)" : "0")))
    }

    /// The last number that a bound lets through; draft-04 wrote the exclusive one as a flag.
    private func bound(
        _ schema: JSONValue, _ plain: String, _ exclusive: String, inward: (Double) -> Double
    ) -> Double? {
        let edge = schema[plain]?.number?.double
        if schema[exclusive]?.bool == true { return edge.map(inward) }
        return schema[exclusive]?.number.map { inward($0.double) } ?? edge
    }

    private mutating func string(_ schema: JSONValue) -> String {
        let least = min(max(schema["minLength"]?.int ?? 0, 0), 100_000)
        if let pattern = schema["pattern"]?.string,
            let made = PatternSampler.sample(pattern, atLeast: least)
        {
            return made
        }
        if let format = schema["format"]?.string, let made = Self.formats[format] { return made }
        var text = "sample\(next() % 1000)"
        let count = min(max(text.count, least), schema["maxLength"]?.int ?? .max)
        while text.count < count { text += "abcdefghijklmnopqrstuvwxyz" }
        return String(text.prefix(max(count, 0)))
    }

    private static let formats = [
        "date-time": "2020-02-29T12:34:56Z", "date": "2020-02-29", "time": "12:34:56Z",
        "duration": "P1DT2H", "email": "someone@example.org", "hostname": "example.org",
        "ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "uri": "https://example.org/a",
        "url": "https://example.org/a", "uri-reference": "/a",
        "uuid": "123e4567-e89b-42d3-a456-426614174000", "byte": "YQ==",
        "json-pointer": "/a", "regex": "a",
    ]
}
