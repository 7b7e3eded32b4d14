/// The caller's side of HTTP/1.1: a request for each message, and the responses, as they come.
struct HTTPStream: MessageStream {
    /// What is put in front of the body.
    var verb = "POST"
    let target: String
    let host: String
    /// Headers beside `Host`, `Content-Length` and the two that JSON needs; one that is named here
    /// replaces the usual one.
    var headers: [(name: String, value: String)]
    let limit: Int
    let headLimit: Int
    /// Whether the connection is over after the response.
    private(set) var isLast = false
    private var reading: Body?

    /// Interim responses of one request beyond which a server is not waited for.
    private static let interimLimit = 16
    private var interims = 0

    private struct Body {
        var head: [UInt8]
        var framing: Framing
    }

    private enum Framing {
        case none, untilEnd
        case length(Int)
        case chunked(ChunkedBody)
    }

    init(
        target: String, host: String, headers: [(name: String, value: String)], limit: Int,
        headLimit: Int
    ) {
        self.target = target
        self.host = host
        self.headers = headers
        self.limit = limit
        self.headLimit = headLimit
    }

    func wrapped(_ message: [UInt8]) -> [UInt8] {
        var usual: [(name: String, value: String)] = [
            ("Host", host), ("Content-Type", "application/json"),
            ("Accept", "application/json"), ("Content-Length", String(message.count)),
        ]
        if message.isEmpty, verb != "POST" {
            usual.removeAll { ["Content-Type", "Content-Length"].contains($0.name) }
        }
        let own = Set(headers.map { $0.name.lowercased() })
        let fields = usual.filter { !own.contains($0.name.lowercased()) } + headers
        let lines = fields.filter { !$0.value.isEmpty }.map { "\($0.name): \($0.value)\r\n" }
        return Array("\(verb) \(target) HTTP/1.1\r\n\(lines.joined())\r\n".utf8) + message
    }

    mutating func next(_ intake: inout Intake, isLast isEnd: Bool) throws(StreamFault) -> RawReply?
    {
        while reading == nil {
            guard let end = intake.headEnd(within: headLimit) else {
                guard intake.count <= headLimit else {
                    throw StreamFault("a response's head goes on beyond \(headLimit) bytes")
                }
                guard isEnd, !intake.isEmpty else { return nil }
                throw StreamFault("the connection ends within a response's head")
            }
            reading = try begin(intake.take(end))
        }
        guard let body = reading, let content = try content(body, &intake, isEnd) else {
            return nil
        }
        reading = nil
        return RawReply(head: body.head, body: content)
    }

    /// Judges a head; nil for an interim response.
    private mutating func begin(_ head: [UInt8]) throws(StreamFault) -> Body? {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0",
            let status = Int(words[1]), (100...599).contains(status)
        else {
            throw StreamFault("a response begins with '\(lines.first?.prefix(100) ?? "")'")
        }
        if status < 200 {
            interims += 1
            guard interims <= Self.interimLimit else {
                throw StreamFault("more than \(Self.interimLimit) interim responses")
            }
            return nil
        }
        interims = 0
        let fields = try Self.fields(lines.dropFirst())
        let connection = fields["connection"]?.lowercased()
        isLast =
            connection == "close" || (words[0] == "HTTP/1.0" && connection != "keep-alive")
        return Body(head: head, framing: try framing(fields, status))
    }

    private mutating func framing(
        _ fields: [String: String], _ status: Int
    ) throws(StreamFault) -> Framing {
        if verb == "HEAD" || status == 204 || status == 304 { return .none }
        switch (fields["content-length"], fields["transfer-encoding"]?.lowercased()) {
        case (nil, nil):
            isLast = true
            return .untilEnd
        case (let text?, nil):
            guard let length = Int(text), length >= 0 else {
                throw StreamFault("a response's Content-Length is '\(text)'")
            }
            guard length <= limit else { throw StreamFault("a body of \(length) bytes begins") }
            return .length(length)
        case (nil, "chunked"):
            return .chunked(ChunkedBody(contentLimit: limit, lineLimit: headLimit))
        case (nil, let coding?): throw StreamFault("a response has the coding '\(coding)'")
        case (_, _): throw StreamFault("a response has a Content-Length and a Transfer-Encoding")
        }
    }

    private mutating func content(
        _ body: Body, _ intake: inout Intake, _ isEnd: Bool
    ) throws(StreamFault) -> [UInt8]? {
        switch body.framing {
        case .none: return []
        case .length(let length):
            if intake.count >= length { return intake.take(length) }
        case .untilEnd:
            guard intake.count <= limit else {
                throw StreamFault("a body goes on beyond \(limit) bytes")
            }
            return isEnd ? intake.take() : nil
        case .chunked(var chunks):
            var index = intake.start
            do throws(HTTPFault) {
                let isDone = try chunks.take(intake.bytes, from: &index)
                intake.start = index
                if isDone { return chunks.content }
            } catch {
                throw StreamFault("a response's chunks are malformed or too many")
            }
            reading = Body(head: body.head, framing: .chunked(chunks))
        }
        guard isEnd else { return nil }
        throw StreamFault("the connection ends within a response's body")
    }

    private static func fields(
        _ lines: ArraySlice<Substring>
    ) throws(StreamFault) -> [String: String] {
        var fields: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy({ $0 != " " }) else {
                throw StreamFault("a response has the header line '\(line.prefix(100))'")
            }
            let name = parts[0].lowercased()
            let value = parts[1].drop { $0 == " " }
            if name == "content-length", let known = fields[name], known != value {
                throw StreamFault("a response has two lengths")
            }
            fields[name] = String(value)
        }
        return fields
    }
}
