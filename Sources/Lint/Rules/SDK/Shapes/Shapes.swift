import WireJSON

/// The shapes of a document's schemas, each found out once.
struct Shapes {
    let reading: Reading
    private var known: [Spot: Shape] = [:]

    init(_ reading: Reading) { self.reading = reading }

    /// The shape of a schema, references followed.
    mutating func shape(of site: Site, depth: Int = 0) -> Shape {
        guard depth < 16, let target = reading.target(site) else { return .opaque }
        if let shape = known[target.spot] { return shape }
        // A schema that comes back to itself by 'allOf' finds this.
        known[target.spot] = .opaque
        let shape = read(target, depth)
        known[target.spot] = shape
        return shape
    }

    private mutating func read(_ site: Site, _ depth: Int) -> Shape {
        if site.value.bool == true { return Shape() }
        guard let object = site.value.object else { return .opaque }
        var shape = Shape()
        for (index, member) in object.members.enumerated()
        where !Annotation.isOne(member.name) && object.position(of: member.name) == index {
            shape.add(member, of: site)
        }
        for part in site.elements(of: "allOf", as: .schema) {
            shape = shape.merged(self.shape(of: part, depth: depth + 1))
        }
        return shape
    }
}

extension Shape {
    /// Takes in one keyword of a schema.
    fileprivate mutating func add(_ member: JSONObject.Member, of site: Site) {
        let value = member.value
        switch member.name {
        case "type": addTypes(value)
        case "required": required = Set((value.array ?? []).compactMap(\.string).map(JSONName.init))
        case "properties":
            guard let names = value.object?.names else { return isOpaque = true }
            let map = Site(value: value, place: site.place.step("properties"), kind: .data)
            for name in names {
                properties[JSONName(name)] = map.member(name, as: .schema).map { [$0] }
            }
        case "additionalProperties":
            isClosed = !(value.bool ?? value.object?.isEmpty ?? false)
        case "const": constants = [value]
        case "enum": constants = Array((value.array ?? []).prefix(64))
        case "allOf": break
        default: addRestriction(member)
        }
        if ["required", "properties", "additionalProperties"].contains(member.name) {
            restricted.insert("object")
        }
    }

    private mutating func addTypes(_ value: JSONValue) {
        let names = (value.array ?? [value]).compactMap(\.string)
        types = Set(names)
        isOpaque = isOpaque || names.isEmpty
    }

    private mutating func addRestriction(_ member: JSONObject.Member) {
        switch member.name {
        case "minLength", "maxLength", "pattern": restricted.insert("string")
        case "format": restricted.formUnion(["string", "integer", "number"])
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
            restricted.formUnion(["integer", "number"])
        case "items", "additionalItems", "maxItems", "uniqueItems": restricted.insert("array")
        case "minItems":
            restricted.insert("array")
            needsElement = needsElement || member.value.int != 0
        case "contains":
            restricted.insert("array")
            needsElement = true
        default: isOpaque = true
        }
    }
}
