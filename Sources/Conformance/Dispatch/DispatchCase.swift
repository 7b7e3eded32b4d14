package import WireJSON

/// One conversation with an inbound dispatch: what is sent, what must come back, what its handlers
/// must see and how they end. Data, read from `conformance/cases` or derived from a document.
package struct DispatchCase: Sendable {
    /// A permanent kebab-case path, such as `dispatch/unknown-method`.
    package var id: String
    package var title: String
    package var why: String
    /// Ids of the requirements it tests, such as `J44`.
    package var requirements: [String]
    /// Features a subject must offer; one that it does not makes the case `unsupported`.
    package var needs: [String] = []
    /// All that a subject can offer.
    package static let features = ["outbound"]
    /// The document that the case is about.
    package var service: String
    /// The profile under which it holds; nil holds under each.
    package var profile: DispatchManner?
    package var framing = Framing.newline
    /// Groups for which no handler is registered.
    package var without: [String] = []
    /// How handlers end, by the method's name; the first entry goes to the first call.
    package var handlers: [String: [Ending]] = [:]
    package var steps: [Step]
    /// How the subject must end once its input has ended.
    package var end = End.cleanly
    /// Why the case cannot be played, where its deriver already knows.
    package var unsupported: String?
    /// What its author wrote; nil for what is derived.
    package var text: String?

    package init(
        id: String, title: String, why: String, requirements: [String], service: String,
        steps: [Step]
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.requirements = requirements
        self.service = service
        self.steps = steps
    }

    /// How messages are parted on the stream.
    package enum Framing: String, Sendable, CaseIterable {
        case newline
        case contentLength = "content-length"
    }

    /// How one call of a handler ends.
    package enum Ending: Sendable {
        case result(JSONValue)
        /// `code`, `message` and perhaps `data`.
        case error(JSONValue)
        case panic(String)
        /// The handler calls out over the same connection and ends as that call does.
        case outbound(JSONValue)
        /// It does not end before a step of the case says how.
        case held
    }

    /// One thing that is done or waited for.
    package enum Step: Sendable {
        /// A message, in the framing of the case.
        case send(JSONValue)
        /// A message whose text is this, whatever it spells.
        case sendText(String)
        /// Bytes without any framing.
        case sendBytes(String)
        /// Many requests at once.
        case flood(Flood)
        /// A message with a text of so many bytes in place of `{"$use": "text"}`, and what comes.
        case heavy(Int, JSONValue, Pattern)
        /// The next message must match.
        case receive(Pattern)
        /// The next messages must match these, each one of them, in any order.
        case receiveAll([Pattern])
        /// The next call of a handler: `method` and `params` as it saw them.
        case handled(Pattern)
        /// Ends the subject's input.
        case close
        /// Ends the oldest held call of a method.
        case release(method: String, Ending)
    }

    /// A request so many times, with ids from 1, at which `{"$use": "n"}` stands for the id.
    package struct Flood: Sendable {
        package var count: Int
        package var message: JSONValue
        /// How each must be answered, in any order.
        package var received: Pattern
        /// How the handlers end, which are held until all of them have been called: the last one
        /// first. nil where they are not held.
        package var release: Ending?
    }

    /// How a subject's process ends.
    package enum End: String, Sendable {
        /// By itself and with status 0.
        case cleanly
        /// By itself with any status: what it was sent can be no message's beginning.
        case anyhow
    }
}

/// The rules by which a dispatch answers what is not plain success.
package enum DispatchManner: String, Sendable, CaseIterable {
    /// JSON-RPC's own codes everywhere.
    case strict
    /// What hand-written dispatchers of the wild do, group by group.
    case legacy
}
