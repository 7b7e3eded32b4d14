import WireJSON

/// What a schema asks of values, as far as that is certain; what is not understood restricts
/// everything, so that nothing is claimed about it.
struct Shape {
    /// The JSON types by name, `integer` among them; nil where any will do.
    var types: Set<String>?
    /// The types whose values are restricted further.
    var restricted: Set<String> = []
    /// Whether any value at all may be refused for a reason that is not kept here.
    var isOpaque = false
    var needsElement = false
    var required: Set<JSONName> = []
    var properties: [JSONName: [Site]] = [:]
    /// Whether undeclared members are refused, or held against a schema.
    var isClosed = false
    /// What `enum` or `const` allows.
    var constants: [JSONValue]?

    static let opaque = Shape(isOpaque: true)

    /// Whether every value of a type is valid.
    func isFree(_ type: String) -> Bool {
        !isOpaque && constants == nil && has(type) && !restricted.contains(type)
    }

    /// Whether nothing but the type stands against a value of it.
    func has(_ type: String) -> Bool {
        guard let types else { return true }
        return types.contains(type) || type == "integer" && types.contains("number")
    }

    /// Whether the empty array is valid.
    var takesEmptyArray: Bool { !isOpaque && constants == nil && has("array") && !needsElement }

    /// Whether all that is asked of objects is known.
    var knowsObjects: Bool { !isOpaque && constants == nil && has("object") }

    /// What is valid by both, as far as certain.
    func merged(_ other: Shape) -> Shape {
        guard constants == nil, other.constants == nil, !isClosed, !other.isClosed,
            properties.count + other.properties.count <= 256
        else { return .opaque }
        var all = self
        all.types = Self.common(types, other.types)
        all.restricted.formUnion(other.restricted)
        all.isOpaque = isOpaque || other.isOpaque
        all.needsElement = needsElement || other.needsElement
        all.required.formUnion(other.required)
        all.properties.merge(other.properties) { $0 + $1 }
        return all
    }

    /// The types that two schemas have in common; an integer is a number.
    static func common(_ left: Set<String>?, _ right: Set<String>?) -> Set<String>? {
        guard let left, let right else { return left ?? right }
        var types = left.intersection(right)
        let isNarrowed =
            left.contains("integer") && right.contains("number")
            || left.contains("number") && right.contains("integer")
        if isNarrowed, !types.contains("number") { types.insert("integer") }
        return types
    }
}
