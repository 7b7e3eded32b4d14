import WireJSON

/// What a schema says of a value's shape, the parts of its `allOf` included; `oneOf` and `anyOf`
/// stay apart as groups. Constraints on size or text are no facets.
struct Facets {
    /// Members that are not listed.
    enum Additional {
        case unstated, forbidden, anything
        case schema(Place)
    }

    /// Elements of an array.
    enum Items {
        case every(Place)
        case leading([Place], rest: Place?)
    }

    /// One entry of `properties`.
    struct Property {
        var name: String
        var schema: Place
    }

    /// The names `type` allows; nil when it says nothing.
    var types: [String]?
    /// `nullable: true`, as OpenAPI 3.0 has it.
    var isNullable = false
    /// Nothing fits: a part is `false`, or `not` allows nothing.
    var isNever = false
    /// `enum` or `const`.
    var values: [JSONValue]?
    private(set) var properties: [Property] = []
    private var positions: [JSONName: Int] = [:]
    /// Required names in the order they are first stated.
    private(set) var required: [JSONName] = []
    private(set) var isRequired: Set<JSONName> = []
    var additional = Additional.unstated
    /// The schemas of `patternProperties`.
    var patterns: [Place] = []
    var items: Items?
    /// Each `oneOf` and `anyOf`.
    var groups: [[Place]] = []

    /// Whether anything but `type`, values and groups is stated.
    var hasMembersOrItems: Bool {
        if case .unstated = additional {
            return !properties.isEmpty || !required.isEmpty || !patterns.isEmpty || items != nil
        }
        return true
    }

    func property(_ name: String) -> Property? {
        positions[JSONName(name)].map { properties[$0] }
    }

    /// Adds a property, or replaces the one of that name in its place.
    mutating func set(_ property: Property) {
        if let position = positions[JSONName(property.name)] {
            properties[position] = property
        } else {
            positions[JSONName(property.name)] = properties.count
            properties.append(property)
        }
    }

    mutating func require(_ name: String) {
        if isRequired.insert(JSONName(name)).inserted { required.append(JSONName(name)) }
    }

    /// Adds what another part says; false when both allow no common type or value, and what was
    /// there stays.
    mutating func add(_ part: Facets) -> Bool {
        isNullable = isNullable || part.isNullable
        isNever = isNever || part.isNever
        for property in part.properties { set(property) }
        for name in part.required { require(name.text) }
        add(part.additional)
        patterns += part.patterns.filter { new in
            !patterns.contains { $0.key == new.key }
        }
        items = part.items ?? items
        groups += part.groups.filter { new in
            !groups.contains { $0.first?.key == new.first?.key }
        }
        let hasType = part.types.map { restrict(to: $0) } ?? true
        let hasValue = part.values.map { restrict(to: $0) } ?? true
        return hasType && hasValue
    }

    private mutating func add(_ other: Additional) {
        switch (other, additional) {
        case (.unstated, _), (_, .forbidden), (.anything, .schema): break
        default: additional = other
        }
    }

    /// Leaves the types that `others` allows too; an `integer` is a `number`.
    private mutating func restrict(to others: [String]) -> Bool {
        guard let types else {
            self.types = others
            return true
        }
        let common = types.compactMap { type -> String? in
            switch type {
            case "integer" where others.contains("number"): type
            case "number" where !others.contains("number") && others.contains("integer"): "integer"
            default: others.contains(type) ? type : nil
            }
        }
        if !common.isEmpty { self.types = common }
        return !common.isEmpty
    }

    /// Leaves the values that `others` holds too.
    private mutating func restrict(to others: [JSONValue]) -> Bool {
        guard let values else {
            self.values = others
            return true
        }
        let common = values.filter { others.contains($0) }
        if !common.isEmpty { self.values = common }
        return !common.isEmpty
    }
}
