package import WireJSON

extension SchemaProgram {
    /// Compiles the schemas at these places of a document and all they lead to. A place where
    /// nothing is, is a schema that accepts everything.
    package init(_ places: [JSONPointer], in source: SchemaSource) {
        var compiler = SchemaCompiler(source: source)
        entries = places.map { place in
            source.site(at: place).map { compiler.node(for: $0) } ?? compiler.anything(at: place)
        }
        compiler.run()
        nodes = compiler.nodes
    }
}

/// Compiles schema after schema from a list of those that are due: no document is deep enough to
/// cost a stack.
struct SchemaCompiler {
    typealias Site = SchemaSource.Site
    typealias Test = SchemaProgram.Test

    let source: SchemaSource
    private(set) var nodes: [SchemaProgram.Node] = []
    private var known: [JSONPointer: Int] = [:]
    private var due: [(node: Int, site: Site)] = []

    init(source: SchemaSource) { self.source = source }

    /// The node of a schema, which is compiled once, however many ways lead to it.
    mutating func node(for site: Site) -> Int {
        if let node = known[site.place] { return node }
        let node = anything(at: site.place)
        known[site.place] = node
        due.append((node, site))
        return node
    }

    mutating func anything(at place: JSONPointer) -> Int {
        nodes.append(SchemaProgram.Node(place: place))
        return nodes.count - 1
    }

    mutating func run() {
        while let (node, site) = due.popLast() {
            nodes[node].rules = rules(of: site)
        }
    }

    private mutating func rules(of site: Site) -> [SchemaProgram.Rule] {
        if site.value.bool == false { return [.init(keyword: "false", test: .never)] }
        guard let schema = site.value.object else { return [] }
        var rules: [SchemaProgram.Rule] = []
        if let test = reference(schema, site) {
            rules.append(.init(keyword: "$ref", test: test))
            if !site.resource.isModern { return rules }
        }
        for keyword in Self.keywords {
            guard let value = schema[keyword],
                let test = test(for: keyword, value, in: schema, site)
            else { continue }
            rules.append(.init(keyword: keyword, test: test))
        }
        return rules
    }

    /// Cheap ones first; `unevaluated…` last, as it needs the others.
    private static let keywords = [
        "type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems",
        "minProperties", "maxProperties", "required", "properties", "patternProperties",
        "additionalProperties", "propertyNames", "dependentRequired", "dependentSchemas",
        "dependencies", "prefixItems", "items", "uniqueItems", "contains", "allOf", "anyOf",
        "oneOf", "not", "if", "unevaluatedProperties", "unevaluatedItems",
    ]

    private mutating func reference(_ schema: JSONObject, _ site: Site) -> Test? {
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            guard let reference = schema[keyword]?.string else { continue }
            let target = source.target(of: reference, from: site)
            return target.map { .reference(node(for: $0)) } ?? .unknown
        }
        return nil
    }

    /// What one keyword asks; nil where it asks nothing.
    private mutating func test(
        for keyword: String, _ value: JSONValue, in schema: JSONObject, _ site: Site
    ) -> Test? {
        switch keyword {
        case "type": return types(value)
        case "const": return .constant(value)
        case "enum": return value.array.map { .listed(.init($0)) }
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
            return value.number.map {
                let isUpper = keyword.lowercased().hasSuffix("maximum")
                return .bound(.init($0, isUpper, isExclusive: keyword.hasPrefix("exclusive")))
            }
        case "multipleOf":
            guard let number = value.number else { return nil }
            let step = JSONDecimal(number)
            return step.digits.isEmpty || step.isNegative ? nil : .multiple(step)
        case "pattern":
            return value.string.map { TextPattern($0).map { .pattern($0) } ?? .unknown }
        case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
            return size(keyword, value)
        default: return arrayTest(for: keyword, value, in: schema, site)
        }
    }

    private func types(_ value: JSONValue) -> Test? {
        let names = value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
        var types: SchemaProgram.Types = []
        for name in names {
            guard let known = SchemaProgram.Types.names.first(where: { $0.name == name }) else {
                return nil
            }
            types.insert(known.type)
        }
        return types.isEmpty ? nil : .types(types)
    }

    private func size(_ keyword: String, _ value: JSONValue) -> Test? {
        guard let number = value.number else { return nil }
        let decimal = JSONDecimal(number)
        guard decimal.isWhole, !decimal.isNegative else { return nil }
        let size = decimal.int ?? .max
        let isMost = keyword.hasPrefix("max")
        if keyword.hasSuffix("Length") { return .length(size, isMost: isMost) }
        return keyword.hasSuffix("Items")
            ? .elements(size, isMost: isMost) : .members(size, isMost: isMost)
    }
}

// Keywords that hold schemas.

extension SchemaCompiler {
    private mutating func child(_ site: Site, _ tokens: String...) -> Int? {
        guard let part = source.walk(tokens, from: site),
            part.value.object != nil || part.value.bool != nil
        else { return nil }
        return node(for: part)
    }

    private mutating func children(_ site: Site, _ keyword: String, _ value: JSONValue) -> [Int]? {
        guard let count = value.array?.count, count > 0 else { return nil }
        let nodes = (0..<count).compactMap { child(site, keyword, String($0)) }
        return nodes.count == count ? nodes : nil
    }

    private mutating func arrayTest(
        for keyword: String, _ value: JSONValue, in schema: JSONObject, _ site: Site
    ) -> Test? {
        switch keyword {
        case "uniqueItems": return value.bool == true ? .unique : nil
        case "prefixItems":
            return children(site, keyword, value).map {
                .tuple($0, rest: child(site, "items"))
            }
        case "items":
            guard schema["prefixItems"]?.array?.isEmpty ?? true else { return nil }
            if value.array == nil { return child(site, keyword).map { .tuple([], rest: $0) } }
            return children(site, keyword, value).map {
                .tuple($0, rest: child(site, "additionalItems"))
            }
        case "contains":
            let least = schema["minContains"]?.int ?? 1
            let most = schema["maxContains"]?.int
            return child(site, keyword).map { .contains($0, least: least, most: most) }
        case "unevaluatedItems": return child(site, keyword).map { .unevaluatedItems($0) }
        case "unevaluatedProperties":
            return child(site, keyword).map { .unevaluatedProperties($0) }
        case "allOf": return children(site, keyword, value).map { .all($0) }
        case "anyOf": return children(site, keyword, value).map { .any($0) }
        case "oneOf": return children(site, keyword, value).map { .one($0) }
        case "not": return child(site, keyword).map { .not($0) }
        case "if":
            return child(site, keyword).map {
                .condition($0, then: child(site, "then"), otherwise: child(site, "else"))
            }
        default: return objectTest(for: keyword, value, in: schema, site)
        }
    }

    private mutating func objectTest(
        for keyword: String, _ value: JSONValue, in schema: JSONObject, _ site: Site
    ) -> Test? {
        switch keyword {
        case "required":
            guard let names = value.array?.compactMap(\.string), names.count == value.array?.count,
                !names.isEmpty
            else { return nil }
            return .required(names)
        case "propertyNames": return child(site, keyword).map { .names($0) }
        case "dependentRequired", "dependentSchemas", "dependencies":
            guard let object = value.object else { return nil }
            return .dependents(
                object.members.map { member in
                    let required = member.value.array?.compactMap(\.string) ?? []
                    return (member.name, required, child(site, keyword, member.name))
                })
        case "properties": return properties(schema, site)
        case "patternProperties" where schema["properties"]?.object == nil:
            return properties(schema, site)
        case "additionalProperties"
        where schema["properties"]?.object == nil && schema["patternProperties"]?.object == nil:
            return properties(schema, site)
        default: return nil
        }
    }

    /// The three keywords together, under the first of them that is there.
    private mutating func properties(_ schema: JSONObject, _ site: Site) -> Test? {
        var properties = SchemaProgram.Properties()
        for name in schema["properties"]?.object?.names ?? [] {
            properties.named[JSONName(name)] =
                child(site, "properties", name)
                ?? anything(at: site.place.appending("properties").appending(name))
        }
        for source in schema["patternProperties"]?.object?.names ?? [] {
            guard let node = child(site, "patternProperties", source) else { continue }
            properties.patterns.append((TextPattern(source), node))
        }
        properties.rest = child(site, "additionalProperties")
        return .properties(properties)
    }
}

extension SchemaProgram.Listed {
    fileprivate init(_ values: [JSONValue]) {
        strings = Set(values.compactMap(\.string).map(JSONName.init))
        others = values.filter { $0.string == nil }
    }
}

extension SchemaProgram.Bound {
    fileprivate init(_ number: JSONNumber, _ isUpper: Bool, isExclusive: Bool) {
        value = JSONDecimal(number)
        int = number.int
        self.isUpper = isUpper
        self.isExclusive = isExclusive
    }
}
