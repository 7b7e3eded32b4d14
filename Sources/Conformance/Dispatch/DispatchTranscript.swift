package import WireJSON

/// What was seen while a case of dispatch was played; the judge looks at nothing else.
package struct DispatchTranscript: Sendable {
    package var subject: DispatchCase
    /// One entry for each step that was played, in order; a step that got nothing is the last.
    package var steps: [Outcome] = []
    /// Every message that the subject sent, in order, as bytes without framing.
    package var messages: [[UInt8]] = []
    /// Ids of the requests that were sent, as the wire had them.
    package var requestIDs: [JSONValue] = []
    /// Messages that no step asked for.
    package var surplus: [[UInt8]] = []
    /// Calls of handlers that no step and no list of endings spoke of.
    package var strayCalls: [JSONValue] = []
    package var ending = Ending.exited(0)
    /// What the subject wrote to its standard error.
    package var complaints = ""

    package init(subject: DispatchCase) { self.subject = subject }

    /// What became of one step.
    package enum Outcome: Sendable {
        /// Bytes went out, or a call was released.
        case done
        /// Messages came, as bytes without framing.
        case received([[UInt8]])
        /// A handler was called.
        case handled(JSONValue)
        /// Nothing came, or nothing could be sent; the text says why.
        case nothing(String)
    }

    /// How the subject's process ended.
    package enum Ending: Sendable, Equatable {
        case exited(Int32)
        /// In another way; the text says which.
        case otherwise(String)
    }
}
