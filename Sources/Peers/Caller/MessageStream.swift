/// How messages are put on a stream of bytes and found on it again.
protocol MessageStream {
    /// The bytes that carry one message.
    mutating func wrapped(_ message: [UInt8]) -> [UInt8]

    /// The next whole message among the bytes that have come; nil while there is none. `isLast`
    /// says that no more will come.
    mutating func next(_ intake: inout Intake, isLast: Bool) throws(StreamFault) -> RawReply?

    /// Bytes that have to be sent back before anything else, such as an answer to a ping.
    mutating func takeReaction() -> [UInt8]
}

extension MessageStream {
    mutating func takeReaction() -> [UInt8] { [] }
}

/// What on a stream cannot be taken for a message; after it nothing more can be read.
struct StreamFault: Error {
    let description: String
    init(_ description: String) { self.description = description }
}

/// One message that a server sent.
package struct RawReply: Sendable {
    /// Status line and header lines of HTTP; empty elsewhere.
    package var head: [UInt8]
    /// The message with its framing taken off; empty where HTTP had no content.
    package var body: [UInt8]

    package init(head: [UInt8] = [], body: [UInt8]) {
        self.head = head
        self.body = body
    }
}

/// One message a line; empty lines mean nothing.
struct NewlineStream: MessageStream {
    let limit: Int
    private var scanned = 0

    init(limit: Int) { self.limit = limit }

    func wrapped(_ message: [UInt8]) -> [UInt8] { message + [0x0A] }

    mutating func next(_ intake: inout Intake, isLast: Bool) throws(StreamFault) -> RawReply? {
        while let end = lineEnd(intake) {
            var line = intake.take(end + 1).dropLast()
            scanned = 0
            if line.last == 0x0D { line = line.dropLast() }
            if !line.isEmpty { return RawReply(body: Array(line)) }
        }
        scanned = intake.count
        guard intake.count <= limit else {
            throw StreamFault("a line goes on beyond \(limit) bytes")
        }
        guard isLast, !intake.isEmpty else { return nil }
        throw StreamFault("the stream ends within a line")
    }

    private func lineEnd(_ intake: borrowing Intake) -> Int? {
        let from = intake.start + scanned
        return intake.bytes[from...].firstIndex(of: 0x0A).map { $0 - intake.start }
    }
}

/// A head with `Content-Length`, an empty line, and so many bytes, as language servers have it.
struct ContentLengthStream: MessageStream {
    let limit: Int
    let headLimit: Int

    func wrapped(_ message: [UInt8]) -> [UInt8] {
        Array("Content-Length: \(message.count)\r\n\r\n".utf8) + message
    }

    func next(_ intake: inout Intake, isLast: Bool) throws(StreamFault) -> RawReply? {
        guard let end = intake.headEnd(within: headLimit) else {
            guard intake.count <= headLimit else {
                throw StreamFault("a head goes on beyond \(headLimit) bytes")
            }
            guard isLast, !intake.isEmpty else { return nil }
            throw StreamFault("the stream ends within a head")
        }
        let head = Array(intake.bytes[intake.start..<(intake.start + end)])
        let length = try Self.length(head)
        guard length <= limit else { throw StreamFault("a message of \(length) bytes begins") }
        guard intake.count >= end + length else {
            guard isLast else { return nil }
            throw StreamFault("the stream ends within a message")
        }
        _ = intake.take(end)
        return RawReply(body: intake.take(length))
    }

    private static func length(_ head: [UInt8]) throws(StreamFault) -> Int {
        let text = String(decoding: head, as: UTF8.self)
        let fields = text.split(separator: "\r\n").map { line in
            line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
        }
        let lengths = fields.filter { $0.first?.lowercased() == "content-length" }
        guard lengths.count == 1, lengths[0].count == 2,
            lengths[0][1].utf8.allSatisfy(\.isDigit), let length = Int(lengths[0][1])
        else { throw StreamFault("a head without one Content-Length: \(text.prefix(200))") }
        return length
    }
}

extension Intake {
    /// The length of a head that ends with an empty line; nil while its end has not come.
    func headEnd(within limit: Int) -> Int? {
        let range = start..<min(bytes.count, start + limit)
        var run = 0
        for index in range {
            switch (bytes[index], run) {
            case (0x0D, 0), (0x0D, 2): run += 1
            case (0x0A, 1): run += 1
            case (0x0A, 3): return index + 1 - start
            case (0x0D, _): run = 1
            default: run = 0
            }
        }
        return nil
    }
}
