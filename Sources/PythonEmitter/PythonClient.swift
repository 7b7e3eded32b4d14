package import CodeText
package import ServiceModel

/// A Python package as it will be written: every name, order, type and import is settled here, and
/// printing only lays it out.
package struct PythonClient: Sendable {
    /// The package, and the stem of its modules: `petstore`.
    package var package: PythonName
    package var own: OwnClasses
    package var title: String
    package var summary: String?
    package var description: String?
    /// The release of the package, as Python spells versions.
    package var version: String
    /// Where calls go when the caller says nothing.
    package var defaultURL: String
    /// The names of `typing` and `dataclasses` that types and methods need beside the runtime's.
    package var uses: Set<Import>
    package var classes: [DataClass]
    /// In an order in which each stands after those it names without quotes.
    package var aliases: [Alias]
    package var methods: [ClientMethod]
    /// A class for each declared code but the protocol's own, in the order first met.
    package var errors: [ErrorClass]

    /// A name that is imported only where something uses it.
    package enum Import: Sendable, Hashable {
        case dataclass, dict, field, literal
    }

    /// The classes that carry the service's methods.
    package struct OwnClasses: Sendable {
        /// The client that waits: `PetstoreClient`.
        package var client: PythonName
        /// The client of coroutines: `PetstoreAsyncClient`.
        package var asyncClient: PythonName
        /// What makes the calls of both: `PetstoreCalls`.
        package var calls: PythonName

        var names: [String] { [client.text, asyncClient.text, calls.text] }
    }

    /// An object type.
    package struct DataClass: Sendable {
        package var name: PythonName
        package var description: String?
        package var isDeprecated: Bool
        /// Required ones first, then optional ones, each group in document order.
        package var fields: [DataField]
        /// Whether an object with other members is of another type.
        package var isClosed: Bool
        /// An expression of Python that finds names of additional members; nil where all will do.
        package var names: Source<Python>?
    }

    /// One member of an object type.
    package struct DataField: Sendable {
        package var name: PythonName
        /// The member's name; nil for the field that holds all members without one of their own.
        package var wireName: String?
        package var description: String?
        package var annotation: Source<Python>
        package var codec: Source<Python>
        package var presence: Presence
    }

    /// What a field holds when the caller does not say.
    package enum Presence: Sendable {
        case required, none, emptyList, emptyDict
    }

    /// Another name for a type, or a set of constants.
    package struct Alias: Sendable {
        package var name: PythonName
        package var description: String?
        package var annotation: Source<Python>
        package var codec: Source<Python>
    }

    /// The exception for one code.
    package struct ErrorClass: Sendable {
        package var name: PythonName
        package var code: Int
        /// What the document says of it where it is first declared.
        package var message: String
        /// What its `data` may be, by all methods that say so; nil where none does.
        package var data: (annotation: Source<Python>, codec: Source<Python>)?
    }

    /// One method of the client.
    package struct ClientMethod: Sendable {
        package var name: PythonName
        package var wireName: String
        package var summary: String?
        package var description: String?
        package var isDeprecated: Bool
        /// In document order, as they travel.
        package var arguments: [Argument]
        package var structure: ParameterStructure
        /// nil for a notification.
        package var result: Result?
        /// The codes of the declared errors.
        package var errorCodes: [Source<Python>]

        /// The arguments as the caller passes them: required ones first.
        package var signature: [Argument] {
            arguments.filter(\.isRequired) + arguments.filter { !$0.isRequired }
        }
    }

    /// One argument of a method.
    package struct Argument: Sendable {
        package var name: PythonName
        package var wireName: String
        package var description: String?
        package var annotation: Source<Python>
        package var isRequired: Bool
        /// Whether a null may stand in its place.
        package var isNullable: Bool
    }

    /// What a method returns.
    package struct Result: Sendable {
        package var annotation: Source<Python>
        package var reading: Reading
    }

    /// How a result becomes what the method returns.
    package enum Reading: Sendable {
        /// The raw JSON is returned.
        case raw
        /// Nothing is returned.
        case nothing
        /// A codec of the runtime reads it.
        case shared(Source<Python>)
        /// A codec of the method's own reads it, under this name.
        case own(PythonName, Source<Python>)
    }
}

extension PythonClient.OwnClasses {
    /// The classes of a package.
    init(_ package: PythonName) {
        client = PythonNames.packageClass(package, "Client")
        asyncClient = PythonNames.packageClass(package, "AsyncClient")
        calls = PythonNames.packageClass(package, "Calls")
    }
}
