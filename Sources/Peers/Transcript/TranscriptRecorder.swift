import Synchronization
package import WireJSON

/// Writes a transcript down as it comes about, a turn at a time.
package final class TranscriptRecorder: Sendable {
    private let format: Transcript.Format
    private let begin = ContinuousClock.now
    private let sequence = Mutex(0)
    private let write: @Sendable ([UInt8]) -> Void

    /// `write` is handed whole lines, one call at a time.
    package init(_ format: Transcript.Format, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.format = format
        self.write = write
        guard format == .jsonLines else { return }
        let header: JSONValue = [
            "kind": "header", "schemaVersion": 1, "createdAt": "1970-01-01T00:00:00Z",
            "features": ["assay"],
        ]
        write(header.bytes() + [0x0A])
    }

    /// Notes what a caller said and what it was told. What is not JSON is a comment in `.io`, and
    /// has no place in JSON Lines.
    package func note(_ request: [UInt8], reply: [UInt8]?, emissions: [JSONValue] = []) {
        sequence.withLock { sequence in
            write(
                format == .io
                    ? spoken(request, reply, emissions)
                    : records(request, reply, emissions, &sequence))
        }
    }

    private func spoken(_ request: [UInt8], _ reply: [UInt8]?, _ emissions: [JSONValue]) -> [UInt8]
    {
        var out: [UInt8] = []
        guard let text = Self.oneLine(request) else {
            let shown = JSONValue.quoted(String(decoding: request.prefix(4096), as: UTF8.self))
            out += Array("// not JSON: \(shown)\n".utf8)
            return out + Array("// ".utf8) + (reply.flatMap(Self.oneLine) ?? []) + [0x0A, 0x0A]
        }
        out += Array(">> ".utf8) + text + [0x0A]
        for text in [reply].compactMap({ $0 }) + emissions.map({ $0.bytes() }) {
            out += Array("<< ".utf8) + (Self.oneLine(text) ?? []) + [0x0A]
        }
        return out + [0x0A]
    }

    private func records(
        _ request: [UInt8], _ reply: [UInt8]?, _ emissions: [JSONValue], _ sequence: inout Int
    ) -> [UInt8] {
        let time = begin.duration(to: .now) / .milliseconds(1)
        var out: [UInt8] = []
        func add(_ kind: String, _ more: String, _ member: String, _ text: [UInt8]) {
            sequence += 1
            let head = #"{"kind":"api.\#(kind)","seq":\#(sequence),"atMs":\#(Int(time)),\#(more)"#
            out += Array("\(head)\"\(member)\":".utf8) + text + Array("}\n".utf8)
        }
        guard let text = Self.oneLine(request) else { return [] }
        add("request", #""client":"assay","#, "request", text)
        let own = sequence
        if let text = reply.flatMap(Self.oneLine) {
            add("response", #""requestSeq":\#(own),"#, "response", text)
        }
        for emission in emissions { add("notification", "", "notification", emission.bytes()) }
        return out
    }

    /// The text as it came where it is JSON in one line; JSON in several is written anew.
    private static func oneLine(_ text: [UInt8]) -> [UInt8]? {
        guard let value = try? JSONValue.read(text) else { return nil }
        let isOne = !text.contains { $0 == 0x0A || $0 == 0x0D }
        return isOne ? text : value.bytes()
    }
}
