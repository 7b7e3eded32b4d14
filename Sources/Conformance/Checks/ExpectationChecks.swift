import JSONRPC
import WireJSON

/// What the case itself states: the request, the value, the error, the type.
extension Check {
    static let expectations: [Check] = [
        requestIsAsStated, valueIsAsServed, errorIsAsServed, valueIsTyped, valueIsAsAnnotated,
        objectIsBuilt, examinationHolds,
    ]

    static let requestIsAsStated = Check(
        "case.sent", .must, ["J07", "J08", "J10", "J11", "O22", "O28", "O29"],
        clause: "OpenRPC: the request carries the method's name and its params as declared"
    ) { observation in
        Finding.all(
            zip(observation.calls, observation.exchanges).map { step, exchange in
                guard let sent = step.sent else { return .notApplicable }
                var bindings = Bindings()
                return finding(
                    sent.mismatch(exchange.request, &bindings), in: "the request", sent,
                    text(exchange.requestBody))
            })
    }

    static let valueIsAsServed = Check(
        "case.returned", .derived, ["J36", "G04", "G05", "G12"],
        clause: "the returned value encodes back to what was served"
    ) { observation in
        eachStep(observation) { step, outcome in
            guard case .returned(let expected) = step.expected else { return .notApplicable }
            guard case .returned(let wire, _) = outcome else {
                return .violated(
                    "the call did not return", expected: expected.description,
                    seen: describe(outcome), mark: ":\(outcome.word)")
            }
            var bindings = Bindings()
            return finding(
                expected.mismatch(wire, &bindings), in: "the value", expected, wire.text())
        }
    }

    static let errorIsAsServed = Check(
        "case.raised", .must, ["J31", "J38", "J39", "J41", "J50", "G17"],
        clause: "JSON-RPC 2.0 §5.1: code, message and data reach the caller"
    ) { observation in
        eachStep(observation) { step, outcome in
            guard case .raised(let expected) = step.expected else { return .notApplicable }
            guard case .raised(let exception) = outcome else {
                return .violated(
                    "the call did not raise", expected: expected.description,
                    seen: describe(outcome), mark: ":\(outcome.word)")
            }
            var bindings = Bindings()
            let told = exception.keeping(["kind", "code", "message", "data"])
            return finding(
                expected.mismatch(told, &bindings), in: "the exception", expected, seen(exception))
        }
    }

    static let valueIsTyped = Check(
        "case.typed", .derived, ["G11", "G13"],
        clause: "the value is typed as the schema says, at every depth"
    ) { observation in
        eachStep(observation) { step, outcome in
            guard let typed = step.typed, case .returned(_, let shape?) = outcome else {
                return .notApplicable
            }
            switch typed {
            case .shape(let pattern):
                var bindings = Bindings()
                return finding(
                    pattern.mismatch(shape, &bindings), in: "the type", pattern,
                    shape.text())
            case .schema(let typing):
                guard let fault = typing.fault(in: shape) else { return .holds }
                return .violated(
                    fault.text, seen: excerpt(shape.text()), mark: "@\(fault.pointer)")
            }
        }
    }

    static let valueIsAsAnnotated = Check(
        "case.annotated", .derived, ["G11", "G13"],
        clause: "what is taken and returned has the type that the SDK's own annotations state"
    ) { observation in
        Finding.all(
            zip(observation.calls, observation.steps).enumerated().map { index, pair in
                // Without a claim of a type the value may be one that the document does not know.
                guard pair.0.typed != nil, case .returned(_, let shape) = pair.1 else {
                    return .notApplicable
                }
                guard let problem = observation.misfits[index] else { return .holds }
                return .violated(problem, seen: excerpt(shape?.text() ?? ""))
            })
    }

    static let objectIsBuilt = Check(
        "case.constructed", .derived, ["G02", "G03", "G05"],
        clause: "a dataclass is built from its required members alone, or from all of them"
    ) { observation in
        guard case .construct(let construction) = observation.subject.task else {
            return .notApplicable
        }
        // Two schemas may declare the same names; one of their classes must serve.
        return Finding.any(
            observation.steps.map { outcome in
                guard case .constructed(let wire, _) = outcome else {
                    return .violated(
                        "the object could not be built",
                        expected: construction.encoded.description, seen: describe(outcome),
                        mark: ":\(outcome.word)")
                }
                var bindings = Bindings()
                return finding(
                    construction.encoded.mismatch(wire, &bindings), in: "the object",
                    construction.encoded, wire.text())
            })
    }

    static let examinationHolds = Check(
        "case.examined", .derived, ["G01", "G02", "G03", "G04", "G05", "G10", "G11", "G15"],
        clause: "the package imports, its parts agree, and its objects share no state"
    ) { observation in
        Finding.all(
            observation.steps.map { outcome in
                guard case .examined(let compared, let problems) = outcome else {
                    return .notApplicable
                }
                if let first = problems.first {
                    return .violated(
                        "\(problems.count) problems, the first of them: \(first)",
                        seen: excerpt(problems.joined(separator: "\n")),
                        mark: ":\(problems.count)")
                }
                return compared > 0 ? .holds : .notApplicable
            })
    }

    private static func eachStep(
        _ observation: Observation, _ examine: (Case.Step, StepOutcome) -> Finding
    ) -> Finding {
        Finding.all(zip(observation.calls, observation.steps).map(examine))
    }

    private static func finding(
        _ mismatch: Mismatch?, in what: String, _ expected: Pattern, _ seen: String
    ) -> Finding {
        guard let mismatch else { return .holds }
        return .violated(
            "\(what): \(mismatch.text)", expected: expected.description, seen: excerpt(seen),
            mark: mismatch.mark)
    }

    private static func describe(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .returned(let wire, _): "returned \(excerpt(wire.text()))"
        case .raised(let exception): "raised \(exception["text"]?.string ?? seen(exception))"
        case .missing(let looked): "missing: \(looked)"
        case .constructed(let wire, _): "constructed \(excerpt(wire.text()))"
        case .examined(let compared, _): "examined \(compared)"
        }
    }
}

extension JSONValue {
    /// An object with only the members of those names.
    func keeping(_ names: [String]) -> JSONValue {
        .object(object?.members.filter { names.contains($0.name) } ?? [])
    }
}
