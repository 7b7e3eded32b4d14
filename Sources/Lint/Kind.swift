/// What a value of a document is by the specification.
package enum Kind: Int, Sendable, CaseIterable {
    case document, info, contact, license, server, variable, externalDocumentation, components
    case method, contentDescriptor, schema, error, link, pairing, example, tag
    /// Any JSON value: a default, an extension, an example's value. What looks like a reference in
    /// it is none.
    case data

    /// Whether a Reference Object may stand in its place (in some version).
    package var mayRefer: Bool {
        switch self {
        case .method, .contentDescriptor, .schema, .error, .link, .pairing, .example, .tag: true
        default: false
        }
    }

    /// The kind with its article, for messages.
    package var noun: String {
        switch self {
        case .document: "the document"
        case .info: "the info object"
        case .contact: "a contact"
        case .license: "a licence"
        case .server: "a server"
        case .variable: "a server variable"
        case .externalDocumentation: "external documentation"
        case .components: "the components"
        case .method: "a method"
        case .contentDescriptor: "a content descriptor"
        case .schema: "a schema"
        case .error: "an error"
        case .link: "a link"
        case .pairing: "an example pairing"
        case .example: "an example"
        case .tag: "a tag"
        case .data: "a value"
        }
    }
}

/// How the value of a member is made up of things that have kinds.
enum Part: Sendable {
    case one(Kind)
    case list(Kind)
    case map(Kind)
    /// `items` of a schema: one or an array of them.
    case oneOrList(Kind)
    /// `dependencies` of a schema: a map to schemas or to arrays of names.
    case mapOfSchemasOrNames
}

extension Kind {
    /// What stands under a member of that name, in any version; nil when it is plain data.
    func part(_ name: String) -> Part? {
        switch self {
        case .document: Self.partOfDocument(name)
        case .info: name == "contact" ? .one(.contact) : name == "license" ? .one(.license) : nil
        case .server: name == "variables" ? .map(.variable) : nil
        case .components: Self.group(name).map(Part.map)
        case .method: Self.partOfMethod(name)
        case .contentDescriptor: name == "schema" ? .one(.schema) : nil
        case .schema: Self.partOfSchema(name)
        case .link: name == "server" ? .one(.server) : nil
        case .pairing: Self.partOfPairing(name)
        case .tag: name == "externalDocs" ? .one(.externalDocumentation) : nil
        default: nil
        }
    }

    private static func partOfDocument(_ name: String) -> Part? {
        switch name {
        case "info": .one(.info)
        case "servers": .list(.server)
        case "methods": .list(.method)
        case "components": .one(.components)
        case "externalDocs": .one(.externalDocumentation)
        default: nil
        }
    }

    /// The groups of components, as the specification or its meta-schema names them.
    static let groups = [
        "schemas", "contentDescriptors", "errors", "links", "tags", "examples", "examplePairings",
        "examplePairingObjects",
    ]

    /// What the components of a group are; the prose and the meta-schema disagree on the pairings'.
    static func group(_ name: String) -> Kind? {
        switch name {
        case "schemas": .schema
        case "contentDescriptors": .contentDescriptor
        case "errors": .error
        case "links": .link
        case "tags": .tag
        case "examples": .example
        case "examplePairings", "examplePairingObjects": .pairing
        default: nil
        }
    }

    private static func partOfMethod(_ name: String) -> Part? {
        switch name {
        case "params": .list(.contentDescriptor)
        case "result": .one(.contentDescriptor)
        case "errors": .list(.error)
        case "links": .list(.link)
        case "examples": .list(.pairing)
        case "tags": .list(.tag)
        case "servers": .list(.server)
        case "externalDocs": .one(.externalDocumentation)
        default: nil
        }
    }

    private static func partOfPairing(_ name: String) -> Part? {
        switch name {
        case "params": .list(.example)
        case "result": .one(.example)
        case "error": .one(.error)
        default: nil
        }
    }

    /// By draft-07, whose keywords alone count.
    private static func partOfSchema(_ name: String) -> Part? {
        switch name {
        case "properties", "patternProperties", "definitions": .map(.schema)
        case "dependencies": .mapOfSchemasOrNames
        case "items": .oneOrList(.schema)
        case "allOf", "anyOf", "oneOf": .list(.schema)
        case "additionalProperties", "additionalItems", "not", "if", "then", "else", "contains",
            "propertyNames":
            .one(.schema)
        default: nil
        }
    }
}
