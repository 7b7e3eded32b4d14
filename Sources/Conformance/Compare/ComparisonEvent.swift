package import Diagnostics

/// What a comparison tells, document by document in the order they were named.
package enum ComparisonEvent: Sendable {
    case started(ComparisonInfo)
    case compared(ComparisonReport)
    /// The document cannot be used, so nothing was made of it.
    case refused(document: String, [Diagnostic])
    case finished(ComparisonSummary)
}

/// What a comparison was asked for.
package struct ComparisonInfo: Sendable {
    package var version: String
    package var interpreter: String
    package var seed: UInt64
    package var old: String
    package var new: String
    package var normalisers: [String]

    package init(
        version: String, interpreter: String, seed: UInt64, old: String, new: String,
        normalisers: [String]
    ) {
        self.version = version
        self.interpreter = interpreter
        self.seed = seed
        self.old = old
        self.new = new
        self.normalisers = normalisers
    }
}
