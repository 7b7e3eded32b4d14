package import WireJSON

/// What a JSON value must look like. The vocabulary is closed: a case that needs more grows it.
package indirect enum Pattern: Sendable {
    /// Equal to this scalar; numbers by value.
    case exactly(JSONValue)
    /// An object with these members and no others.
    case object([(name: String, pattern: Pattern)])
    /// An array of just these elements.
    case array([Pattern])
    /// `{"$bind": NAME}`: any value, which later uses of the name must equal.
    case bind(String)
    /// `{"$use": NAME}`: the value bound before, text for text.
    case use(String)
    /// `{"$any": true}`: any value.
    case any
    /// `{"$absent": true}`: the member must not be there.
    case absent
    /// `{"$either": […]}`: at least one of these.
    case either([Pattern])
    /// `{"$type": NAME}`: a value of that JSON type; `integer` is a number without a fraction.
    case type(String)
    /// `{"$containing": TEXT}`: a string that has this text in it.
    case containing(String)
    /// `{"$including": {…}}`: an object with at least these members.
    case including([(name: String, pattern: Pattern)])
    /// `{"$unordered": […]}`: an array of just these elements, in any order.
    case unordered([Pattern])
}

/// Where and how a value missed its pattern.
package struct Mismatch: Sendable, Equatable {
    /// The JSON pointer inside the value.
    package var pointer: String
    package var expected: String
    package var seen: String
    /// What was seen, in a word: the JSON type, `absent`, or the number itself where a code is due.
    package var kind = "absent"

    /// Where and what, as part of a failure's signature.
    package var mark: String { (pointer.isEmpty ? "" : "@\(pointer)") + ":\(kind)" }

    /// One phrase that names all three.
    package var text: String {
        "\(pointer.isEmpty ? "the value" : "'\(pointer)'") is \(seen), expected \(expected)"
    }
}

extension Pattern {
    /// The pattern a case's JSON spells; `{"$literal": V}` takes V, dollar names and all.
    package init(_ value: JSONValue) {
        switch value.kind {
        case .array(let elements): self = .array(elements.map(Pattern.init))
        case .object(let object): self = Pattern.wildcard(object) ?? .members(object)
        default: self = .exactly(value)
        }
    }

    /// The pattern that only this value matches, whatever names its objects have.
    package static func literal(_ value: JSONValue) -> Pattern {
        switch value.kind {
        case .array(let elements): .array(elements.map(literal))
        case .object(let object):
            .object(object.members.map { (name: $0.name, pattern: literal($0.value)) })
        default: .exactly(value)
        }
    }

    private static func members(_ object: JSONObject) -> Pattern {
        .object(object.members.map { (name: $0.name, pattern: Pattern($0.value)) })
    }

    private static func wildcard(_ object: JSONObject) -> Pattern? {
        guard object.count == 1, let member = object.members.first else { return nil }
        switch (member.name, member.value.kind) {
        case ("$bind", .string(let name)): return .bind(name)
        case ("$use", .string(let name)): return .use(name)
        case ("$any", .bool(true)): return .any
        case ("$absent", .bool(true)): return .absent
        case ("$either", .array(let choices)): return .either(choices.map(Pattern.init))
        case ("$type", .string(let name)): return .type(name)
        case ("$containing", .string(let text)): return .containing(text)
        case ("$including", .object(let object)):
            return .including(object.members.map { (name: $0.name, pattern: Pattern($0.value)) })
        case ("$unordered", .array(let elements)): return .unordered(elements.map(Pattern.init))
        case ("$literal", _): return literal(member.value)
        default: return nil
        }
    }
}

extension Pattern {
    /// What of a value looks like a word of the vocabulary and is none; left alone, a misspelt word
    /// would be a member's name, and the case would ask for something else.
    static func problems(in value: JSONValue) -> [(value: JSONValue, message: String)] {
        if let elements = value.array { return elements.flatMap(problems) }
        guard let object = value.object else { return [] }
        guard let word = object.members.first(where: { $0.name.hasPrefix("$") }) else {
            return object.members.flatMap { problems(in: $0.value) }
        }
        guard object.count == 1 else {
            return [(value, "'\(word.name)' stands alone in its object; '$literal' takes any name")]
        }
        switch (word.name, word.value.kind) {
        case ("$literal", _), ("$bind", .string), ("$use", .string), ("$containing", .string):
            return []
        case ("$any", .bool(true)), ("$absent", .bool(true)): return []
        case ("$either", .array(let choices)) where !choices.isEmpty:
            return choices.flatMap(problems)
        case ("$unordered", .array(let elements)): return elements.flatMap(problems)
        case ("$including", .object(let object)):
            return object.members.flatMap { problems(in: $0.value) }
        case ("$type", .string(let name)) where typeNames.contains(name): return []
        default:
            return [(value, "\(value.text()) is no pattern; '$literal' takes a value as it is")]
        }
    }

    private static let typeNames = [
        "null", "boolean", "number", "integer", "string", "array", "object",
    ]
}
