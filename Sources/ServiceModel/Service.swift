// ServiceModel: what a service is, every reference resolved and every type named. It knows neither
// the document's format nor any target language; names are the wire's.

package import WireJSON

/// A service as one document describes it.
package struct Service: Sendable {
    /// `info.title`, the document's own words.
    package var title: String
    package var version: String
    package var description: String?
    /// `url` of the first server, the document's own words; nil when it names none.
    package var serverURL: String?
    /// Every named type: components in document order, then inline ones in the order first met.
    package var types: [TypeDefinition]
    package var methods: [Method]

    package init(
        title: String, version: String, description: String? = nil, types: [TypeDefinition] = [],
        methods: [Method] = []
    ) {
        self.title = title
        self.version = version
        self.description = description
        self.types = types
        self.methods = methods
    }

    /// The definition a reference names; ids are indices, so it always exists.
    package subscript(id: TypeID) -> TypeDefinition { types[id.index] }
}

/// A position in `Service.types`.
package struct TypeID: Sendable, Hashable {
    package var index: Int
    package init(_ index: Int) { self.index = index }
}

/// One callable name on the wire.
package struct Method: Sendable {
    /// The exact `method` string.
    package var wireName: String
    package var summary: String?
    package var description: String?
    package var isDeprecated = false
    package var tags: [String] = []
    package var parameters: [Parameter] = []
    package var parameterStructure = ParameterStructure.either
    package var outcome = Outcome.result(.any)
    package var errors: [DeclaredError] = []
    /// The type of `params` as a whole, where the document gives it one; `parameters` are its
    /// members then.
    package var parameterObject: TypeReference?
    package var direction = Direction.toServer
    package var scope = Scope.global
    /// The namespaces around it, the outermost first; empty when it stands alone.
    package var namespace: [String] = []
    /// Whether it may change or go without notice.
    package var isExperimental = false
    /// Whether it is meant for the service's own parts alone.
    package var isInternal = false

    package init(wireName: String) { self.wireName = wireName }

    /// Whether a reply is due, and of which type.
    package enum Outcome: Sendable {
        case result(TypeReference)
        case notification
    }
}

/// Who calls a method.
package enum Direction: Sendable {
    /// The client calls, the server answers.
    case toServer
    /// The server calls, the client answers.
    case toClient
}

/// What a call of a method belongs to.
package enum Scope: Sendable, Equatable {
    /// The connection as a whole.
    case global
    /// One of its sessions, which the parameter of that name tells.
    case session(parameter: String)
}

/// How `params` travel (OpenRPC `paramStructure`).
package enum ParameterStructure: String, Sendable {
    case byName = "by-name"
    case byPosition = "by-position"
    case either
}

/// One parameter; its name is the key of a by-name call.
package struct Parameter: Sendable {
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

/// An error that a method's document announces.
package struct DeclaredError: Sendable {
    package var code: JSONNumber
    package var message: String
    /// The type of `data` where the document gives one.
    package var data: TypeReference?

    package init(code: JSONNumber, message: String, data: TypeReference? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }
}
