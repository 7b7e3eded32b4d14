import WireJSON

/// What one walk over a document finds before anything is resolved: every reference, and every name
/// (`$id`, `$anchor`) a reference may use.
struct Survey: Sendable {
    /// A Reference Object and what it stands for.
    struct Reference: Sendable {
        var place: Place
        var role: Role
    }

    private(set) var references: [Reference] = []
    /// Absolute (or, without a base, relative) URIs and what they name; the first of equals.
    private(set) var identifiers: [JSONName: JSONPointer] = [:]
    /// The schemas whose `$id` is the base of what stands in them.
    private(set) var bases: [JSONPointer: String] = [:]

    /// What was visited before, where a survey shares it with others.
    private var visited: Set<JSONValue.Span>?

    /// The survey of a whole document, which its file name leads back to.
    init(_ root: JSONValue, grammar: Role, uri: String) {
        var path = JSONPointer()
        visit(root, as: grammar, at: &path, base: "")
        name(path, uri)
    }

    /// The survey of one place, without what earlier surveys have seen.
    init(_ place: Place, as role: Role, passing seen: inout Set<JSONValue.Span>) {
        var path = place.pointer
        visited = seen
        visit(place.value, as: role, at: &path, base: "")
        seen = visited ?? seen
    }

    /// Adds the names of another text. What refers to what in it is found from where the document
    /// leads into it.
    mutating func add(_ text: JSONValue, as role: Role, at pointer: JSONPointer, uri: String) {
        var path = pointer
        var other = self
        name(pointer, uri)
        bases[pointer] = uri
        other.visit(text, as: role, at: &path, base: uri)
        bases.merge(other.bases) { $1 }
        identifiers.merge(other.identifiers) { first, _ in first }
    }

    mutating func add(_ references: [Reference]) { self.references += references }

    private mutating func visit(
        _ value: JSONValue, as role: Role, at path: inout JSONPointer, base: String
    ) {
        guard role != .data, role != .plain, let object = value.object else { return }
        if visited?.insert(value.span).inserted == false { return }
        var base = base
        if role == .schema { base = identify(object, at: path, base: base) }
        let isReference = role.mayRefer && object["$ref"] != nil
        if isReference { references.append(Reference(place: Place(value, at: path), role: role)) }
        for member in object.members {
            // What stands beside a reference is ignored, save what may be referred to.
            if isReference, member.name != "definitions", member.name != "$defs" { continue }
            path.tokens.append(member.name)
            descend(into: member.value, role.part(member.name), at: &path, base: base)
            path.tokens.removeLast()
        }
    }

    private mutating func descend(
        into value: JSONValue, _ part: Role.Part, at path: inout JSONPointer, base: String
    ) {
        switch (part, value.kind) {
        case (.one(let role), _): visit(value, as: role, at: &path, base: base)
        case (.list(let role), .array(let elements)), (.oneOrList(let role), .array(let elements)):
            for (index, element) in elements.enumerated() {
                path.tokens.append(String(index))
                visit(element, as: role, at: &path, base: base)
                path.tokens.removeLast()
            }
        case (.map(let role), .object(let object)):
            for member in object.members {
                path.tokens.append(member.name)
                visit(member.value, as: role, at: &path, base: base)
                path.tokens.removeLast()
            }
        case (.oneOrList(let role), .object): visit(value, as: role, at: &path, base: base)
        default: break
        }
    }

    /// Notes what a schema calls itself; answers the base for what stands in it.
    private mutating func identify(
        _ schema: JSONObject, at path: JSONPointer, base: String
    ) -> String {
        var base = base
        if let id = schema["$id"]?.string, !id.isEmpty {
            let uri = URIReference.resolve(id, against: base)
            name(path, uri)
            if !id.hasPrefix("#") {
                base = uri
                bases[path] = uri
            }
        }
        if let anchor = schema["$anchor"]?.string { name(path, "\(base)#\(anchor)") }
        return base
    }

    private mutating func name(_ pointer: JSONPointer, _ uri: String) {
        let key = JSONName(uri)
        if identifiers[key] == nil { identifiers[key] = pointer }
    }
}
