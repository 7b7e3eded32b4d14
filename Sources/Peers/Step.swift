import JSONRPC
import WireJSON

/// One thing that a carrier does about a text it has been handed; a text comes to some of them in a
/// row, and to none where nothing may be sent.
enum Step: Sendable {
    /// Nothing for so long, for this text; a carrier of messages goes on with others meanwhile.
    case wait(Duration)
    /// Messages of the mock's own; HTTP has no place for them.
    case emit([JSONValue])
    /// The text of a reply.
    case reply([UInt8])
    /// These bytes as a reply, and what HTTP says of them.
    case raw([UInt8], status: Int, contentType: String)
    /// The connection is reset.
    case reset
}

extension MockServer {
    /// What is to be done about a text that was let in.
    func steps(for text: [UInt8], by answer: Play.Answer) -> [Step] {
        switch answer {
        case .scripted(let reply): steps(for: text, by: reply)
        case .documentBehaviour: steps(for: text, by: .document)
        case .refuse:
            reply(service.refuse(text, because: "no reply is scripted for this call"))
        case .overflow:
            reply(service.refuse(text, because: "the recording of this case is full"))
        }
    }

    private func steps(for text: [UInt8], by scripted: ScriptedReply) -> [Step] {
        switch scripted {
        case .message(let template): reply(service.answer(text, with: template))
        case .document: reply(service.answer(text))
        case .raw(let body, let status, let contentType):
            [.raw(body, status: status, contentType: contentType)]
        case .none: []
        case .close: [.reset]
        case .emit(let messages): [.emit(messages)]
        case .delay(let time, let then): [.wait(time)] + steps(for: text, by: then)
        case .sequence(let replies): replies.flatMap { steps(for: text, by: $0) }
        }
    }

    private func reply(_ text: [UInt8]?) -> [Step] { text.map { [.reply($0)] } ?? [] }
}
