package import Diagnostics
import WireJSON

extension ServerCase {
    /// A recorded conversation as one case: each recorded request is a step, to be answered as
    /// it was. `.io` texts have lines `>> REQUEST` and `<< RESPONSE`; `.jsonl` texts have objects
    /// whose `kind` is `api.request` or `api.response`. What a server said unasked is not compared.
    package static func transcript(
        _ bytes: [UInt8], file: String
    ) -> (ServerCase?, [Diagnostic]) {
        var reader = TranscriptReader(source: SourceFile(name: file, bytes: bytes))
        return (reader.read(), reader.diagnostics)
    }
}

/// Walks the lines of one transcript.
private struct TranscriptReader {
    let source: SourceFile
    var diagnostics: [Diagnostic] = []
    private var turns: [Turn] = []
    /// Whether the text says `speconly:`, so that of a response only the id is compared.
    private var isLoose = false

    private struct Turn {
        var request: JSONValue
        var response: JSONValue?
        /// Its number in a text that numbers its lines.
        var sequence: Int?
    }

    init(source: SourceFile) { self.source = source }

    mutating func read() -> ServerCase? {
        var start = 0
        for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            read(Array(line), at: start)
            start += line.count + 1
        }
        if turns.isEmpty, diagnostics.isEmpty { complain("no request is recorded here", 0, 0) }
        guard diagnostics.isEmpty else { return nil }
        let steps = turns.map { turn in
            ServerCase.Step(message: .json(turn.request), expected: expected(turn))
        }
        return ServerCase(
            id: "server/transcript/" + Sweep.component(stem), title: "\(stem) goes as recorded",
            why: "who relies on what was recorded must not be surprised", requirements: ["J28"],
            level: .derived, steps: steps)
    }

    private var stem: String {
        let parts = source.name.split(separator: "/").suffix(2)
        let name = parts.joined(separator: "/")
        return String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
    }

    private mutating func read(_ line: [UInt8], at start: Int) {
        let text = String(decoding: line, as: UTF8.self)
        let trimmed = text.drop(while: \.isWhitespace)
        if trimmed.hasPrefix("//") {
            isLoose = isLoose || trimmed.contains("speconly:")
        } else if trimmed.hasPrefix(">>") || trimmed.hasPrefix("<<") {
            let skipped = text.utf8.count - trimmed.utf8.count + 2
            guard let value = json(Array(line.dropFirst(skipped)), at: start + skipped) else {
                return
            }
            if trimmed.hasPrefix(">>") {
                turns.append(Turn(request: value))
            } else if let last = turns.indices.last, turns[last].response == nil {
                turns[last].response = value
            } else {
                complain("a response follows its request", start, line.count)
            }
        } else if trimmed.hasPrefix("{") {
            if let value = json(line, at: start) { take(value, at: start, line.count) }
        } else if !trimmed.isEmpty {
            complain("a line is '>> …', '<< …', '// …' or a JSON object", start, line.count)
        }
    }

    private mutating func take(_ entry: JSONValue, at start: Int, _ length: Int) {
        switch entry["kind"]?.string {
        case "api.request":
            guard let request = entry["request"] else {
                return complain("'api.request' has no 'request'", start, length)
            }
            turns.append(Turn(request: request, sequence: entry["seq"]?.int))
        case "api.response":
            let sequence = entry["requestSeq"]?.int
            guard let response = entry["response"],
                let index = turns.firstIndex(where: {
                    $0.sequence == sequence && $0.response == nil
                })
            else { return complain("'api.response' answers no request", start, length) }
            turns[index].response = response
        case nil: complain("an entry has no 'kind'", start, length)
        default: break
        }
    }

    private func expected(_ turn: Turn) -> ServerCase.Expected {
        guard let response = turn.response else { return .silence }
        guard isLoose else { return .replies([.literal(response)]) }
        return .replies([
            .including([(name: "id", pattern: .exactly(response["id"] ?? .null))])
        ])
    }

    private mutating func json(_ bytes: [UInt8], at start: Int) -> JSONValue? {
        do throws(JSONFault) {
            return try JSONValue.read(bytes)
        } catch {
            complain(error.message, start + error.offset, 1)
            return nil
        }
    }

    private mutating func complain(_ message: String, _ start: Int, _ length: Int) {
        diagnostics.append(
            Diagnostic(
                .error, rule: "transcript.malformed", message,
                at: SourceSpan(file: source, bytes: start..<(start + length))))
    }
}
