package import WireJSON

/// What one text holds where a Request or a batch was due (JSON-RPC 2.0 §4 and §6).
package enum Incoming: Sendable {
    case single(Message)
    /// At least one message; each is judged by itself.
    case batch([Message])
}

extension Incoming {
    /// How many messages a batch may hold unless the caller says otherwise.
    package static let batchLimit = 100_000

    /// Reads one text. What is not JSON, an empty batch and a batch beyond the limit are each one
    /// refused message, never a batch.
    package static func read(
        _ bytes: [UInt8], limits: JSONLimits = JSONLimits(), batchLimit: Int = batchLimit
    ) -> Incoming {
        do {
            return read(try JSONValue.read(bytes, limits: limits), batchLimit: batchLimit)
        } catch {
            return .single(.refused(.parseError, reason: error.message))
        }
    }

    /// Judges a value that was already read.
    package static func read(_ value: JSONValue, batchLimit: Int = batchLimit) -> Incoming {
        guard let elements = value.array else { return .single(.read(value)) }
        if elements.isEmpty {
            return .single(.refused(.invalidRequest, reason: "a batch holds at least one request"))
        }
        if elements.count > batchLimit {
            let reason = "a batch holds at most \(batchLimit) requests"
            return .single(.refused(.invalidRequest, reason: reason))
        }
        return .batch(elements.map(Message.read))
    }

    /// The text to send back, as a value; nil when nothing at all may be sent. The handler sees
    /// every lawful request in order, notifications too; what it says to those is dropped.
    package func answered(by handle: (Request) -> Response.Outcome) -> JSONValue? {
        switch self {
        case .single(let message):
            return message.answered(by: handle)?.value
        case .batch(let messages):
            let responses = messages.compactMap { $0.answered(by: handle)?.value }
            return responses.isEmpty ? nil : .array(responses)
        }
    }
}

extension Message {
    fileprivate func answered(by handle: (Request) -> Response.Outcome) -> Response? {
        switch self {
        case .refused(let error, _):
            return Response(id: .null, .error(error))
        case .request(let request):
            let outcome = handle(request)
            return request.id.map { Response(id: $0, outcome) }
        }
    }
}
