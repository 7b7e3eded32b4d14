package import WireJSON

/// What was seen while a case of a session was played; the judge looks at nothing else.
package struct SessionTranscript: Sendable {
    package var subject: SessionCase
    package var way: Way
    /// One entry for each step that was played, in order; a step that got nothing is the last.
    package var steps: [Outcome] = []
    /// What went over the connection, in the order in which the peer saw it.
    package var wire: [Line] = []
    /// Messages that no step asked for.
    package var surplus: [[UInt8]] = []
    /// How the sessions that the case had left open were closed; nil where none was.
    package var closing: Outcome?
    /// Whether the peer was left behind: its process still ran, or its connection was open.
    package var isLeft = false
    /// What the adapter did that the subject protocol does not allow.
    package var breach: String?
    /// What the subject wrote to its standard error.
    package var complaints = ""

    package init(subject: SessionCase, way: Way) {
        self.subject = subject
        self.way = way
    }

    /// What became of one step.
    package enum Outcome: Sendable {
        /// Something was said, begun or seen.
        case done
        /// Messages of the client, as bytes without framing.
        case heard([[UInt8]])
        /// An outcome of the subject protocol.
        case outcome(JSONValue)
        /// Notifications, each `method` and `params`.
        case notified([JSONValue])
        /// A handler's call, or a greeting.
        case told(JSONValue)
        /// Nothing came, or nothing could be said; the text says why.
        case nothing(String)
    }

    /// One message on the wire, or what the peer did to the connection.
    package struct Line: Sendable {
        package var isPeers: Bool
        package var text: [UInt8]

        package init(isPeers: Bool, text: [UInt8]) {
            self.isPeers = isPeers
            self.text = text
        }
    }
}
