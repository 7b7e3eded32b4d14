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
    /// One of several alternatives: what contradicts the rest allows nothing, and what narrows a
    /// property is no conflict.
    var isVariant = false
    /// Set when two parts allow no common type; the first is kept.
    var isContradiction = false
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

    /// Leaves the types that `others` allows too; an `integer` is a `number`.
    mutating func restrict(to others: [String]) {
        guard let types else {
            self.types = others
            return
        }
        var common: [String] = []
        for type in types {
            if others.contains(type) || (type == "integer" && others.contains("number")) {
                common.append(type)
            } else if type == "number", others.contains("integer") {
                common.append("integer")
            }
        }
        if common.isEmpty, !types.isEmpty { isContradiction = true } else { self.types = common }
    }

    /// Leaves the values that `others` holds too.
    mutating func restrict(to others: [JSONValue]) {
        guard let values else {
            self.values = others
            return
        }
        let common = values.filter { others.contains($0) }
        if common.isEmpty, !values.isEmpty { isContradiction = true } else { self.values = common }
    }
}
