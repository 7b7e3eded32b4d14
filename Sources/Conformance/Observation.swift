package import JSONRPC
package import WireJSON

/// What was seen while a case was played; checks judge it, nothing else.
package struct Observation: Sendable {
    package var subject: Case
    /// How the peer was reached; nil where nothing is called.
    package var way: Way?
    /// The same case as it was played another way, where it was.
    package var reference: Reference?
    /// One entry for each call of the case that was played, in order.
    package var steps: [StepOutcome]
    /// What of a step's values is not of the type that the SDK annotates, in a phrase, by the
    /// step's index.
    package var misfits: [Int: String] = [:]
    /// Every exchange that reached the peer, in order of arrival.
    package var exchanges: [Exchange]
    /// How the subject's process ended the case.
    package var ending: Ending
    /// What the subject wrote to its standard output and error.
    package var output: String

    package init(
        subject: Case, by way: Way? = nil, steps: [StepOutcome] = [], exchanges: [Exchange] = [],
        ending: Ending = .reported, output: String = ""
    ) {
        self.subject = subject
        self.way = way
        self.steps = steps
        self.exchanges = exchanges
        self.ending = ending
        self.output = output
    }

    /// What the subject sent when the same case was played another way.
    package struct Reference: Sendable {
        package var way: Way
        /// The payload of each message, in order.
        package var messages: [[UInt8]]
        /// Whether the subject gives its calls the same ids each time; where it does not, ids
        /// are no part of the comparison.
        package var hasStableIDs: Bool

        package init(way: Way, messages: [[UInt8]], hasStableIDs: Bool = true) {
            self.way = way
            self.messages = messages
            self.hasStableIDs = hasStableIDs
        }
    }

    /// How the process that played the case came to its end.
    package enum Ending: Sendable, Equatable {
        /// With an explicit report.
        case reported
        /// The driver itself raised; the text is the traceback.
        case raised(String)
        case timedOut(String)
        /// It ended without a report: signal, exit status, or a lost worker.
        case died(String)

        /// The ending in one line.
        package var summary: String {
            switch self {
            case .reported: "it reported"
            case .raised(let text):
                text.split(separator: "\n").last.map(String.init) ?? "it raised"
            case .timedOut(let place):
                "it timed out: " + (place.split(separator: "\n").last.map(String.init) ?? "")
            case .died(let how): how
            }
        }
    }
}

/// How one step ended in the subject, as the driver tells it.
package enum StepOutcome: Sendable {
    /// `wire` is the value as the subject encodes it, `shape` as the driver sees it, if it does.
    case returned(wire: JSONValue, shape: JSONValue?)
    /// The exception as an object: `kind`, `type`, `code`, `message`, `data`, `text`.
    case raised(JSONValue)
    /// The subject has no such method; the text says what was looked for.
    case missing(String)
    /// The outcome of a construction: the encoded object, or the problem.
    case constructed(wire: JSONValue, shape: JSONValue?)
    /// The outcome of an examination: how much was compared, and what is wrong.
    case examined(compared: Int, problems: [String])
}

extension StepOutcome {
    /// The outcome in a word that no run changes: of an exception its kind, or its type where it is
    /// not the SDK's own.
    var word: String {
        switch self {
        case .returned: return "returned"
        case .raised(let exception):
            let kind = exception["kind"]?.string ?? "other"
            let type = exception["type"]?.string ?? kind
            return "raised-\(kind == "other" ? type : kind)"
        case .missing: return "missing"
        case .constructed: return "constructed"
        case .examined: return "examined"
        }
    }
}

extension Observation {
    /// The calls of the case; empty for constructions and examinations.
    package var calls: [Case.Step] {
        if case .calls(let steps) = subject.task { steps } else { [] }
    }
}
