import JSONRPC
import Synchronization
package import WireJSON

/// The mock without a transport: the text of a request in, the text of the reply out, nothing else.
/// Of a document without a store it is a pure function.
package final class MockService: Sendable {
    private let current: Mutex<MockDocument>
    private let replay: Replay?
    private let fallsBack: Bool
    private let limits: MockLimits

    /// A recorded reply goes before what the document says. What is not recorded is the document's
    /// to answer, or gets an error, as `fallsBack` says.
    package init(
        document: MockDocument, replay: Replay? = nil, fallsBack: Bool = true,
        limits: MockLimits = MockLimits()
    ) {
        self.limits = limits
        current = Mutex(document)
        self.replay = replay
        self.fallsBack = fallsBack
    }

    /// What calls are answered by; another one holds from the next call on, and knows nothing of
    /// what was stored.
    package var document: MockDocument {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    private func read(_ text: [UInt8]) -> Incoming {
        var bounds = JSONLimits()
        bounds.depth = limits.depth
        return Incoming.read(text, limits: bounds, batchLimit: limits.batch)
    }

    /// What comes of one text.
    package struct Reaction: Sendable {
        /// Nil when nothing may be sent.
        package var reply: [UInt8]?
        /// What the service says unasked, after the reply.
        package var emissions: [JSONValue] = []
        /// What each message in the text was and came to, in order.
        package var calls: [CallSummary] = []
    }

    /// What the document's own service answers; nil when nothing may be sent.
    package func answer(_ text: [UInt8]) -> [UInt8]? { reaction(to: text).reply }

    /// What the service answers, and what else it says.
    package func reaction(to text: [UInt8]) -> Reaction {
        let document = document
        var reaction = Reaction()
        switch read(text) {
        case .single(let message):
            reaction.reply = answer(message, document, &reaction)
        case .batch(let messages):
            let replies = messages.compactMap { answer($0, document, &reaction) }
            if !replies.isEmpty {
                reaction.reply = [0x5B] + replies.joined(separator: [0x2C]) + [0x5D]
            }
        }
        return reaction
    }

    private func answer(_ message: Message, _ document: MockDocument, _ reaction: inout Reaction)
        -> [UInt8]?
    {
        switch message {
        case .refused(let error, _):
            reaction.calls.append(CallSummary(method: nil, id: nil, outcome: .error(error)))
            return Response(id: .null, .error(error)).value.bytes()
        case .request(let request):
            let recorded = replay?.reply(to: request)
            let outcome = recorded?.outcome ?? self.outcome(of: request, document)
            reaction.emissions += recorded?.emissions ?? []
            reaction.calls.append(
                CallSummary(method: request.method, id: request.id, outcome: outcome))
            guard let id = request.id else { return nil }
            if let recorded, !recorded.text.isEmpty { return recorded.text }
            return Response(id: id, outcome).value.bytes()
        }
    }

    private func outcome(of request: Request, _ document: MockDocument) -> Response.Outcome {
        if replay == nil || fallsBack { return document.outcome(of: request) }
        return .error(.internalError.because("no reply is recorded for this call"))
    }

    /// What a caller gets who was not to call any more, and why.
    package func refuse(_ text: [UInt8], because reason: String) -> [UInt8]? {
        let error = ErrorObject.internalError.because(.string(reason))
        return read(text).answered { _ in .error(error) }?.bytes()
    }

    /// A scripted message with the ids of this request in it; see `ScriptedReply.message`.
    package func answer(_ text: [UInt8], with template: JSONValue) -> [UInt8]? {
        let incoming = read(text)
        // Whether anything may be sent at all is for the rules to say, not for the script.
        guard let lawful = incoming.answered(by: { _ in .result(.null) }) else { return nil }
        switch incoming {
        case .single(.refused): return lawful.bytes()
        case .single(.request(let request)):
            return template.using(id: request.id ?? .null).bytes()
        case .batch(let messages):
            guard let elements = template.array else { return template.using(id: .null).bytes() }
            let ids = messages.map(\.id) + Array(repeating: .null, count: elements.count)
            return JSONValue.array(zip(elements, ids).map { $0.using(id: $1) }).bytes()
        }
    }
}

extension Message {
    /// The id to answer with.
    fileprivate var id: JSONValue {
        switch self {
        case .request(let request): request.id ?? .null
        case .refused: .null
        }
    }
}

extension JSONValue {
    /// The value with the id wherever it says `{"$use":"id"}`.
    fileprivate func using(id: JSONValue) -> JSONValue {
        switch kind {
        case .array(let elements):
            return .array(elements.map { $0.using(id: id) })
        case .object(let object):
            if object.count == 1, object["$use"]?.string == "id" { return id }
            return .object(object.members.map { .init($0.name, $0.value.using(id: id)) })
        default:
            return self
        }
    }
}
