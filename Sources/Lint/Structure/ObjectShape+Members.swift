extension ObjectShape {
    private static let since1 = Edition.third...Edition.fourth
    private static let only0 = Edition.first...Edition.first

    /// Every member that a meta-schema knows of a kind.
    static func members(of kind: Kind) -> [Member] {
        switch kind {
        case .document: document
        case .info: info
        case .contact:
            [.may("name", .string), .may("email", .string), .may("url", .string)]
        case .license: [.may("name", .string), .may("url", .string)]
        case .server: server
        case .variable:
            [
                .must("default", .string), .may("description", .string),
                .may("enum", .list(.string)),
            ]
        case .externalDocumentation: [.must("url", .string), .may("description", .string)]
        case .components: components
        case .method: method
        case .contentDescriptor: contentDescriptor
        case .error: [.must("code", .integer), .must("message", .string), .may("data", .any)]
        case .link: link
        case .pairing: pairing
        case .example: Member.name() + Member.prose + [.must("value", .any)]
        case .tag:
            Member.name() + [
                .may("description", .string), .may("externalDocs", .object(.externalDocumentation)),
            ]
        case .schema, .data: []
        }
    }

    private static let document: [Member] = [
        .must("openrpc", .version),
        .must("info", .object(.info)),
        .must("methods", .list(.object(.method)), only0),
        .must("methods", .list(.reference(.method)), since1),
        .may("servers", .list(.object(.server))),
        .may("components", .object(.components)),
        .may("externalDocs", .object(.externalDocumentation), since1),
        .may("$schema", .string, since1),
    ]

    private static let info: [Member] = [
        .must("title", .string),
        .must("version", .string),
        .may("description", .string),
        .may("termsOfService", .string),
        .may("contact", .object(.contact)),
        .may("license", .object(.license)),
    ]

    private static let server: [Member] =
        [
            .must("url", .string), .may("name", .string),
            .may("variables", .map(.object(.variable))),
        ] + Member.prose

    private static let components: [Member] = [
        .may("schemas", .map(.schema)),
        .may("links", .map(.object(.link))),
        .may("errors", .map(.object(.error)), since1),
        .may("examples", .map(.object(.example))),
        .may("examplePairings", .map(.object(.pairing))),
        .may("contentDescriptors", .map(.choice(.contentDescriptor)), only0),
        .may("contentDescriptors", .map(.object(.contentDescriptor)), since1),
        .may("tags", .map(.object(.tag))),
    ]

    private static let method: [Member] =
        Member.name() + Member.prose + [
            .may("tags", .list(.reference(.tag))),
            .may("paramStructure", .word(["by-position", "by-name"]), only0),
            .may("paramStructure", .word(["by-position", "by-name", "either"]), since1),
            .must("params", .list(.choice(.contentDescriptor)), only0),
            .must("params", .list(.reference(.contentDescriptor)), since1),
            .must("result", .choice(.contentDescriptor), only0),
            .may("result", .reference(.contentDescriptor), since1),
            .may("errors", .list(.choice(.error)), only0),
            .may("errors", .list(.reference(.error)), since1),
            .may("links", .list(.reference(.link))),
            .may("examples", .list(.reference(.pairing))),
            .may("servers", .list(.object(.server)), since1),
            .may("deprecated", .boolean, since1),
            .may("externalDocs", .object(.externalDocumentation), since1),
        ]

    private static let contentDescriptor: [Member] =
        Member.name() + Member.prose + [
            .must("schema", .schema), .may("required", .boolean),
            .may("deprecated", .boolean, since1),
        ]

    private static let link: [Member] =
        Member.prose + [
            .may("name", .string, only0),
            .may("name", .name, .third ... .third),
            .may("name", .nameOrOther, .fourth ... .fourth),
            .may("method", .string),
            .may("params", .any),
            .may("server", .object(.server)),
        ]

    private static let pairing: [Member] =
        Member.name() + [
            .may("description", .string),
            .must("params", .list(.reference(.example))),
            .must("result", .reference(.example), only0),
            .may("result", .reference(.example), since1),
        ]
}

extension ObjectShape {
    /// What the prose of 1.0 gives an object and the meta-schema of 1.0 forgot.
    static func isForgotten(_ name: String, of kind: Kind) -> Bool {
        switch kind {
        case .document: name == "externalDocs" || name.utf8.starts(with: "x-".utf8)
        case .method: ["servers", "deprecated", "externalDocs"].contains(name)
        case .contentDescriptor: name == "deprecated"
        default: false
        }
    }
}
