package import WireJSON

/// A value of a document and the way to it from the root.
///
/// The way is a chain that places share, so that a step costs no copy; a value's bytes in the text
/// tell it from every other, so that tables need not hash ways.
package struct Place: Sendable {
    package let value: JSONValue
    private let trail: Trail?

    /// One step, and those before it.
    private final class Trail: Sendable {
        let parent: Trail?
        let token: String

        init(_ parent: Trail?, _ token: String) {
            self.parent = parent
            self.token = token
        }
    }

    /// The place of `value`, to which `pointer` leads.
    package init(_ value: JSONValue, at pointer: JSONPointer) {
        self.value = value
        trail = pointer.tokens.reduce(nil) { Trail($0, $1) }
    }

    private init(_ value: JSONValue, _ trail: Trail) {
        self.value = value
        self.trail = trail
    }

    /// What tells the value from every other of its text.
    var key: JSONValue.Span { value.span }

    /// The way from the root.
    package var pointer: JSONPointer {
        var tokens: [String] = []
        var step = trail
        while let here = step {
            tokens.append(here.token)
            step = here.parent
        }
        return JSONPointer(tokens.reversed())
    }

    /// The last step of the way.
    package var name: String { trail?.token ?? "" }

    /// The place of a member, when the value is an object that has it.
    package func member(_ name: String) -> Place? {
        value[name].map { Place($0, Trail(trail, name)) }
    }

    /// The place of a member of this object.
    func child(_ member: JSONObject.Member) -> Place {
        Place(member.value, Trail(trail, member.name))
    }

    /// The places of the elements of a member that is an array; nil when it is none.
    package func elements(of name: String) -> [Place]? {
        member(name)?.elements
    }

    /// The places of the elements, when the value is an array.
    package var elements: [Place]? {
        value.array?.enumerated().map { Place($1, Trail(trail, String($0))) }
    }

    /// The places of the members, when the value is an object; of one name the last.
    package var members: [Place]? {
        guard let object = value.object else { return nil }
        return object.members.indices.compactMap { index in
            let member = object.members[index]
            guard object.position(of: member.name) == index else { return nil }
            return child(member)
        }
    }

    /// The text of a member that is a string.
    package func text(_ name: String) -> String? { value[name]?.string }

    /// Whether a Reference Object stands here.
    package var isReference: Bool { value["$ref"] != nil }
}

extension JSONPointer {
    /// The way to the value around this one; nil for the root.
    var parent: JSONPointer? {
        tokens.isEmpty ? nil : JSONPointer(Array(tokens.dropLast()))
    }
}

extension JSONValue {
    /// The kind with its article, for messages.
    package var described: String {
        switch kind {
        case .null: "null"
        case .array: "an array"
        case .object: "an object"
        default: "a \(typeName)"
        }
    }

    /// The value itself where it is short, else its kind, for messages.
    package var shown: String {
        switch kind {
        case .array, .object: described
        default: text().utf8.count <= 60 ? text() : described
        }
    }
}
