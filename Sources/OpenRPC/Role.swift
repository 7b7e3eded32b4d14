import WireJSON

/// What a value of a document is, told by the place where it stands. This table is the grammar of
/// OpenRPC and of JSON Schema's keywords, and the only one.
enum Role: Sendable {
    case document, components
    case method, contentDescriptor, schema, error, link, pairing, example, tag
    /// An object of the specification in which no reference stands, such as `info`.
    case plain
    /// Any JSON value: an example, a default, an extension. What looks like a reference is none.
    case data

    /// How the value of a member is made up.
    enum Part {
        case one(Role)
        case list(Role)
        case map(Role)
        case oneOrList(Role)
    }

    /// What stands under a member of that name.
    func part(_ name: String) -> Part {
        if self == .data || name.hasPrefix("x-") { return .one(.data) }
        return switch self {
        case .document: Self.partOfDocument(name)
        case .components: Self.partOfComponents(name)
        case .method: Self.partOfMethod(name)
        case .contentDescriptor: .one(name == "schema" ? .schema : .plain)
        case .schema: Self.partOfSchema(name)
        case .error: .one(name == "data" ? .data : .plain)
        case .link: .one(name == "params" ? .data : .plain)
        case .pairing: Self.partOfPairing(name)
        case .example: .one(name == "value" ? .data : .plain)
        case .plain: .one(name == "default" ? .data : .plain)
        case .tag, .data: .one(.data)
        }
    }

    private static func partOfDocument(_ name: String) -> Part {
        switch name {
        case "methods": .list(.method)
        case "components": .one(.components)
        case "definitions", "$defs": .map(.schema)
        default: .one(.plain)
        }
    }

    private static func partOfComponents(_ name: String) -> Part {
        switch name {
        case "schemas": .map(.schema)
        case "contentDescriptors": .map(.contentDescriptor)
        case "errors": .map(.error)
        case "links": .map(.link)
        case "tags": .map(.tag)
        case "examples": .map(.example)
        case "examplePairings", "examplePairingObjects": .map(.pairing)
        default: .one(.plain)
        }
    }

    private static func partOfMethod(_ name: String) -> Part {
        switch name {
        case "params": .list(.contentDescriptor)
        case "result": .one(.contentDescriptor)
        case "errors": .list(.error)
        case "links": .list(.link)
        case "examples": .list(.pairing)
        case "tags": .list(.tag)
        default: .one(.plain)
        }
    }

    private static func partOfPairing(_ name: String) -> Part {
        switch name {
        case "params": .list(.example)
        case "result": .one(.example)
        case "error": .one(.error)
        default: .one(.plain)
        }
    }

    private static func partOfSchema(_ name: String) -> Part {
        switch name {
        case "properties", "patternProperties", "definitions", "$defs", "dependentSchemas",
            "dependencies":
            .map(.schema)
        case "items": .oneOrList(.schema)
        case "allOf", "anyOf", "oneOf", "prefixItems": .list(.schema)
        case "additionalProperties", "additionalItems", "not", "if", "then", "else", "contains",
            "propertyNames", "unevaluatedItems", "unevaluatedProperties":
            .one(.schema)
        default: .one(.data)
        }
    }
}

extension Role {
    /// The role with its article, for messages.
    var noun: String {
        switch self {
        case .document: "the whole document"
        case .components: "the components"
        case .method: "a method"
        case .contentDescriptor: "a content descriptor"
        case .schema: "a schema"
        case .error: "an error"
        case .link: "a link"
        case .pairing: "an example pairing"
        case .example: "an example"
        case .tag: "a tag"
        case .plain, .data: "a value"
        }
    }

    /// Whether the specification allows a Reference Object instead.
    var mayRefer: Bool {
        switch self {
        case .document, .components, .plain, .data: false
        default: true
        }
    }

    /// The role of the value a pointer leads to from the root.
    static func at(_ pointer: JSONPointer, in root: JSONValue) -> Role {
        var part = Part.one(.document)
        var value: JSONValue? = root
        for token in pointer.tokens {
            part = part.step(token, in: value)
            value = value?.resolve(JSONPointer([token]))
        }
        return part.role(of: value)
    }
}

extension Role.Part {
    /// What stands one step further into `value`.
    func step(_ token: String, in value: JSONValue?) -> Role.Part {
        switch self {
        case .one(let role):
            value?.object == nil ? .one(role == .data ? .data : .plain) : role.part(token)
        case .list(let role), .map(let role): .one(role)
        case .oneOrList(let role): value?.array == nil ? role.part(token) : .one(role)
        }
    }

    /// What `value` is when it is made up so.
    func role(of value: JSONValue?) -> Role {
        switch self {
        case .one(let role): role
        case .oneOrList(let role): value?.array == nil ? role : .plain
        case .list, .map: .plain
        }
    }
}
