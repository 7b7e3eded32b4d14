import Conformance

/// What is known of the cases of one document and part before any is played: from the stream of a
/// run that was cut off, and from what passed before.
struct Recollection: Sendable {
    let document: String
    var part: String?
    let resumed: Resumption?
    let memory: VerdictMemory?

    /// The reports of a case, one for each way; nil when it has to be played.
    func reports(of id: String, by ways: [Way], _ key: String) -> [CaseReport]? {
        resumed?.reports(document, part, id, ways) ?? memory?.reports(key)
    }

    /// Learns how a case ended; what a stream said of it is no experience of our own.
    func learn(_ reports: [CaseReport], of id: String, by ways: [Way] = [], _ key: String) {
        guard resumed?.reports(document, part, id, ways) == nil else { return }
        memory?.learn(key, reports)
    }

    /// The report of a case that is played one way, which has no name.
    func report(of id: String, _ key: String) -> CaseReport? {
        reports(of: id, by: [], key)?.first
    }
}
