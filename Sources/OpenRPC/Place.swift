import WireJSON

/// A value of a document and the way to it from the root.
struct Place {
    var pointer: JSONPointer
    var value: JSONValue

    /// The place of a member, when the value is an object that has it.
    func member(_ name: String) -> Place? {
        value[name].map { Place(pointer: pointer.appending(name), value: $0) }
    }

    /// The places of the elements of a member that is an array; nil when it is none.
    func elements(of name: String) -> [Place]? {
        member(name)?.elements
    }

    /// The places of the elements, when the value is an array.
    var elements: [Place]? {
        value.array?.enumerated().map { Place(pointer: pointer.appending($0), value: $1) }
    }

    /// The places of the members, when the value is an object; of one name the last.
    var members: [Place]? {
        guard let object = value.object else { return nil }
        return object.members.indices.compactMap { index in
            let member = object.members[index]
            guard object.position(of: member.name) == index else { return nil }
            return Place(pointer: pointer.appending(member.name), value: member.value)
        }
    }

    /// The last step of the way.
    var name: String { pointer.tokens.last ?? "" }

    /// The text of a member that is a string.
    func text(_ name: String) -> String? { value[name]?.string }

    /// Whether a Reference Object stands here.
    var isReference: Bool { value["$ref"] != nil }
}

extension JSONPointer {
    /// The way to the value around this one; nil for the root.
    var parent: JSONPointer? {
        tokens.isEmpty ? nil : JSONPointer(Array(tokens.dropLast()))
    }
}

extension JSONValue {
    /// The kind with its article, for messages.
    var described: String {
        switch kind {
        case .null: "null"
        case .array: "an array"
        case .object: "an object"
        default: "a \(typeName)"
        }
    }

    /// The value itself where it is short, else its kind, for messages.
    var shown: String {
        switch kind {
        case .array, .object: described
        default: text().utf8.count <= 60 ? text() : described
        }
    }
}
