package import WireJSON

extension RawDocument {
    /// The schema as one draft-07 document without any other: what it refers to is copied into
    /// `definitions`, recursion stays a reference, and what stands beside a `$ref` is dropped.
    /// Annotations and keywords that draft-07 does not know are left out, as are those whose value
    /// has the wrong type; a reference that leads nowhere is a fault.
    ///
    /// Inclusive unions turn `oneOf` into `anyOf`, for documents whose branches overlap.
    package func bundled(
        _ schema: RawNode, inclusiveUnions: Bool = false
    ) throws(RawFault) -> JSONValue {
        var bundle = SchemaBundle(document: self, inclusiveUnions: inclusiveUnions)
        let root = try bundle.copy(schema)
        try bundle.copyDefinitions()
        guard !bundle.definitions.isEmpty else { return root }
        // A bare reference must not have siblings, so it becomes the only condition.
        var object = root.object ?? JSONObject([.init("allOf", [root])])
        if object["$ref"] != nil { object = JSONObject([.init("allOf", [root])]) }
        object["definitions"] = .object(bundle.definitions)
        return JSONValue(.object(object))
    }
}

private struct SchemaBundle {
    let document: RawDocument
    let inclusiveUnions: Bool
    private(set) var definitions: [JSONObject.Member] = []
    private var names: [String: String] = [:]
    private var waiting: [(name: String, node: RawNode)] = []

    init(document: RawDocument, inclusiveUnions: Bool) {
        self.document = document
        self.inclusiveUnions = inclusiveUnions
    }

    mutating func copyDefinitions() throws(RawFault) {
        while !waiting.isEmpty {
            let (name, node) = waiting.removeFirst()
            definitions.append(.init(name, try copy(node)))
        }
    }

    mutating func copy(_ node: RawNode) throws(RawFault) -> JSONValue {
        guard let object = node.value.object else {
            return node.value.bool.map { .bool($0) } ?? true
        }
        if object["$ref"] != nil {
            let target = try document.resolved(node)
            return ["$ref": .string("#/definitions/\(name(of: target))")]
        }
        var copied: [JSONObject.Member] = []
        for (name, child) in node.members {
            guard let value = try copy(child, keyword: name, in: node) else { continue }
            copied.append(.init(self.name(of: name, in: node), value))
        }
        let isNullable = node.value["nullable"]?.bool == true
        if isNullable { return ["anyOf": [["type": "null"], .object(copied)]] }
        return .object(copied)
    }

    /// Draft 2020-12 calls a tuple `prefixItems` and what follows it `items`.
    private func name(of keyword: String, in schema: RawNode) -> String {
        if keyword == "oneOf", inclusiveUnions, schema.value["anyOf"] == nil { return "anyOf" }
        guard schema.value["prefixItems"] != nil else { return keyword }
        switch keyword {
        case "prefixItems": return "items"
        case "items": return "additionalItems"
        default: return keyword
        }
    }

    private mutating func name(of target: RawNode) -> String {
        if let name = names[target.pointer] { return name }
        let name = "d\(names.count)"
        names[target.pointer] = name
        waiting.append((name, target))
        return name
    }

    /// The value of one keyword, or nil when it is left out.
    private mutating func copy(
        _ child: RawNode, keyword: String, in schema: RawNode
    ) throws(RawFault) -> JSONValue? {
        switch keyword {
        case "additionalProperties", "additionalItems", "contains", "propertyNames", "not", "if",
            "then", "else":
            return Self.isSchema(child) ? try copy(child) : nil
        case "items", "prefixItems":
            if child.value.array != nil { return try list(child) }
            return Self.isSchema(child) ? try copy(child) : nil
        case "allOf", "anyOf", "oneOf": return try list(child)
        case "properties", "patternProperties": return try map(child)
        case "dependencies": return try dependencies(child)
        default: return Self.plain(child.value, keyword: keyword, in: schema)
        }
    }

    private static func isSchema(_ node: RawNode) -> Bool {
        node.value.object != nil || node.value.bool != nil
    }

    private mutating func list(_ node: RawNode) throws(RawFault) -> JSONValue? {
        let elements = node.elements
        guard !elements.isEmpty, elements.allSatisfy(Self.isSchema) else { return nil }
        var copies: [JSONValue] = []
        for element in elements { copies.append(try copy(element)) }
        return .array(copies)
    }

    private mutating func map(_ node: RawNode) throws(RawFault) -> JSONValue? {
        var copies: [JSONObject.Member] = []
        for (name, child) in node.members where Self.isSchema(child) {
            copies.append(.init(name, try copy(child)))
        }
        return .object(copies)
    }

    private mutating func dependencies(_ node: RawNode) throws(RawFault) -> JSONValue? {
        var copies: [JSONObject.Member] = []
        for (name, child) in node.members {
            let names = child.value.array?.compactMap(\.string)
            if let names { copies.append(.init(name, .array(names.map { .string($0) }))) }
            if Self.isSchema(child) { copies.append(.init(name, try copy(child))) }
        }
        return .object(copies)
    }

    /// Keywords whose value is no schema, where the value has the type that draft-07 gives it.
    private static func plain(
        _ value: JSONValue, keyword: String, in schema: RawNode
    ) -> JSONValue? {
        switch keyword {
        case "type": schema.types.map { .array($0.map { .string($0.rawValue) }) }
        case "const": value
        case "enum": value.array == nil ? nil : value
        case "required": .array(schema.requiredNames.map { .string($0) })
        case "uniqueItems": value.bool == nil ? nil : value
        case "pattern", "format": value.string == nil ? nil : value
        case "minimum", "maximum":
            // Draft-04 turns a bound into an open one by a boolean beside it.
            schema.value[open(keyword)]?.bool == true || value.number == nil ? nil : value
        case "exclusiveMinimum", "exclusiveMaximum":
            value.bool == true ? schema.value[closed(keyword)] : value.number == nil ? nil : value
        case "multipleOf": value.number.map { $0.double > 0 } == true ? value : nil
        case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
            value.number == nil ? nil : value
        default: nil
        }
    }

    private static func open(_ closed: String) -> String {
        closed == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum"
    }

    private static func closed(_ open: String) -> String {
        open == "exclusiveMinimum" ? "minimum" : "maximum"
    }
}
