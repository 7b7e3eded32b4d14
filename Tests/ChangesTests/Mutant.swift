import WireJSON

/// One change of a document, by the numbers of a seed.
struct Mutant {
    private var state: UInt64
    /// What was done, for messages.
    private(set) var deed = ""

    init(seed: UInt64) { state = seed }

    private static let replacements: [JSONValue] = [
        .null, true, false, 7, "", "object", "integer", "either", "#/components/schemas/x", [],
        ["null", "string"], [:], ["$ref": "#"], ["$ref": "#/methods/0"], ["$ref": 1],
        ["oneOf": [["type": "string"], false]], ["type": "object", "properties": ["a": true]],
        ["allOf": [["type": "null"], 1]], ["enum": [1, 2]],
    ]
    private static let names = [
        "$ref", "type", "properties", "items", "allOf", "oneOf", "anyOf", "enum", "const", "not",
        "required", "definitions", "$id", "name", "schema", "params", "result", "errors", "title",
        "additionalProperties", "minimum", "pattern", "default", "deprecated", "summary", "x-a",
        "paramStructure", "servers", "tags", "links", "examples", "if", "dependencies", "code",
    ]

    /// The value with one change somewhere in it, by the lengths of the text it was read from.
    mutating func changed(_ value: JSONValue) -> JSONValue {
        let goesOn = pick(12) > 0
        switch value.kind {
        case .object(var object) where goesOn && !object.isEmpty:
            let index = place(in: object.members.map(\.value))
            var member = object.members[index]
            switch pick(16) {
            case 0:
                object.members.remove(at: index)
                deed = "'\(member.name)' removed"
            case 1:
                deed = "'\(member.name)' renamed"
                member.name = Self.names[pick(Self.names.count)]
                object.members[index] = member
            case 2:
                let name = Self.names[pick(Self.names.count)]
                object.members.append(JSONObject.Member(name, member.value))
                deed = "'\(name)' added"
            default:
                member.value = changed(member.value)
                object.members[index] = member
            }
            return JSONValue(.object(object))
        case .array(let elements) where goesOn && !elements.isEmpty: return changed(elements)
        default:
            let new = Self.replacements[pick(Self.replacements.count)]
            deed = "\(value.text().prefix(60)) replaced by \(new)"
            return new
        }
    }

    private mutating func changed(_ elements: [JSONValue]) -> JSONValue {
        var elements = elements
        let index = place(in: elements)
        switch pick(16) {
        case 0:
            elements.remove(at: index)
            deed = "element \(index) removed"
        case 1:
            elements.insert(elements[index], at: pick(elements.count))
            deed = "element \(index) repeated"
        case 2:
            elements.swapAt(index, pick(elements.count))
            deed = "element \(index) moved"
        default: elements[index] = changed(elements[index])
        }
        return JSONValue(.array(elements))
    }

    /// One of some values, the longer the likelier.
    private mutating func place(in values: [JSONValue]) -> Int {
        var left = pick(values.reduce(0) { $0 + $1.span.range.count + 1 })
        for (index, value) in values.enumerated() {
            left -= value.span.range.count + 1
            if left < 0 { return index }
        }
        return 0
    }

    /// A number below another; SplitMix64, the same on every run.
    mutating func pick(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(count))
    }
}

extension JSONValue {
    /// The document with a few of its methods, and the components that those reach.
    func slice(_ count: Int, seed: UInt64) -> JSONValue {
        guard var root = object, let methods = root["methods"]?.array, methods.count > count else {
            return self
        }
        var mutant = Mutant(seed: seed)
        let start = mutant.pick(methods.count - count)
        let some = JSONValue.array(Array(methods[start..<(start + count)]))
        root["methods"] = some
        var reached: Set<[String]> = []
        var waiting = some.references
        while let next = waiting.popLast() {
            guard let pointer = JSONPointer(fragment: next), pointer.tokens.count >= 3,
                reached.insert(Array(pointer.tokens[..<3])).inserted
            else { continue }
            waiting += resolve(JSONPointer(Array(pointer.tokens[..<3])))?.references ?? []
        }
        let groups = (root["components"]?.object?.members ?? []).map { group in
            let kept = (group.value.object?.members ?? []).filter {
                reached.contains(["components", group.name, $0.name])
            }
            return JSONObject.Member(group.name, .object(kept))
        }
        if root["components"] != nil { root["components"] = .object(groups) }
        return JSONValue(.object(root))
    }

    private var references: [String] {
        switch kind {
        case .array(let elements): elements.flatMap(\.references)
        case .object(let object):
            object.members.flatMap { member in
                member.name == "$ref"
                    ? member.value.string.map { [$0] } ?? [] : member.value.references
            }
        default: []
        }
    }
}
