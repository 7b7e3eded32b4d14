package import WireJSON

/// How something that a subject was asked for came out.
package enum SubjectOutcome: Sendable {
    /// With a value; `shape` is how it looks in the subject's language.
    case returned(JSONValue, shape: JSONValue?)
    /// With an exception: `kind`, and perhaps `code`, `message`, `data`, `type`, `trace`.
    case raised(JSONObject)
    /// Our surroundings are wrong.
    case couldNotRun(String)
    case unsupported(String)
    case connected(session: Int)
    case constructed(JSONValue, shape: JSONValue?)
    case subscribed(Int)
    /// One for each call of a batch.
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
        if request == .batch, let elements = value["outcomes"] {
            self = .outcomes(try Self.elements(elements))
            return
        }
        let word = value["outcome"]?.string
        switch word {
        case "raised": self = .raised(try Self.exception(value))
        case "could-not-run": self = .couldNotRun(try Self.reason(value))
        case "unsupported": self = .unsupported(try Self.reason(value))
        case request.success where request != .batch: self = try Self.success(value, request)
        default:
            throw .misshapen(
                "'outcome' of '\(request.rawValue)' is \(value["outcome"]?.text() ?? "absent")")
        }
    }

    private static func elements(_ value: JSONValue) throws(SubjectFault) -> [SubjectOutcome] {
        guard let elements = value.array else { throw .misshapen("'outcomes' is no array") }
        var outcomes: [SubjectOutcome] = []
        for element in elements { outcomes.append(try SubjectOutcome(element, of: .call)) }
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
            return .returned(returned, shape: value["shape"])
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

    private static func reason(_ value: JSONValue) throws(SubjectFault) -> String {
        guard let reason = value["reason"]?.string else {
            throw .misshapen("an outcome has no 'reason'")
        }
        return reason
    }

    private static func exception(_ value: JSONValue) throws(SubjectFault) -> JSONObject {
        guard Kind(rawValue: value["kind"]?.string ?? "") != nil else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .misshapen("'kind' is \(value["kind"]?.text() ?? "absent"); there is \(known)")
        }
        for name in ["message", "type", "trace"] where value[name] != nil {
            guard value[name]?.string != nil else { throw .misshapen("'\(name)' is no string") }
        }
        return value.object ?? JSONObject()
    }
}

extension SubjectOutcome {
    /// How a step of a case ended; nil where nothing can be said of the subject.
    package var step: StepOutcome? {
        switch self {
        case .returned(let value, let shape): return .returned(wire: value, shape: shape)
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
        told["text"] = .string(lines.compactMap(\.self).joined(separator: "\n"))
        return JSONValue(.object(told))
    }
}

extension SubjectOutcome: CustomStringConvertible {
    /// The outcome in one line.
    package var description: String {
        switch self {
        case .returned(let value, _): "returned \(excerpt(value.text()))"
        case .raised(let exception): "raised \(excerpt(JSONValue(.object(exception)).text()))"
        case .couldNotRun(let reason): "could not run: \(reason)"
        case .unsupported(let reason): "unsupported: \(reason)"
        case .connected(let session): "connected, session \(session)"
        case .constructed(let value, _): "constructed \(excerpt(value.text()))"
        case .subscribed(let number): "subscribed, subscription \(number)"
        case .outcomes(let outcomes): outcomes.map(\.description).joined(separator: "; ")
        }
    }
}
