// Conformance: requirements, cases, patterns, checks and verdicts. It judges what was observed; it
// never runs anything, reads no file and shares no reader with a generator.

/// How a case ended.
package enum Verdict: String, Sendable, CaseIterable {
    /// Something was compared and all of it held.
    case passed
    /// The subject is wrong.
    case failed
    /// The subject does not claim it, or the document does not allow it to be asked.
    case unsupported
    /// Our surroundings kept us from knowing; never blamed on the subject.
    case inconclusive
}

/// What one check found in one case.
package enum Finding: Sendable, Equatable {
    case holds
    /// `mark` tells ways to violate one check apart, in a few words that no run changes.
    case violated(String, expected: String = "", seen: String = "", mark: String = "")
    /// There was nothing that the check speaks of.
    case notApplicable
}

/// A check with what it found.
package struct Judgement: Sendable {
    package var check: String
    package var requirements: [String]
    package var finding: Finding

    package init(check: String, requirements: [String], finding: Finding) {
        self.check = check
        self.requirements = requirements
        self.finding = finding
    }
}

/// A case with how it ended and why.
package struct CaseReport: Sendable {
    package var id: String
    /// How the peer was reached; nil where nothing was called.
    package var way: Way?
    package var title: String
    package var requirements: [String]
    package var verdict: Verdict
    /// The reason of an `unsupported` or `inconclusive`.
    package var reason: String?
    package var judgements: [Judgement]
    /// Calls that reached the wire.
    package var calls: Int
    /// The line of a ledger that excuses a failure.
    package var known: Ledger.Entry?
    /// Messages whose bytes were held against those of the same case played another way.
    package var compared = 0
    /// The way they were held against.
    package var reference: Way?
    /// Methods whose handlers the case was to reach, where a dispatch is judged.
    package var methods: [String] = []
    /// Whether the case was not played, for it was before with everything as it is now.
    package var isRemembered = false

    package init(
        id: String, by way: Way? = nil, title: String, requirements: [String], verdict: Verdict,
        reason: String? = nil, judgements: [Judgement] = [], calls: Int = 0
    ) {
        self.id = id
        self.way = way
        self.title = title
        self.requirements = requirements
        self.verdict = verdict
        self.reason = reason
        self.judgements = judgements
        self.calls = calls
    }

    /// The ways on which the case must be played again to see the same.
    package var replayed: [Way] {
        let needsBoth = violations.contains { $0.check == Check.bytesAreThoseOfEveryWay.id }
        return [needsBoth ? reference : nil, way].compactMap(\.self)
    }

    package var held: Int { judgements.count { $0.finding == .holds } }
    package var violations: [Judgement] {
        judgements.filter { if case .violated = $0.finding { true } else { false } }
    }
}
