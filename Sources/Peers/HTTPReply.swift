/// One answer before it becomes bytes.
struct HTTPReply {
    var status: Int
    var contentType: String?
    var body: [UInt8]
    /// Fields beside those that every answer has.
    var fields: [(name: String, value: String)] = []

    init(_ status: Int, _ contentType: String? = nil, _ body: [UInt8] = [], allowed: String? = nil)
    {
        self.status = status
        self.contentType = contentType
        self.body = body
        if let allowed { fields = [("Allow", allowed)] }
    }

    init(_ resource: MockHost.Resource) {
        self.init(200, resource.contentType, resource.body)
        fields = resource.fields
    }

    static let nothing = HTTPReply(204)
    static let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// The answer of JSON-RPC; nothing to say is status 204.
    static func rpc(_ body: [UInt8]?) -> HTTPReply { body.map(json) ?? nothing }
    static func json(_ body: [UInt8]) -> HTTPReply { HTTPReply(200, "application/json", body) }
    static func text(_ status: Int, _ text: String) -> HTTPReply {
        HTTPReply(status, "text/plain; charset=utf-8", Array((text + "\n").utf8))
    }

    /// An answer that says no more than its status.
    static func bare(_ status: Int, allowed: String? = nil) -> HTTPReply {
        var reply = text(status, "\(status) \(reason(status))")
        if let allowed { reply.fields = [("Allow", allowed)] }
        return reply
    }

    private static let usualHead = Array(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ".utf8)

    /// The status line and the header fields. There is no `Date`: a server without a clock sends
    /// none (RFC 9110 §6.6.1), and two runs send the same bytes.
    func head(connection: String?) -> [UInt8] {
        var out: [UInt8]
        if status == 200, contentType == "application/json", fields.isEmpty {
            out = Self.usualHead
            out += String(body.count).utf8
        } else {
            out = Array("HTTP/1.1 \(status) \(Self.reason(status))".utf8)
            if let contentType { out += "\r\nContent-Type: \(contentType)".utf8 }
            for field in fields { out += "\r\n\(field.name): \(field.value)".utf8 }
            if !isBare || !body.isEmpty { out += "\r\nContent-Length: \(body.count)".utf8 }
        }
        if let connection { out += "\r\nConnection: \(connection)".utf8 }
        out += [0x0D, 0x0A, 0x0D, 0x0A]
        return out
    }

    /// Whether the status has no content (RFC 9110 §8.6).
    private var isBare: Bool { status == 204 || status / 100 == 1 }

    private static func reason(_ status: Int) -> String { reasons[status] ?? "Status" }

    private static let reasons = [
        101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 408: "Request Timeout", 411: "Length Required",
        413: "Content Too Large", 415: "Unsupported Media Type", 417: "Expectation Failed",
        421: "Misdirected Request", 426: "Upgrade Required", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 500: "Internal Server Error",
        501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
        504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    ]
}
