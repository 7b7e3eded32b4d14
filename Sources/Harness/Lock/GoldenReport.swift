package import Diagnostics
package import SDKGenerator

/// What became of one golden.
package struct GoldenReport: Sendable {
    /// One thing that is wrong with a golden, and the way out.
    package struct Problem: Sendable {
        /// What kind of trouble it is.
        package enum Kind: String, Sendable {
            /// There is no golden of the document, or a file of it is gone.
            case missing
            /// The document is another than the golden was made of.
            case stale
            /// A file is not what was locked: somebody changed it.
            case edited
            /// A file in the golden was never locked.
            case foreign
            /// What is generated now is not the golden.
            case changed
            /// The golden's document was not named.
            case unreferenced
            /// The lock cannot be read.
            case broken
        }

        package var kind: Kind
        /// Of the golden, or of a file in it.
        package var path: String
        package var text: String
    }

    /// The golden's folder below that of all goldens: the document's file name.
    package var name: String
    package var problems: [Problem]
    /// How the golden differs from what is generated now, for a review.
    package var drift: [Difference]
    /// Whether the golden was rewritten.
    package var isAccepted = false
    package var diagnostics: [Diagnostic] = []
    /// Whether the document was refused, so that nothing is known of the golden.
    package var isRefused = false

    init(name: String, problems: [Problem] = [], drift: [Difference] = []) {
        self.name = name
        self.problems = problems
        self.drift = drift
    }
}
