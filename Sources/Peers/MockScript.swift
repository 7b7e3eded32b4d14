import JSONRPC
package import WireJSON

/// What the mock does during one case.
package struct MockScript: Sendable {
    /// One for each text that arrives where a request is due, in the order of arrival: the body of
    /// a `POST`, or a message of a caller that answers nothing.
    package var replies: [ScriptedReply]
    /// What happens when those are used up.
    package var afterwards: Afterwards
    /// Messages that each connection which carries messages is sent when it begins.
    package var greeting: [JSONValue]
    /// What the mock does wrong: of several that hit a text the first one counts. A scripted reply
    /// is hit like what the document says.
    package var steering: [Steering]

    /// How calls are answered that no scripted reply is left for.
    package enum Afterwards: Sendable {
        /// The document decides: example pairings, then samples.
        case documentBehaviour
        /// Every call gets an internal error that says so.
        case refuse
    }

    package init(
        _ replies: [ScriptedReply] = [], afterwards: Afterwards = .refuse,
        greeting: [JSONValue] = [], steering: [Steering] = []
    ) {
        self.replies = replies
        self.afterwards = afterwards
        self.greeting = greeting
        self.steering = steering
    }
}

/// How the mock answers one text.
package indirect enum ScriptedReply: Sendable {
    /// A JSON text in which each `{"$use":"id"}` becomes the id of the request. The method and the
    /// parameters are not looked at; but what is no request gets its JSON-RPC error, and a
    /// notification gets no reply, as ever. For a batch the elements of an array take the ids of
    /// the elements of the request, one by one.
    case message(JSONValue)
    /// What the document says.
    case document
    /// Exactly these bytes as a body, lawful or not; where messages are carried, as one message.
    case raw(body: [UInt8], status: Int = 200, contentType: String = "application/json")
    /// Status 204 and nothing else; where messages are carried, nothing at all.
    case none
    /// No reply: the connection is reset once the request has been read.
    case close
    /// Messages of the mock's own, notifications and requests alike, which HTTP has no place for.
    /// The caller's Response to such a request is recorded and taken for nothing else.
    case emit([JSONValue])
    /// The other reply, later; given up when the caller hangs up or the next case is loaded. Where
    /// messages are carried, later ones are answered meanwhile.
    case delay(Duration, then: ScriptedReply)
    /// The other reply, spoilt. It stays lawful otherwise: a notification is answered only by an
    /// aberration that is about that.
    case aberrant(Aberration, of: ScriptedReply)
    /// One after the other; two replies among them are two answers to one request.
    case sequence([ScriptedReply])
}

/// How much the mock takes from one caller before it refuses.
package struct MockLimits: Sendable {
    /// Bytes of a request's head; more is status 431.
    package var headBytes = 64 << 10
    /// Bytes of a request's content, or of a message; more is status 413, code 1009 of a WebSocket,
    /// or an error and the end of the connection.
    package var bodyBytes = 64 << 20
    /// Nested arrays and objects of a text; deeper ones are no JSON to the mock.
    package var depth = 512
    /// Messages in one batch; more are one error.
    package var batch = Incoming.batchLimit
    /// Connections at one time. For one more, that is let go whose caller has been silent the
    /// longest; where every caller is owed something, it is answered 503.
    package var connections = 1024
    /// How long a connection may lie still between two requests.
    package var idle: Duration = .seconds(60)
    /// How long one that carries messages may.
    package var quiet: Duration = .seconds(600)
    /// Replies held back on one connection at one time; more messages wait to be read.
    package var heldReplies = 1000
    /// How long one request may take to arrive (then status 408), or one reply to be taken.
    package var transfer: Duration = .seconds(30)
    /// Bytes kept of the exchanges of one case; more calls are answered 503 and not kept.
    package var recordedBytes = 256 << 20

    package init() {}
}
