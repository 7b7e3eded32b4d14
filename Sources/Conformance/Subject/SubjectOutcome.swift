package import WireJSON

/// How something that a subject was asked for came out.
package enum SubjectOutcome: Sendable {
    /// With a value; `shape` is how it looks in the subject's language, `misfit` what of it, or of
    /// the arguments, is not of the type that the subject's own annotations state.
    case returned(JSONValue, shape: JSONValue?, misfit: String?)
    /// With an exception: `kind`, and perhaps `code`, `message`, `data`, `type`, `trace`, `text`.
    case raised(JSONObject)
    /// The subject lacks what the document declares; the text says what was looked for.
    case missing(String)
    /// Our surroundings are wrong.
    case couldNotRun(String)
    case unsupported(String)
    case connected(session: Int)
    case constructed(JSONValue, shape: JSONValue?)
    case subscribed(Int)
    /// One for each call of a batch, or for each type that was constructed.
    case outcomes([SubjectOutcome])

    /// A request of the protocol of which the result is an outcome.
    package enum Request: String, Sendable, CaseIterable {
        case prepare, construct, connect, call, notify, batch, subscribe, cancel, close

        /// The word of the outcome that is hoped for.
        var success: String {
            switch self {
            case .connect: "connected"
            case .construct: "constructed"
            case .subscribe: "subscribed"
            case .prepare, .call, .notify, .cancel, .close, .batch: "returned"
            }
        }

        /// Whether what it is about can be missing in the subject.
        var canMiss: Bool {
            switch self {
            case .call, .notify, .construct: true
            case .prepare, .connect, .batch, .subscribe, .cancel, .close: false
            }
        }
    }

    /// Kinds of exceptions.
    package enum Kind: String, Sendable, CaseIterable {
        case rpc, `protocol`, transport, sdk, cancelled, timeout, other
    }

    /// Reads the result of a request.
    package init(_ value: JSONValue, of request: Request) throws(SubjectFault) {
        guard value.object != nil else {
            throw .misshapen("that of '\(request.rawValue)' is \(excerpt(value.text()))")
        }
        if let elements = value["outcomes"], request == .batch || request == .construct {
            guard let elements = elements.array else {
                throw .misshapen("'outcomes' is no array")
            }
            self = .outcomes(
                request == .batch ? try Self.calls(elements) : try Self.built(elements))
            return
        }
        self = try Self.single(value, request)
    }

    private static func single(
        _ value: JSONValue, _ request: Request
    ) throws(SubjectFault) -> SubjectOutcome {
        let word = value["outcome"]?.string
        switch word {
        case "raised": return .raised(try exception(value))
        case "could-not-run": return .couldNotRun(try text(value, "reason"))
        case "unsupported": return .unsupported(try text(value, "reason"))
        case "missing" where request.canMiss: return .missing(try text(value, "what"))
        case request.success where request != .batch: return try success(value, request)
        default:
            throw .misshapen(
                "'outcome' of '\(request.rawValue)' is \(value["outcome"]?.text() ?? "absent")")
        }
    }

    private static func calls(_ elements: [JSONValue]) throws(SubjectFault) -> [SubjectOutcome] {
        var outcomes: [SubjectOutcome] = []
        for element in elements { outcomes.append(try SubjectOutcome(element, of: .call)) }
        return outcomes
    }

    /// What became of each type that could be meant.
    private static func built(_ elements: [JSONValue]) throws(SubjectFault) -> [SubjectOutcome] {
        if elements.isEmpty { throw .misshapen("'outcomes' is empty") }
        var outcomes: [SubjectOutcome] = []
        for element in elements {
            let outcome = try single(element, .construct)
            switch outcome {
            case .constructed, .raised: outcomes.append(outcome)
            default: throw .misshapen("among 'outcomes' is \(excerpt(element.text()))")
            }
        }
        return outcomes
    }

    private static func success(
        _ value: JSONValue, _ request: Request
    ) throws(SubjectFault) -> SubjectOutcome {
        switch request {
        case .connect: return .connected(session: try number(value, "session"))
        case .subscribe: return .subscribed(try number(value, "subscription"))
        case .construct:
            guard let encoded = value["encoded"] else {
                throw .misshapen("what was constructed has no 'encoded'")
            }
            return .constructed(encoded, shape: value["shape"])
        case .prepare, .call, .notify, .batch, .cancel, .close:
            guard let returned = value["value"] else {
                throw .misshapen("what was returned has no 'value'")
            }
            let misfit = value["misfit"] == nil ? nil : try text(value, "misfit")
            return .returned(returned, shape: value["shape"], misfit: misfit)
        }
    }

    private static func number(
        _ value: JSONValue, _ name: String
    ) throws(SubjectFault) -> Int {
        guard let number = value[name]?.int, number > 0 else {
            throw .misshapen("'\(name)' is \(value[name]?.text() ?? "absent"), no number from 1")
        }
        return number
    }

    private static func text(
        _ value: JSONValue, _ name: String
    ) throws(SubjectFault) -> String {
        guard let text = value[name]?.string else {
            throw .misshapen("an outcome has no '\(name)' that is a string")
        }
        return text
    }

    private static func exception(_ value: JSONValue) throws(SubjectFault) -> JSONObject {
        guard Kind(rawValue: value["kind"]?.string ?? "") != nil else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .misshapen("'kind' is \(value["kind"]?.text() ?? "absent"); there is \(known)")
        }
        for name in ["message", "type", "trace", "text"] where value[name] != nil {
            guard value[name]?.string != nil else { throw .misshapen("'\(name)' is no string") }
        }
        return value.object ?? JSONObject()
    }
}

extension SubjectOutcome {
    /// How a step of a case ended, or each of several; none where nothing is said of the subject.
    package var steps: [StepOutcome] {
        if case .outcomes(let outcomes) = self { return outcomes.flatMap(\.steps) }
        return step.map { [$0] } ?? []
    }

    /// How a step of a case ended; nil where nothing can be said of the subject.
    package var step: StepOutcome? {
        switch self {
        case .returned(let value, let shape, _): return .returned(wire: value, shape: shape)
        case .missing(let what): return .missing(what)
        case .constructed(let value, let shape): return .constructed(wire: value, shape: shape)
        case .raised(let exception): return .raised(Self.described(exception))
        case .couldNotRun, .unsupported, .connected, .subscribed, .outcomes: return nil
        }
    }

    /// The exception as the checks read it: with a `text` for a person.
    private static func described(_ exception: JSONObject) -> JSONValue {
        let kind = exception["kind"]?.string ?? ""
        // What the service sent is in no other kind of exception.
        let sent = kind == Kind.rpc.rawValue ? ["code", "message", "data"] : []
        let own = ["kind", "type"] + sent
        var told = JSONObject(exception.members.filter { own.contains($0.name) })
        let words: [String?] = [exception["type"]?.string ?? kind, exception["message"]?.string]
        let lines: [String?] = [
            words.compactMap(\.self).joined(separator: ": "), exception["trace"]?.string,
        ]
        let text = lines.compactMap(\.self).joined(separator: "\n")
        told["text"] = exception["text"] ?? .string(text)
        return JSONValue(.object(told))
    }
}

extension SubjectOutcome: CustomStringConvertible {
    /// The outcome in one line.
    package var description: String {
        switch self {
        case .returned(let value, _, _): "returned \(excerpt(value.text()))"
        case .raised(let exception): "raised \(excerpt(JSONValue(.object(exception)).text()))"
        case .missing(let what): "missing: \(what)"
        case .couldNotRun(let reason): "could not run: \(reason)"
        case .unsupported(let reason): "unsupported: \(reason)"
        case .connected(let session): "connected, session \(session)"
        case .constructed(let value, _): "constructed \(excerpt(value.text()))"
        case .subscribed(let number): "subscribed, subscription \(number)"
        case .outcomes(let outcomes): outcomes.map(\.description).joined(separator: "; ")
        }
    }
}
