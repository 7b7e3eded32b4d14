import Conformance
import JSONRPC

/// What a case sent the first way it was played, against which the others are held.
struct WayReference {
    private var known: Observation.Reference?

    /// Gives an observation what was sent another way. Where ids alone differ, the other way is
    /// played again: who makes up new ids each time cannot be held to them.
    mutating func hold(
        _ observation: inout Observation,
        again: (Way) throws(HarnessFault) -> [[UInt8]]
    ) throws(HarnessFault) {
        guard let way = observation.way, case .reported = observation.ending else { return }
        let messages = observation.exchanges.map(\.requestBody)
        guard var known else {
            known = Observation.Reference(way: way, messages: messages)
            return
        }
        if known.hasStableIDs, known.differsInIDsAlone(from: messages) {
            known.hasStableIDs = try again(known.way) == known.messages
        }
        self.known = known
        observation.reference = known
    }
}

extension Observation.Reference {
    /// Whether other messages are these but for their ids.
    fileprivate func differsInIDsAlone(from others: [[UInt8]]) -> Bool {
        messages != others && messages.map(Self.withoutIDs) == others.map(Self.withoutIDs)
    }
}
