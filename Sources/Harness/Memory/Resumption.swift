package import Conformance

/// The verdicts that the stream of an earlier run holds, to go on from.
package struct Resumption: Sendable {
    private struct Key: Hashable {
        var document: String
        var part: String?
        var id: String
        var way: Way?
    }

    /// What that run was about.
    package let identity: RunInfo.Identity
    private var reports: [Key: CaseReport] = [:]

    /// A run of which nothing is known but what it was about.
    package init(_ identity: RunInfo.Identity) { self.identity = identity }

    /// Adds a verdict; one that was inconclusive is none.
    package mutating func add(_ report: CaseReport, document: String, part: String?) {
        guard report.verdict != .inconclusive else { return }
        reports[Key(document: document, part: part, id: report.id, way: report.way)] = report
    }

    /// How many verdicts there are.
    package var count: Int { reports.count }

    /// The reports of a case, one for each way; nil unless there are all of them.
    func reports(
        _ document: String, _ part: String?, _ id: String, _ ways: [Way]
    ) -> [CaseReport]? {
        let asked: [Way?] = ways.isEmpty ? [nil] : ways
        let found = asked.compactMap {
            reports[Key(document: document, part: part, id: id, way: $0)]
        }
        return found.count == asked.count ? found : nil
    }
}
