package import WireJSON

/// One conversation between a client on a stream and a scripted peer: what the client's user does,
/// what the peer hears, says and does, and what every action of the user must end in. Data, read
/// from `conformance/cases/session`.
package struct SessionCase: Sendable {
    /// A permanent kebab-case path, such as `session/reply-under-another-id`.
    package var id: String
    package var title: String
    package var why: String
    /// Ids of the requirements it tests, such as `J33`.
    package var requirements: [String]
    /// Features a subject must have; one that it lacks makes the case `unsupported`.
    package var needs: [SubjectDescription.Feature] = []
    /// The ways it can be played.
    package var ways: [Way] = Self.ways
    /// Messages that the client may send at any time, though no step asks for them.
    package var allowed: [Pattern] = []
    package var steps: [Step]

    package init(
        id: String, title: String, why: String, requirements: [String], steps: [Step]
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.requirements = requirements
        self.steps = steps
    }

    /// Every way on which both sides may speak at any time.
    package static let ways = Way.all.filter(\.transport.isStream)

    /// One thing that is done or waited for, by the user or by the peer.
    package enum Step: Sendable {
        /// The user connects, or connects again.
        case connect(Connection)
        /// The user begins a call, or sends a notification.
        case call(Call)
        /// The user makes calls by one message, each `method` and `params`.
        case batch(name: String, calls: JSONValue)
        /// That call has ended so, or the calls of that batch.
        case ends(of: String, Pattern)
        case subscribe(String)
        /// The next so many notifications of a subscription, `{"$use": "n"}` counting them.
        case notified(Notified)
        /// A subscription has ended so.
        case over(of: String, Pattern)
        /// The user gives up a call or a subscription.
        case cancel(String)
        /// A handler of the user's was called: `method` and `params`.
        case handled(Pattern)
        case close
        /// The next message that the client sends.
        case hear(Pattern)
        /// The next messages that the client sends, in any order.
        case hearAll([Pattern])
        /// The peer says a message.
        case say(JSONValue)
        /// The peer says a message whose text is this, whatever it spells.
        case sayText(String)
        /// The peer says a message so many times, `{"$use": "n"}` counting from 1.
        case sayMany(Int, JSONValue)
        /// The peer says a message with a text of so many bytes at `{"$use": "text"}`.
        case sayLong(Int, JSONValue)
        /// The peer, a child process, writes so many bytes to its standard error.
        case complain(Int)
        /// The peer ends, a child process with this status.
        case hangUp(status: Int)
        /// The peer, a child process, ends neither with its input nor by SIGTERM from now on.
        case deaf
        /// The peer's process has ended, or the client has ended the connection.
        case gone
        /// The head of the request that opened a WebSocket: `target` and `authorization`.
        case greeted(Pattern)
    }

    /// How the user connects, and what that must come to.
    package struct Connection: Sendable {
        /// A command to start in place of the peer.
        package var command: [String]?
        package var token: String?
        /// Whether the user has handlers, which raise whatever they are called with.
        package var failingHandlers = false
        /// Whether the client that is there connects once more.
        package var isAgain = false
        package var ending: Pattern

        /// Connecting to the peer.
        package init(ending: Pattern) { self.ending = ending }
    }

    /// What the user asks for.
    package struct Call: Sendable {
        /// What later steps call it.
        package var name: String
        package var method: String
        package var params: JSONObject
        /// Seconds after which the client is to give up.
        package var timeout: JSONValue?
        /// Seconds in which it must end where it takes longer than other steps.
        package var patience: Int?
        package var isNotification: Bool

        package init(
            name: String, method: String, params: JSONObject, isNotification: Bool = false
        ) {
            self.name = name
            self.method = method
            self.params = params
            self.isNotification = isNotification
        }
    }

    /// Notifications that must have reached a subscription.
    package struct Notified: Sendable {
        package var name: String
        package var count: Int
        package var message: Pattern

        package init(name: String, count: Int, message: Pattern) {
            self.name = name
            self.count = count
            self.message = message
        }
    }
}
