package import Lint

/// The `jsonschema` package as the linter's validator, in a trusted worker.
package final class Examiner {
    /// Starts the worker; the fault says what is missing and how to get it.
    package init() throws(HarnessFault) {}

    /// One answer for each question of a reading, in order.
    package func answer(
        _ questions: [Question], _ reading: Reading
    ) throws(HarnessFault) -> [Answer] {
        questions.map { _ in .undecided("no validator is asked yet") }
    }
}
