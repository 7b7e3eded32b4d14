import JSONRPC
import WireJSON

/// What any subject owes in any case, whatever the case asks.
extension Check {
    static let outcomes: [Check] = [
        subjectReports, methodExists, oneExchangePerCall, failureIsTheSDKsOwn, subjectIsQuiet,
    ]

    static let subjectReports = Check(
        "subject.reports", .derived, ["G01"],
        clause: "an SDK call returns or raises; it never ends, hangs or takes over its host"
    ) { observation in
        switch observation.ending {
        case .reported where observation.steps.count < observation.calls.count:
            .violated(
                "the report is short", expected: "\(observation.calls.count) outcomes",
                seen: "\(observation.steps.count)", mark: ":short")
        case .reported: .holds
        case .raised(let trace):
            .violated(
                "the subject broke out of the call", expected: "a report", seen: trace,
                mark: ":raised")
        case .timedOut(let place):
            .violated(
                "the case timed out", expected: "an end in time", seen: place, mark: ":timed-out")
        case .died(let how):
            .violated(
                "the process ended without a report", expected: "a report", seen: how, mark: ":died"
            )
        }
    }

    static let methodExists = Check(
        "subject.method-exists", .derived, ["O22", "G07"],
        clause: "every method of the document can be called, under a name of its own"
    ) { observation in
        Finding.all(
            observation.steps.map { outcome in
                switch outcome {
                case .missing(let looked):
                    .violated("the SDK lacks what the document declares", seen: looked)
                case .returned, .raised: .holds
                case .constructed, .examined: .notApplicable
                }
            })
    }

    static let oneExchangePerCall = Check(
        "exchange.one-per-call", .derived, ["J26"],
        clause: "JSON-RPC 2.0 §5: one call is one request and at most one response"
    ) { observation in
        guard !observation.steps.isEmpty, !observation.calls.isEmpty else { return .notApplicable }
        let expected = observation.calls.count
        guard observation.exchanges.count != expected else { return .holds }
        return .violated(
            "the number of requests on the wire is wrong", expected: String(expected),
            seen: String(observation.exchanges.count), mark: ":\(observation.exchanges.count)")
    }

    static let failureIsTheSDKsOwn = Check(
        "subject.error-kind", .derived, ["G17"],
        clause: "errors reach the caller as the SDK's own exceptions, never as a stray TypeError"
    ) { observation in
        Finding.all(
            zip(observation.calls, observation.steps).map { _, outcome in
                guard case .raised(let exception) = outcome else { return .notApplicable }
                let kind = exception["kind"]?.string
                guard kind == nil || kind == "other" else { return .holds }
                return .violated(
                    "the call raised an exception that is not the SDK's own",
                    expected: "an error of the SDK",
                    seen: exception["text"]?.string ?? seen(exception),
                    mark: ":\(exception["type"]?.string ?? "other")")
            })
    }

    static let subjectIsQuiet = Check(
        "subject.quiet", .derived, ["G01"],
        clause: "a library writes nothing to its host's standard output and error"
    ) { observation in
        guard case .reported = observation.ending else { return .notApplicable }
        return observation.output.isEmpty
            ? .holds
            : .violated("the SDK printed", expected: "nothing", seen: excerpt(observation.output))
    }
}
