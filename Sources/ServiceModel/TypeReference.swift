package import WireJSON

/// The type of a value, as a schema states it; named types are referred to by id, so recursion
/// is finite.
package indirect enum TypeReference: Sendable {
    /// Anything at all: a boolean schema `true` or an empty schema. A free-form object is a map of
    /// it, a free-form array an array of it.
    case any
    /// Nothing at all: the boolean schema `false`.
    case never
    case null
    case boolean
    case integer
    case number
    case string
    /// Exactly one value.
    case constant(JSONValue)
    case array(TypeReference)
    /// Fixed leading elements, then any number of `rest` (nil: no more are typed).
    case tuple([TypeReference], rest: TypeReference?)
    /// An object whose members all have one type.
    case map(TypeReference)
    /// The type or `null`; never nested, never around `any`.
    case nullable(TypeReference)
    /// One of several; flattened, in document order, `null` lifted into `nullable`.
    case union([TypeReference])
    case named(TypeID)
}

/// A type that has a name of its own.
package struct TypeDefinition: Sendable {
    /// The name the document suggests: component key, `title`, or the path's words joined by `_`,
    /// not yet fit for any language and not yet unique.
    package var name: String
    /// The JSON pointer of the schema in its document, such as `#/components/schemas/Pet`.
    package var pointer: String
    package var description: String?
    package var shape: Shape
    package var isDeprecated = false
    /// What the document says of single constants of an enumeration, by their text.
    package var constantDescriptions: [JSONName: String] = [:]

    package init(name: String, pointer: String, description: String? = nil, shape: Shape) {
        self.name = name
        self.pointer = pointer
        self.description = description
        self.shape = shape
    }

    /// What a named type consists of.
    package enum Shape: Sendable {
        /// An object with known members.
        case object(ObjectShape)
        /// One of several constants, in document order, without repeats.
        case enumeration([JSONValue])
        /// Another name for a type.
        case alias(TypeReference)
    }
}

/// The members of an object type.
package struct ObjectShape: Sendable {
    /// Members in document order, `allOf` parts merged.
    package var fields: [Field]
    package var additional: AdditionalMembers
    /// Regular expressions (ECMA-262), one of which matches the name of each additional member;
    /// none where every name will do.
    package var patterns: [String] = []

    package init(fields: [Field], additional: AdditionalMembers = .unstated) {
        self.fields = fields
        self.additional = additional
    }
}

/// What an object may hold beside its known members.
package enum AdditionalMembers: Sendable {
    /// The schema is silent: others may come and mean nothing.
    case unstated
    /// `additionalProperties: false`.
    case forbidden
    /// `additionalProperties: true`, a schema, or `patternProperties`.
    case typed(TypeReference)
}

/// One known member of an object.
package struct Field: Sendable {
    package var wireName: String
    package var type: TypeReference
    package var isRequired: Bool
    package var description: String?
    package var isDeprecated = false
    /// `default`, as the schema has it.
    package var defaultValue: JSONValue?

    package init(
        wireName: String, type: TypeReference, isRequired: Bool, description: String? = nil
    ) {
        self.wireName = wireName
        self.type = type
        self.isRequired = isRequired
        self.description = description
    }
}
