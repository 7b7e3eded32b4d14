import SchemaLowering

// The grammar of OpenRPC: what stands where in a document.

extension Role {
    static let document: Role = .init("document", noun: "the whole document", mayRefer: false) {
        name in
        switch name {
        case "methods": .list(.method)
        case "components": .one(.components)
        case "definitions", "$defs": .map(.schema)
        default: .one(.plain)
        }
    }

    static let components: Role = .init("components", noun: "the components", mayRefer: false) {
        name in
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

    static let method: Role = .init("method", noun: "a method") { name in
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

    static let pairing: Role = .init("pairing", noun: "an example pairing") { name in
        switch name {
        case "params": .list(.example)
        case "result": .one(.example)
        case "error": .one(.error)
        default: .one(.plain)
        }
    }

    static let contentDescriptor: Role = .init("contentDescriptor", noun: "a content descriptor") {
        name in
        .one(name == "schema" ? .schema : .plain)
    }

    /// `data` is any value by the specification, and a schema in many documents.
    static let error: Role = .init("error", noun: "an error") { name in
        .one(name == "data" ? .schema : .plain)
    }

    static let link: Role = .init("link", noun: "a link") { name in
        .one(name == "params" ? .data : .plain)
    }

    static let example: Role = .init("example", noun: "an example") { name in
        .one(name == "value" ? .data : .plain)
    }

    static let tag: Role = .init("tag", noun: "a tag") { _ in .one(.data) }
}
