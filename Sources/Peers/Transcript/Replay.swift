package import JSONRPC
import Synchronization
package import WireJSON

/// Gives recorded replies to the requests that they were recorded for.
///
/// A request is known by its method and the value of its params. Where one was recorded several
/// times, its replies come in their order, and the last of them from then on.
package final class Replay: Sendable {
    private let turns: [String: [Transcript.Turn]]
    /// How often each request has been made.
    private let asked = Mutex<[String: Int]>([:])

    /// What there is to say.
    struct Reply {
        var text: [UInt8]
        var outcome: Response.Outcome
        var emissions: [JSONValue]
    }

    /// The turns of all transcripts in their order; a batch counts as its elements.
    package init(_ transcripts: [Transcript]) {
        var turns: [String: [Transcript.Turn]] = [:]
        for turn in transcripts.flatMap(\.turns) {
            for part in turn.parts {
                guard case .request(let request) = Message.read(part.request.value) else {
                    continue
                }
                turns[Self.key(request), default: []].append(part)
            }
        }
        self.turns = turns
    }

    /// How many different requests are known.
    package var count: Int { turns.count }

    /// The recorded reply with the caller's id, otherwise byte for byte; nil where none is known.
    func reply(to request: Request) -> Reply? {
        let key = Self.key(request)
        guard let known = turns[key] else { return nil }
        let number = asked.withLock { asked in
            defer { asked[key, default: 0] += 1 }
            return asked[key] ?? 0
        }
        let turn = known[min(number, known.count - 1)]
        let emissions = turn.emissions.map(\.value)
        guard let reply = turn.reply, let outcome = Response.Outcome(reply.value) else {
            return Reply(text: [], outcome: .result(.null), emissions: emissions)
        }
        var text = reply.text
        if let id = request.id, let own = reply.value["id"] {
            text.replaceSubrange(own.span.range, with: id.bytes())
        }
        return Reply(text: text, outcome: outcome, emissions: emissions)
    }

    private static func key(_ request: Request) -> String {
        let params: JSONValue =
            switch request.params {
            case nil: .null
            case .positional(let values): .array(values)
            case .named(let members): JSONValue(.object(members))
            }
        return JSONValue.array([.string(request.method), params]).text(.canonical)
    }
}

extension Transcript.Turn {
    /// The turn itself, or one for each element of a batch with the reply of the same id.
    package var parts: [Transcript.Turn] {
        guard let elements = request.value.array else { return [self] }
        let replies = reply?.value.array ?? []
        return elements.enumerated().map { index, element in
            var part = self
            part.request = own(element, in: request)
            part.reply = element["id"].flatMap { id in
                replies.first { $0["id"] == id }.flatMap { found in
                    reply.map { own(found, in: $0) }
                }
            }
            if index > 0 { part.emissions = [] }
            return part
        }
    }

    /// A part of a message as a message; its spans are counted from its own beginning.
    private func own(_ part: JSONValue, in whole: Transcript.Message) -> Transcript.Message {
        var message = whole
        message.text = Array(whole.text[part.span.range])
        message.value = (try? JSONValue.read(message.text)) ?? part
        return message
    }
}

extension Response.Outcome {
    /// What a Response says; nil where it is none.
    package init?(_ response: JSONValue) {
        if let error = response["error"] {
            guard let code = error["code"]?.int else { return nil }
            let message = error["message"]?.string ?? ""
            self = .error(ErrorObject(code: code, message: message, data: error["data"]))
        } else if let result = response["result"] {
            self = .result(result)
        } else {
            return nil
        }
    }
}
