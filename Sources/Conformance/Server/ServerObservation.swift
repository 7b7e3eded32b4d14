import JSONRPC
package import WireJSON

/// What was seen while a server's case was played; checks judge it, nothing else.
package struct ServerObservation: Sendable {
    package var subject: ServerCase
    package var steps: [Step]
    /// The calls that show that the server still answers, with what came in between.
    package var probes: [ServerExchange]
    /// Why the server did not answer the last probe; nil when it did.
    package var lost: String?
    /// What is valid of results, for a case that asks for a valid one: nil when nobody was asked.
    package var validity: ValidationAnswer?

    package init(
        subject: ServerCase, steps: [Step] = [], probes: [ServerExchange] = [],
        lost: String? = nil
    ) {
        self.subject = subject
        self.steps = steps
        self.probes = probes
        self.lost = lost
    }

    /// One step as it went.
    package struct Step: Sendable {
        package var exchange: ServerExchange
        package var ending: Ending

        package init(exchange: ServerExchange, ending: Ending) {
            self.exchange = exchange
            self.ending = ending
        }
    }

    /// Why no more was waited for.
    package enum Ending: Sendable, Equatable {
        /// All that was due came, or silence lasted until the next call was answered.
        case complete
        /// Less than was due came in time.
        case late
        /// The server ended the connection, or itself.
        case ended(String)
        /// What came cannot be taken for messages.
        case broken(String)
    }
}

/// One message to a server, and every message that came until the next was sent.
package struct ServerExchange: Sendable {
    package var sent: [UInt8]
    package var replies: [ServerReply]
    /// How many messages were due.
    package var due: Int

    package init(sent: [UInt8], replies: [ServerReply] = [], due: Int) {
        self.sent = sent
        self.replies = replies
        self.due = due
    }

    /// The replies that carry something.
    package var messages: [ServerReply] { replies.filter(\.isMessage) }
}

/// One message of a server.
package struct ServerReply: Sendable {
    /// Status line and header lines of HTTP; empty elsewhere.
    package let head: [UInt8]
    package let body: [UInt8]
    /// The body, when it is JSON.
    package let value: JSONValue?
    /// Why it is not JSON.
    package let fault: String?

    /// Reads the body as JSON, where it is.
    package init(head: [UInt8] = [], body: [UInt8]) {
        self.head = head
        self.body = body
        switch Self.read(body) {
        case .success(let read): (value, fault) = (read, nil)
        case .failure(let failure): (value, fault) = (nil, failure.message)
        }
    }

    /// Half a surrogate pair, which RFC 8259 §8.2 permits as an escape and no text of ours holds,
    /// is read as the letters of the escape.
    private static func read(_ body: [UInt8]) -> Result<JSONValue, JSONFault> {
        var body = body
        for _ in 0..<halvesRead {
            do throws(JSONFault) {
                return .success(try JSONValue.read(body))
            } catch {
                guard error.rule == "json.surrogate", body.indices.contains(error.offset) else {
                    return .failure(error)
                }
                body.insert(0x5C, at: error.offset)
            }
        }
        return .failure(JSONFault("more than \(halvesRead) halves of surrogate pairs", at: 0))
    }

    private static let halvesRead = 16

    /// Whether it carries a message: an empty HTTP body does not.
    package var isMessage: Bool { !body.isEmpty || head.isEmpty }

    /// The status code, where it came by HTTP.
    package var status: Int? { head.isEmpty ? nil : http.status }

    /// The `Content-Type` without its parameters, in lower case.
    package var contentType: String? {
        http.responseHeader("Content-Type").map {
            $0.prefix { $0 != ";" }.lowercased().trimmingSuffix(" ")
        }
    }

    /// The Response objects in it: itself, or the elements of a batch.
    var responses: [JSONValue] { value.map { $0.array ?? [$0] } ?? [] }

    private var http: Exchange { Exchange(requestBody: [], responseHead: head) }
}

extension String {
    fileprivate func trimmingSuffix(_ letter: Character) -> String {
        var text = self
        while text.last == letter { text.removeLast() }
        return text
    }
}
