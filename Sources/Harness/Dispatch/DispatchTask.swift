import Conformance
import Diagnostics

/// What of a document is judged as a dispatch, and how it comes to be.
struct DispatchTask {
    /// What reports call it.
    var part: String
    var profile: DispatchManner
    /// What its generator said of the document.
    var diagnostics: [Diagnostic] = []
    /// All that its verdicts depend on, by which they are found again; nil keeps none.
    var key: [String]?
    /// Makes the program, once it is known that there is a case for it.
    var make: () throws(HarnessFault) -> Made

    /// A program, or why there is none to judge.
    enum Made {
        case subject(DispatchSubject)
        /// No case has to be played.
        case nothing
        case unfit(String)
    }
}
