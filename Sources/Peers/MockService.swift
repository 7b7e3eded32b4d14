import JSONRPC
package import WireJSON

/// The mock without a transport: the text of a request in, the text of the reply out, nothing else.
package struct MockService: Sendable {
    package let document: MockDocument

    package init(document: MockDocument) { self.document = document }

    /// What the document's own service answers; nil when nothing may be sent.
    package func answer(_ text: [UInt8]) -> [UInt8]? {
        Incoming.read(text).answered(by: document.outcome)?.bytes()
    }

    /// What a caller gets who was not to call any more, and why.
    package func refuse(_ text: [UInt8], because reason: String) -> [UInt8]? {
        let error = ErrorObject.internalError.because(.string(reason))
        return Incoming.read(text).answered { _ in .error(error) }?.bytes()
    }

    /// A scripted message with the ids of this request in it; see `ScriptedReply.message`.
    package func answer(_ text: [UInt8], with template: JSONValue) -> [UInt8]? {
        let incoming = Incoming.read(text)
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
