package import CodeText
package import ServiceModel

/// How a crate answers when something goes wrong.
package enum RustProfile: String, Sendable, CaseIterable {
    /// With the codes that JSON-RPC reserves.
    case strict
    /// As hand-written dispatchers do, each group in its own way.
    case legacy
}

/// A Rust crate as it will be written: every name, order and type is settled here, and printing
/// only lays it out.
package struct RustCrate: Sendable {
    /// The package's name; the crate's is the same with `_` for `-`.
    package var name: RustName
    package var title: String
    package var version: String
    package var description: String?
    /// In the order in which methods first meet them.
    package var types: [TypeItem]
    /// In the order of the document.
    package var groups: [Group]
    /// The constants of the methods that are dispatched, then those of the others.
    package var methods: [MethodConstant]
    /// Whether a program is in it that says what its handlers see.
    package var hasProbe = false

    /// A type with a name of its own.
    package struct TypeItem: Sendable {
        package var name: RustName
        /// The module of `types` that it stands in.
        package var module: RustName
        package var documentation: [Source<Rust>]
        package var shape: Shape
        /// The other types that its source mentions.
        package var mentions: Set<RustName>
        /// The names of its members on the wire, where a union or the type itself asks for them.
        package var members: [String]?
    }

    /// What a type consists of.
    package enum Shape: Sendable {
        case object(fields: [FieldItem])
        /// An object that holds other members of one type beside its own.
        case open(fields: [FieldItem], rest: FieldItem)
        case strings([Constant])
        case union([Variant], tag: String?)
        case alias(Source<Rust>)
        /// A type of its own around another, where an alias would contain itself.
        case wrapper(Source<Rust>)
    }

    /// One member of an object.
    package struct FieldItem: Sendable {
        package var name: RustName
        package var wireName: String
        package var documentation: [Source<Rust>]
        /// The type, without what presence puts around it.
        package var type: Source<Rust>
        package var presence: Presence
    }

    /// Whether a member must be there, and whether it may be null.
    package enum Presence: Sendable {
        case required
        /// It must be there; the type itself takes a null.
        case requiredNullable
        case optional
        /// It may be absent or null, which are two things; the type itself takes a null.
        case optionalNullable
    }

    /// One text of an enumeration.
    package struct Constant: Sendable {
        package var name: RustName
        package var text: String
        package var documentation: [Source<Rust>]
    }

    /// One alternative of a union.
    package struct Variant: Sendable {
        package var name: RustName
        package var type: Source<Rust>
        /// The object type whose members tell how much of a value the variant knows.
        package var object: RustName?
        /// What the union's tag says for this variant.
        package var tag: String?
    }

    /// The methods that one handler answers.
    package struct Group: Sendable {
        package var wireName: String
        /// The module of `handlers`, and the field that holds the handler.
        package var module: RustName
        package var handler: RustName
        /// What every method's name begins with, and only names of this group do.
        package var prefix: String?
        package var isPerSession: Bool
        package var methods: [MethodItem]
        package var conduct: RustConduct
        /// The types that its handler's signatures name.
        package var mentions: Set<RustName>
    }

    /// One method of a handler.
    package struct MethodItem: Sendable {
        package var name: RustName
        package var constant: RustName
        package var wireName: String
        package var documentation: [Source<Rust>]
        /// The type of its params; nil when it has none.
        package var params: Source<Rust>?
        package var names: [String]
        package var structure: ParameterStructure
        /// nil for a notification.
        package var result: Source<Rust>?
        package var failure: Failure
        package var session: Session?
    }

    /// Where a result has its place for an error.
    package enum Failure: Sendable {
        case whole
        /// The text is an object of the other members it must have.
        case member(String)
    }

    /// How a call says which session it belongs to.
    package enum Session: Sendable {
        /// By a field of its params.
        case field(RustName)
        /// By a member that the type of its params does not have.
        case member(String)
    }

    /// A constant for a method's name, and what the manifest says of it.
    package struct MethodConstant: Sendable {
        package var name: RustName
        package var wireName: String
        package var summary: Source<Rust>?
        package var group: String
        package var isPerSession: Bool
        package var isInbound: Bool
        package var isNotification: Bool
        package var params: String?
        package var result: String?
    }
}

/// How a group answers when something goes wrong: what its `Conduct` says where it is not strict.
package struct RustConduct: Sendable {
    package var badParams: Source<Rust> = "code::INVALID_PARAMS"
    package var unknownMethod: Source<Rust> = "code::METHOD_NOT_FOUND"
    package var noHandler: Source<Rust> = "NoHandler::Code(code::METHOD_NOT_FOUND)"
    package var onError: Source<Rust> = "OnError::Plain"
    package var missingParams: Source<Rust> = "MissingParams::Empty"
    package var void: Source<Rust> = "Void::Null"
    package var isStrict = true

    var tellsErrorsInResults: Bool { onError == "OnError::InResult" }

    /// What a profile says of a group. The table is that of the dispatchers that were written by
    /// hand; a group that had none is strict.
    static func of(_ group: String, _ profile: RustProfile) -> RustConduct {
        guard profile == .legacy else { return RustConduct() }
        let inner: Source<Rust> = "code::INTERNAL_ERROR"
        switch group {
        case "canvas":
            return RustConduct(
                noHandler: "NoHandler::Coded(\(inner), \"no_handler\")", onError: "OnError::InData",
                isStrict: false)
        case "sessionFs":
            return RustConduct(
                badParams: inner, unknownMethod: inner, noHandler: "NoHandler::Code(\(inner))",
                onError: "OnError::InResult", missingParams: "MissingParams::Wrong", isStrict: false
            )
        case "llmInference":
            return RustConduct(
                badParams: inner, unknownMethod: inner, noHandler: "NoHandler::Silence",
                onError: "OnError::Later", missingParams: "MissingParams::Wrong",
                void: "Void::Empty", isStrict: false)
        default: return RustConduct()
        }
    }
}
