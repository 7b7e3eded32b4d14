package import WireJSON

/// What the mock does during one case.
package struct MockScript: Sendable {
    /// One for each HTTP request with a body for JSON-RPC, in the order of arrival.
    package var replies: [ScriptedReply]
    /// What happens when those are used up.
    package var afterwards: Afterwards

    /// How calls are answered that no scripted reply is left for.
    package enum Afterwards: Sendable {
        /// The document decides: example pairings, then samples.
        case documentBehaviour
        /// Every call gets an internal error that says so.
        case refuse
    }

    package init(_ replies: [ScriptedReply] = [], afterwards: Afterwards = .refuse) {
        self.replies = replies
        self.afterwards = afterwards
    }
}

/// How the mock answers one HTTP request.
package indirect enum ScriptedReply: Sendable {
    /// A JSON text in which each `{"$use":"id"}` becomes the id of the request. The method and the
    /// parameters are not looked at; but what is no request gets its JSON-RPC error, and a
    /// notification gets no reply, as ever. For a batch the elements of an array take the ids of
    /// the elements of the request, one by one.
    case message(JSONValue)
    /// Exactly these bytes as a body, lawful or not.
    case raw(body: [UInt8], status: Int = 200, contentType: String = "application/json")
    /// Status 204 and nothing else.
    case none
    /// No reply: the connection is reset once the request has been read.
    case close
    /// The other reply, later; given up when the caller hangs up or the next case is loaded.
    case delay(Duration, then: ScriptedReply)
}

/// How much the mock takes from one caller before it refuses.
package struct MockLimits: Sendable {
    /// Bytes of a request's head; more is status 431.
    package var headBytes = 64 << 10
    /// Bytes of a request's content; more is status 413.
    package var bodyBytes = 64 << 20
    /// Connections at one time; more are answered 503.
    package var connections = 1024
    /// How long a connection may lie still between two requests.
    package var idle: Duration = .seconds(60)
    /// How long one request may take to arrive (then status 408), or one reply to be taken.
    package var transfer: Duration = .seconds(30)
    /// Bytes kept of the exchanges of one case; more calls are answered 503 and not kept.
    package var recordedBytes = 256 << 20

    package init() {}
}
