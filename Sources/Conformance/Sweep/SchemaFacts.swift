import WireJSON

/// The types of JSON Schema draft-07; an integer is a number too.
enum SchemaType: String, Sendable, CaseIterable {
    case null, boolean, object, array, number, string, integer
}

/// Schemas that must hold together, with every reference followed, every `allOf` taken in and one
/// branch of every union chosen; each part is an object.
struct SchemaFacts: Sendable {
    var parts: [RawNode] = []

    /// Types in the order of the first part that names some; nil when none does.
    var types: [SchemaType]? {
        var types: [SchemaType]?
        for part in parts {
            guard let named = part.types else { continue }
            guard let before = types else {
                types = named
                continue
            }
            types = before.compactMap { Self.common($0, named) }
        }
        return types
    }

    private static func common(_ type: SchemaType, _ others: [SchemaType]) -> SchemaType? {
        if others.contains(type) { return type }
        if type == .number, others.contains(.integer) { return .integer }
        return type == .integer && others.contains(.number) ? .integer : nil
    }

    /// The constants that are allowed, by `enum` and `const`; nil when any value is.
    var constants: [JSONValue]? {
        var constants: [JSONValue]?
        for part in parts {
            guard let named = part.constants else { continue }
            constants =
                constants?.filter { one in named.contains { one.equals($0, numbers: .value) } }
                ?? named
        }
        guard let types else { return constants }
        return constants?.filter { value in types.contains { $0.admits(value) } }
    }

    /// The types that the keywords speak of where no `type` does.
    var impliedTypes: [SchemaType] {
        let named = Set(parts.flatMap { $0.value.object?.names ?? [] })
        return Self.keywords.filter { !named.isDisjoint(with: $0.names) }.map(\.type)
    }

    private static let keywords: [(type: SchemaType, names: Set<String>)] = [
        (
            .object,
            [
                "properties", "required", "additionalProperties", "patternProperties",
                "minProperties", "maxProperties", "propertyNames",
            ]
        ),
        (.array, ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]),
        (.string, ["pattern", "minLength", "maxLength"]),
        (.number, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    ]

    /// The values of one keyword over all parts.
    func values(_ keyword: String) -> [JSONValue] { parts.compactMap { $0.value[keyword] } }

    /// The largest of a keyword's whole numbers, such as `minItems`.
    func largest(_ keyword: String) -> Int? { values(keyword).compactMap(Self.whole).max() }

    /// The smallest of a keyword's whole numbers, such as `maxItems`.
    func smallest(_ keyword: String) -> Int? { values(keyword).compactMap(Self.whole).min() }

    private static func whole(_ value: JSONValue) -> Int? {
        value.int ?? value.number.flatMap { Int(exactly: $0.double) }
    }
}

extension SchemaType {
    /// Whether a value is of the type; 1.0 is an integer.
    func admits(_ value: JSONValue) -> Bool {
        switch self {
        case .integer:
            value.number.map { $0.isInteger || $0.double == $0.double.rounded() } ?? false
        default: value.typeName == rawValue
        }
    }
}

extension RawNode {
    /// The schema's `type`, by names that draft-07 knows, with `null` where it is `nullable`.
    var types: [SchemaType]? {
        guard let type = value["type"] else { return nil }
        let names = type.array?.compactMap(\.string) ?? type.string.map { [$0] } ?? []
        var types = names.compactMap(SchemaType.init)
        // A name that no draft knows says nothing.
        guard !types.isEmpty, types.count == names.count else { return nil }
        if types.contains(.number) { types.removeAll { $0 == .integer } }
        if value["nullable"]?.bool == true, !types.contains(.null) { types.append(.null) }
        return types
    }

    var constants: [JSONValue]? {
        if let constant = value["const"] { return [constant] }
        return value["enum"]?.array
    }

    /// The names under `required`.
    var requiredNames: [String] { value["required"]?.array?.compactMap(\.string) ?? [] }
}

// MARK: - Objects

extension SchemaFacts {
    /// Declared members in document order, then required ones that no part declares.
    var memberNames: [String] {
        var seen: Set<String> = []
        let declared = parts.flatMap { $0["properties"]?.members.map(\.name) ?? [] }
        return (declared + parts.flatMap(\.requiredNames)).filter { seen.insert($0).inserted }
    }

    /// Names that must be there, with those that `dependencies` draw in.
    var requiredNames: Set<String> { closed(Set(parts.flatMap(\.requiredNames))) }

    private func closed(_ names: Set<String>) -> Set<String> {
        var names = names
        var before = -1
        let dependencies = values("dependencies")
        while names.count != before {
            before = names.count
            for value in dependencies {
                for member in value.object?.members ?? [] where names.contains(member.name) {
                    names.formUnion(member.value.array?.compactMap(\.string) ?? [])
                }
            }
        }
        return names
    }

    /// What the value under a name must be: schemas that hold together, or nil when the name is
    /// forbidden.
    func schemas(forMember name: String) -> [RawNode]? {
        var schemas: [RawNode] = []
        for part in parts {
            let own = part.memberSchemas(name)
            if let own {
                schemas += own
            } else if part.value["additionalProperties"]?.bool == false {
                return nil
            }
        }
        return schemas
    }
}

extension RawNode {
    /// The schemas that this one alone puts on a member; nil when it only falls under
    /// `additionalProperties: false`.
    fileprivate func memberSchemas(_ name: String) -> [RawNode]? {
        var schemas: [RawNode] = []
        if let declared = self["properties"]?[name] { schemas.append(declared) }
        for (pattern, schema) in self["patternProperties"]?.members ?? []
        where ECMAPattern(pattern)?.matches(name) ?? false {
            schemas.append(schema)
        }
        if !schemas.isEmpty { return schemas }
        guard let additional = self["additionalProperties"] else { return [] }
        return additional.value.bool == false ? nil : [additional]
    }
}

// MARK: - Arrays

extension SchemaFacts {
    /// How many leading elements have schemas of their own.
    var tupleCount: Int { parts.map(\.tuple.count).max() ?? 0 }

    /// What the element at an index must be, or nil when there must be none.
    func schemas(forElement index: Int) -> [RawNode]? {
        var schemas: [RawNode] = []
        for part in parts {
            let tuple = part.tuple
            if index < tuple.count {
                schemas.append(tuple[index])
            } else if let rest = part.rest {
                if rest.value.bool == false { return nil }
                schemas.append(rest)
            }
        }
        return schemas
    }
}

extension RawNode {
    /// The schemas of the leading elements; `prefixItems` is draft 2020-12's name for them.
    var tuple: [RawNode] {
        if let prefix = self["prefixItems"] { return prefix.elements }
        return self["items"]?.elements ?? []
    }

    /// The schema of the elements after the tuple, or of all.
    var rest: RawNode? {
        if value["prefixItems"] != nil { return self["items"] }
        return value["items"]?.array != nil ? self["additionalItems"] : self["items"]
    }
}
