package import WireJSON

/// One thing that is asked of a server, byte for byte, with what must come back; data, read from
/// `conformance/cases/server` or derived from a document by the sweep.
package struct ServerCase: Sendable {
    /// A permanent kebab-case path, such as `server/parse/code`.
    package var id: String
    package var title: String
    package var why: String
    /// Ids of the requirements it tests, such as `J42`.
    package var requirements: [String]
    /// The weight of what it tests: a sentence of a specification, or what follows from one.
    package var level: Check.Level
    /// The transports on which it means something; nil means all.
    package var transports: Set<Transport>?
    /// Whether only a server of the shipped document has what it calls.
    package var isOfShippedService: Bool
    package var steps: [Step]
    /// Why it cannot be played, where its deriver already knows; it is then `unsupported`.
    package var unsupported: String?

    package init(
        id: String, title: String, why: String, requirements: [String], level: Check.Level,
        transports: Set<Transport>? = nil, isOfShippedService: Bool = false, steps: [Step],
        unsupported: String? = nil
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.requirements = requirements
        self.level = level
        self.transports = transports
        self.isOfShippedService = isOfShippedService
        self.steps = steps
        self.unsupported = unsupported
    }

    /// How messages travel, as far as a case can care.
    package enum Transport: String, Sendable, CaseIterable {
        case http
        case webSocket = "websocket"
        case newline
        case contentLength = "content-length"
    }

    /// One message and what must follow; the next step waits for it.
    package struct Step: Sendable {
        package var message: ServerMessage
        /// The verb and further headers of the request, where it is HTTP.
        package var verb: String
        package var headers: [Header]
        package var expected: Expected
        /// Whether the server may end the connection instead, and take the next one.
        package var mayClose: Bool
        /// What the HTTP response must be, beside its body.
        package var http: HTTPExpectation?

        package init(
            message: ServerMessage, verb: String = "POST", headers: [Header] = [],
            expected: Expected, mayClose: Bool = false, http: HTTPExpectation? = nil
        ) {
            self.message = message
            self.verb = verb
            self.headers = headers
            self.expected = expected
            self.mayClose = mayClose
            self.http = http
        }
    }

    /// A header of a request; an empty value leaves a usual header out.
    package struct Header: Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Patterns of a response's status, a number, and of its content type, a string.
    package struct HTTPExpectation: Sendable {
        package var status: Pattern?
        package var contentType: Pattern?

        package init(status: Pattern?, contentType: Pattern?) {
            self.status = status
            self.contentType = contentType
        }
    }

    /// What must come back.
    package enum Expected: Sendable {
        /// One message for each pattern, in any order.
        case replies([Pattern])
        /// Nothing, which a call after it shows: its answer comes and nothing else.
        case silence
        /// A result that is valid by this schema, or an error that the document declares.
        case result(ValidationRequest, declaredErrors: [JSONNumber])
    }
}

extension ServerCase.Expected {
    /// How many messages are due.
    package var count: Int {
        switch self {
        case .replies(let patterns): patterns.count
        case .silence: 0
        case .result: 1
        }
    }
}
