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
    /// The text of a reply, or silence, carried wrongly; a carrier makes other steps of it.
    case carry([UInt8]?, Carriage)
    /// These very bytes.
    case bytes([UInt8])
    /// Nothing more, for as long as the caller stays.
    case stall
    /// The connection is ended in good order.
    case end
    /// The connection is reset.
    case reset
    /// So many bytes on standard error, where the caller has this program's.
    case complain(Int)

    init(_ act: WireAct) {
        switch act {
        case .send(let bytes): self = .bytes(bytes)
        case .wait(let time): self = .wait(time)
        case .stall: self = .stall
        case .end: self = .end
        case .reset: self = .reset
        case .complain(let count): self = .complain(count)
        }
    }
}

extension MockServer {
    /// What is to be done about a text that was let in.
    func steps(
        for text: [UInt8], over carrier: Exchange.Carrier, by admission: Play.Admission
    ) -> [Step] {
        let steering = admission.steering.first {
            $0.hits(text, sequence: admission.sequence)
        }
        switch admission.answer {
        case .scripted(let reply): return steps(for: text, by: reply, steering?.aberration)
        case .documentBehaviour: return hosted(text, over: carrier, steering?.aberration)
        case .refuse:
            return reply(service.refuse(text, because: "no reply is scripted for this call"))
        case .overflow:
            return reply(service.refuse(text, because: "the recording of this case is full"))
        }
    }

    /// What the service says to a text, with what the host adds to it.
    private func hosted(
        _ text: [UInt8], over carrier: Exchange.Carrier, _ aberration: Aberration?
    ) -> [Step] {
        let begin = ContinuousClock.now
        let witness = Witness()
        let said = steps(for: text, aberration) { [service] text in
            witness.see(service.reaction(to: text))
        }
        let reaction = witness.reaction
        host.observe?(
            MockHost.Observation(
                carrier: carrier, text: text, reaction: reaction,
                duration: begin.duration(to: .now)))
        let pause: [Step] = host.latency > .zero ? [.wait(host.latency)] : []
        let rest: [Step] = reaction.emissions.isEmpty ? [] : [.emit(reaction.emissions)]
        return pause + said + rest
    }

    /// What the service has said; an aberration may ask it several times, or not at all.
    private final class Witness {
        var reaction = MockService.Reaction()

        func see(_ more: MockService.Reaction) -> [UInt8]? {
            reaction.reply = more.reply
            reaction.calls += more.calls
            reaction.emissions += more.emissions
            return more.reply
        }
    }

    private func steps(
        for text: [UInt8], by scripted: ScriptedReply, _ aberration: Aberration?
    ) -> [Step] {
        switch scripted {
        case .message(let template):
            return steps(for: text, aberration) { [service] in service.answer($0, with: template) }
        case .document: return steps(for: text, aberration, by: service.answer)
        case .raw(let body, let status, let contentType):
            if let aberration { return steps(for: text, aberration) { _ in body } }
            return [.raw(body, status: status, contentType: contentType)]
        case .none: return steps(for: text, aberration) { _ in nil }
        case .close: return [.reset]
        case .emit(let messages): return [.emit(messages)]
        case .delay(let time, let then):
            return [.wait(time)] + steps(for: text, by: then, aberration)
        case .sequence(let replies):
            return replies.flatMap { steps(for: text, by: $0, aberration) }
        case .aberrant(let own, let reply): return steps(for: text, by: reply, own)
        }
    }

    private func steps(
        for text: [UInt8], _ aberration: Aberration?, by answer: @escaping Aberration.Service
    ) -> [Step] {
        guard let aberration else { return reply(answer(text)) }
        let delivery = aberration.deliver(text, by: answer)
        if let carriage = delivery.carriage { return [.carry(delivery.messages.first, carriage)] }
        return delivery.messages.map { .reply($0) }
    }

    private func reply(_ text: [UInt8]?) -> [Step] { text.map { [.reply($0)] } ?? [] }
}
