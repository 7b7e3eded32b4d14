package import WireJSON

/// One thing that is asked of a subject, with everything that must then hold; cases are data, read
/// from `conformance/cases` or derived from a document by the sweep.
package struct Case: Sendable {
    /// A permanent kebab-case path, such as `errors/data-reaches-caller`.
    package var id: String
    package var title: String
    package var why: String
    /// Ids of the requirements it tests, such as `J41`.
    package var requirements: [String]
    /// Features a subject must claim; one unclaimed makes the case `unsupported`.
    package var needs: [String]
    /// The service whose document the case is about.
    package var service: String
    package var task: Task
    /// The ways on which the case makes sense, in the order of `Way.all`.
    package var ways = Way.all
    /// Why the case cannot be played, where its deriver already knows; it is then `unsupported`.
    package var unsupported: String?
    /// What the driver is told of the document, for an examination that compares with it.
    package var facts: JSONValue?
    /// What its author wrote; nil for what is derived.
    package var text: String?

    package init(
        id: String, title: String, why: String, requirements: [String], needs: [String] = [],
        service: String, task: Task, unsupported: String? = nil
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.requirements = requirements
        self.needs = needs
        self.service = service
        self.task = task
        self.unsupported = unsupported
    }

    /// What the subject is asked to do.
    package enum Task: Sendable {
        /// Calls of one client on one connection, one after the other.
        case calls([Step])
        /// One object of a named shape is built from its members and encoded.
        case construct(Construction)
        /// The subject is examined without a call; the name is one of the driver's examinations.
        case examine(String)
    }

    /// One call: what is asked, what the peer serves, and what must be seen.
    package struct Step: Sendable {
        package var method: String
        /// Arguments by wire name; nil or empty for none.
        package var arguments: JSONObject
        /// The request that must be on the wire.
        package var sent: Pattern?
        package var served: Served
        package var expected: Expected
        /// How the returned value must be typed in the subject's language.
        package var typed: Typed?

        package init(
            method: String, arguments: JSONObject = JSONObject(), sent: Pattern? = nil,
            served: Served, expected: Expected, typed: Typed? = nil
        ) {
            self.method = method
            self.arguments = arguments
            self.sent = sent
            self.served = served
            self.expected = expected
            self.typed = typed
        }
    }

    /// What the peer answers.
    package enum Served: Sendable {
        /// A message in which `{"$use": "id"}` stands for the request's id.
        case message(JSONValue)
        /// These very bytes under HTTP status 200 or another; for payloads that are not JSON-RPC.
        case raw(String, status: Int)
        /// Nothing: the acknowledgement of a notification.
        case nothing
        /// The connection is reset after the request.
        case close
        /// No answer at all until the caller gives up.
        case stall
        /// A message that answers nothing, where both sides may speak.
        case emit(JSONValue)
        /// One after the other.
        case sequence([Served])
    }

    /// How the call must end.
    package enum Expected: Sendable {
        /// With a value that encodes to this.
        case returned(Pattern)
        /// With an exception that describes itself so: `kind`, `code`, `message`, `data`.
        case raised(Pattern)
    }

    /// How a value must look in the subject's language.
    package enum Typed: Sendable {
        /// The driver's description of the value matches.
        case shape(Pattern)
        /// The description has the types that a schema of the document states.
        case schema(Typing)
    }

    /// An object to build, and the wire form it must have.
    package struct Construction: Sendable {
        /// The wire names of the object's members, as the document declares them.
        package var memberNames: [String]
        /// The members to build it from, by wire name.
        package var members: JSONObject
        package var encoded: Pattern

        package init(memberNames: [String], members: JSONObject, encoded: Pattern) {
            self.memberNames = memberNames
            self.members = members
            self.encoded = encoded
        }
    }
}
