package import Conformance
package import WireJSON

/// A run as its stream of events told it: what reports, merges and comparisons are made from.
package struct RunRecord: Sendable {
    /// nil where the stream has no `run-started`.
    package var info: Info?
    /// What was judged, in the order of the stream.
    package var sections: [Section] = []
    package var refusals: [Refusal] = []
    package var skips: [Skip] = []
    /// Documents that nothing which changed reaches.
    package var leftOut: [LeftOut] = []
    /// nil where the run did not get to its end.
    package var end: End?
    /// Why this is not the whole of a run; a record with a gap is partial, and never green.
    package var gaps: [String] = []

    /// Nothing recorded yet.
    package init() {}

    package var isPartial: Bool { !gaps.isEmpty }
    package var cases: [CaseRecord] { sections.flatMap(\.cases) }

    /// What was run.
    package struct Info: Sendable {
        package var version: String
        package var interpreter: String
        package var seed: String
        /// The address of the server that was judged, if it was one.
        package var server: String?
        /// Whether only some of the cases were asked for.
        package var isSelection = false
        /// Which part of the cases was played, as `2/3`.
        package var shard: String?
        /// What the verdicts are about, where the event tells it.
        package var identity: RunInfo.Identity?
        /// The event itself.
        package var event: JSONValue
    }

    /// One document in one language: a subject of the run.
    package struct Section: Sendable {
        package var document: String
        /// What of the document was judged; nil is its Python client.
        package var part: String?
        /// The name reports give it; no other section of the record has it.
        package var label = ""
        package var methods = 0
        /// Methods that were called, as the section's end says.
        package var methodsCalled: Int?
        package var diagnostics: [Problem] = []
        package var cases: [CaseRecord] = []
        /// The event that began it; nil where the stream has none.
        package var event: JSONValue?
        /// Whether the section's end has been seen.
        package var isFinished = false
    }

    /// A diagnostic as an event holds it.
    package struct Problem: Sendable, Hashable {
        package var severity: String
        package var rule: String
        package var message: String
        package var file: String?
        package var line: Int?
        package var column: Int?

        /// `file:line:column: message [rule]`.
        package var text: String {
            let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self)
            return (place.isEmpty ? "" : place.joined(separator: ":") + ": ")
                + "\(message) [\(rule)]"
        }
    }

    /// A document that could not be used.
    package struct Refusal: Sendable {
        package var document: String
        package var diagnostics: [Problem]
        package var event: JSONValue
    }

    /// A language that this machine could not run.
    package struct Skip: Sendable {
        package var document: String
        package var language: String
        package var reason: String
        package var event: JSONValue
    }

    /// A document of which nothing was played, because nothing that changed reaches it.
    package struct LeftOut: Sendable {
        package var document: String
        package var reason: String
        package var event: JSONValue
    }

    /// How the run ended.
    package struct End: Sendable {
        package var inconclusive: String?
        package var exitCode: Int
        /// What is wrong with the ledger; nil when there was none.
        package var ledger: [Problem]?
        /// How many comparisons were demanded.
        package var floor: Int?
        /// The coverage of the run, where the event tells it.
        package var coverage: [Coverage]?
    }

    /// What a run found about one requirement.
    package struct Coverage: Sendable, Hashable {
        package var id: String
        /// Findings that held and that did not.
        package var held: Int
        package var violated: Int
        /// Cases that are about the requirement.
        package var cases: Int

        package init(id: String, held: Int, violated: Int, cases: Int) {
            self.id = id
            self.held = held
            self.violated = violated
            self.cases = cases
        }
    }
}

/// One case played one way.
package struct CaseRecord: Sendable {
    package var key: Key
    /// The name reports give it; no other case of its section has it.
    package var label = ""
    package var title: String
    package var requirements: [String]
    package var standing: Standing
    package var reason: String?
    package var calls: Int
    package var compared: Int
    package var held: Int
    package var violations: [Violation]
    package var known: Known?
    /// What failed, as a ledger calls it; nil of what did not fail, and where the record is silent.
    package var signature: String?
    /// Whether it was not played, for nothing has changed since it passed.
    package var isRemembered = false
    /// The event itself.
    package var event: JSONValue

    /// What tells a case from every other of a run.
    package struct Key: Sendable, Hashable {
        package var document: String
        package var part: String?
        package var id: String
        package var way: String?
        /// Counted from 1, where one run plays the very same thing several times.
        package var occurrence = 1
    }

    /// How a case ended, against the ledger.
    package enum Standing: String, Sendable, CaseIterable {
        case failed
        /// It failed, and the ledger says that it would.
        case known
        case inconclusive
        case unsupported
        case passed
    }

    /// One check that did not hold, with its evidence.
    package struct Violation: Sendable, Hashable {
        package var check: String
        package var requirements: [String]
        package var message: String
        package var expected: String
        package var seen: String
    }

    /// The line of the ledger that excuses a failure.
    package struct Known: Sendable, Hashable {
        package var issue: String
        package var expires: String
        package var reason: String
    }
}
