import Conformance
import Testing

/// A wrong observation, the check that must refuse it, and what that check must say.
struct Mutant: Sendable, CustomTestStringConvertible {
    var caughtBy: String
    /// A part of the finding: its message, what was expected or what was seen.
    var reason: String
    /// Other checks that rightly refuse it too; every further one would be a wrong guard.
    var others: [String]
    var observation: Observation

    init(_ check: String, _ reason: String, _ observation: Observation, also others: String...) {
        caughtBy = check
        self.reason = reason
        self.others = others
        self.observation = observation
    }

    var testDescription: String { "\(caughtBy): \(reason)" }

    static let all = requests + transport + ways + outcomes + expectations
}
