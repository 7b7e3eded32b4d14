package import WireJSON

/// What two peers once said to each other, in order, text for text.
///
/// Two formats are read and written. `.io` is that of Ethereum's execution-apis: a line for each
/// message, `>> ` before what the caller said and `<< ` before what the service said, and comments
/// that begin with `//`. JSON Lines is that of Roder: a record a line, of the kinds `api.request`,
/// `api.response` and `api.notification`; other kinds are let pass.
package struct Transcript: Sendable {
    /// How a transcript is written down.
    package enum Format: Sendable, Equatable {
        case io
        case jsonLines

        /// By the ending of a file's name: `.jsonl` and `.ndjson` are JSON Lines, others `.io`.
        package init(file: String) {
            self = file.hasSuffix(".jsonl") || file.hasSuffix(".ndjson") ? .jsonLines : .io
        }
    }

    /// Something that one side said.
    package struct Message: Sendable {
        /// Whether the caller said it.
        package var isCallers: Bool
        package var text: [UInt8]
        package var value: JSONValue
        /// The line of the file, from 1 on.
        package var line: Int
    }

    /// One thing the caller said, with what the service said to it.
    package struct Turn: Sendable {
        package var request: Message
        /// Nil when none is recorded, as for a notification.
        package var reply: Message?
        /// What the service said unasked after this and before the next.
        package var emissions: [Message] = []
    }

    package var turns: [Turn] = []
    /// What the service said before the caller said anything.
    package var greeting: [Message] = []
}

/// Why a text is no transcript, and where.
package struct TranscriptFault: Error, Sendable {
    /// One phrase in the house wording.
    package var message: String
    /// The line, from 1 on.
    package var line: Int
}

extension Transcript {
    /// Reads either format; which one, its first line tells.
    package static func read(_ bytes: [UInt8]) throws(TranscriptFault) -> Transcript {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let first = lines.first { !$0.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
        let isJSON = first?.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "{")
        var transcript = Transcript()
        for (index, line) in lines.enumerated() {
            var line = line
            if line.last == 0x0D { line = line.dropLast() }
            let message =
                isJSON ? try record(line, index + 1) : try spoken(line, index + 1)
            if let message { transcript.add(message) }
        }
        return transcript
    }

    private static func spoken(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(TranscriptFault) -> Message? {
        let isCallers = line.starts(with: ">>".utf8)
        guard isCallers || line.starts(with: "<<".utf8) else {
            if line.starts(with: "//".utf8) || line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                return nil
            }
            throw TranscriptFault(
                message: "a line begins with '>>', '<<' or '//', or is empty", line: number)
        }
        let text = Array(line.dropFirst(2).drop { $0 == 0x20 || $0 == 0x09 })
        return try message(text, isCallers, number)
    }

    private static func record(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(TranscriptFault) -> Message? {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
        let bytes = Array(line)
        let value = try parsed(bytes, number)
        let members = [
            "api.request": "request", "api.response": "response",
            "api.notification": "notification",
        ]
        guard let kind = value["kind"]?.string else {
            throw TranscriptFault(message: "a record has a 'kind'", line: number)
        }
        guard let member = members[kind] else { return nil }
        guard let part = value[member] else {
            throw TranscriptFault(message: "'\(kind)' has a '\(member)'", line: number)
        }
        let text = Array(bytes[part.span.range])
        return try message(text, kind == "api.request", number)
    }

    private static func message(
        _ text: [UInt8], _ isCallers: Bool, _ line: Int
    ) throws(TranscriptFault) -> Message {
        Message(isCallers: isCallers, text: text, value: try parsed(text, line), line: line)
    }

    private static func parsed(_ text: [UInt8], _ line: Int) throws(TranscriptFault) -> JSONValue {
        do throws(JSONFault) {
            return try JSONValue.read(text)
        } catch {
            throw TranscriptFault(
                message: "\(error.message) (at byte \(error.offset) of the message)", line: line)
        }
    }

    private mutating func add(_ message: Message) {
        if message.isCallers {
            turns.append(Turn(request: message))
        } else if message.value.isSpontaneous {
            if turns.isEmpty {
                greeting.append(message)
            } else {
                turns[turns.count - 1].emissions.append(message)
            }
        } else if let open = turns.indices.last(where: {
            turns[$0].reply == nil && turns[$0].request.value.isAnswered(by: message.value)
        }) {
            turns[open].reply = message
        }
    }
}

extension JSONValue {
    /// Whether it is a message that nobody has asked for.
    fileprivate var isSpontaneous: Bool { self["method"] != nil }

    /// Whether a reply is this request's: it has its id, or that of one in its batch, or says that
    /// none could be made out.
    fileprivate func isAnswered(by reply: JSONValue) -> Bool {
        let ids = (array ?? [self]).compactMap { $0["id"] }
        let isNotification = ids.isEmpty && array == nil && self["method"]?.string != nil
        if isNotification { return false }
        return (reply.array ?? [reply]).contains { part in
            guard let id = part["id"], !id.isNull else { return true }
            return ids.contains(id)
        }
    }
}
