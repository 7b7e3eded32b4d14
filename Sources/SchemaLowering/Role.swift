package import WireJSON

/// What a value of a document is, told by the place where it stands. A document format's grammar
/// is its roles: a reader defines them beside those of JSON Schema's keywords, which stand here.
package struct Role: Sendable, Equatable {
    private let name: String
    /// The role with its article, for messages.
    let noun: String
    /// Whether the format allows a Reference Object instead.
    let mayRefer: Bool
    private let parts: @Sendable (String) -> Part

    /// A role of its own name; `parts` says what stands under a member of a name.
    package init(
        _ name: String, noun: String, mayRefer: Bool = true,
        parts: @escaping @Sendable (String) -> Part
    ) {
        self.name = name
        self.noun = noun
        self.mayRefer = mayRefer
        self.parts = parts
    }

    package static func == (left: Role, right: Role) -> Bool { left.name == right.name }

    /// How the value of a member is made up.
    package enum Part: Sendable {
        case one(Role)
        case list(Role)
        case map(Role)
        case oneOrList(Role)
    }

    /// What stands under a member of that name.
    func part(_ name: String) -> Part {
        self == .data || name.hasPrefix("x-") ? .one(.data) : parts(name)
    }

    /// Whether what stands under a member of that name says nothing of this one.
    func isData(_ name: String) -> Bool {
        if case .one(let role) = part(name) { role == .data } else { false }
    }
}

extension Role {
    /// A JSON Schema, or a boolean that stands for one.
    package static let schema: Role = .init("schema", noun: "a schema", parts: partOfSchema)
    /// An object in which no reference stands, such as `info`.
    package static let plain: Role = .init("plain", noun: "a value", mayRefer: false) { name in
        .one(name == "default" ? .data : .plain)
    }
    /// Any JSON value: an example, a default, an extension. What looks like a reference is none.
    package static let data: Role = .init("data", noun: "a value", mayRefer: false) { _ in
        .one(.data)
    }

    @Sendable private static func partOfSchema(_ name: String) -> Part {
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
    /// The role of the value a pointer leads to from the root, whose role is `grammar`.
    package static func at(_ pointer: JSONPointer, in root: JSONValue, of grammar: Role) -> Role {
        var part = Part.one(grammar)
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
