// Replies whose HTTP is wrong, or whose status speaks against their body.

extension Aberration {
    static let heads: [Aberration] = lengths + types + statuses + syntax + handshakes

    private static let lengths: [Aberration] = [
        transport(
            "content-length-short", "J24 G17", "Content-Length is 5 less than the body",
            .http { [.send($0.with("Content-Length", "\(max(0, $0.body.count - 5))").bytes)] }),
        transport(
            "content-length-long", "J24 G17",
            "Content-Length is 5 more than the body, and the connection ends",
            .http { [.send($0.with("Content-Length", "\($0.body.count + 5)").bytes), .end] }),
        transport(
            "content-length-missing", "J24",
            "there is no Content-Length; the body ends with the connection",
            .http {
                [.send($0.with("Content-Length", nil).with("Connection", "close").bytes), .end]
            }),
        transport(
            "content-length-twice", "J24 G17", "there are two Content-Lengths that differ",
            .http { reply in
                var spoilt = reply
                spoilt.fields.append(("Content-Length", "\(reply.body.count + 1)"))
                return [.send(spoilt.bytes), .end]
            }),
        transport(
            "content-length-negative", "J24 G17", "Content-Length is -1",
            .http { [.send($0.with("Content-Length", "-1").bytes), .end] }),
        transport(
            "content-length-huge", "J24 J65 G17", "Content-Length is more than any memory",
            .http { [.send($0.with("Content-Length", "9223372036854775807").bytes), .end] }),
        transport(
            "content-length-text", "J24 G17", "Content-Length is a word",
            .http { [.send($0.with("Content-Length", "many").bytes), .end] }),
        transport(
            "chunk-size-wrong", "J24 G17", "a chunk has a size that is no number",
            .http { [.send(chunked($0).head + Array("zz\r\n".utf8) + $0.body), .end] }),
        transport(
            "chunks-unfinished", "J24 G17", "the last chunk never comes",
            .http { [.send(chunked($0).head + chunk($0.body)), .end] }),
        transport(
            "chunked", "J24", "the body comes in chunks of a byte",
            .http { reply in
                let chunks = reply.body.flatMap { chunk([$0]) }
                return [.send(chunked(reply).head + chunks + Array("0\r\n\r\n".utf8))]
            }),
    ]

    private static let types: [Aberration] = [
        transport(
            "content-type-html", "J24", "the reply is said to be text/html",
            .http { [.send($0.with("Content-Type", "text/html").bytes)] }),
        transport(
            "content-type-missing", "J24", "the reply does not say what it is",
            .http { [.send($0.with("Content-Type", nil).bytes)] }),
        transport(
            "content-type-latin-1", "J24 J62", "the reply is said to be in ISO 8859-1",
            .http {
                [.send($0.with("Content-Type", "application/json; charset=iso-8859-1").bytes)]
            }),
        transport(
            "content-coding-unknown", "J24 G17", "the body is said to be compressed",
            .http { [.send($0.with("Content-Encoding", "gzip").bytes)] }),
        transport(
            "notification-with-body", "J24 J19", "a notification gets status 200 and {}",
            .http { reply in
                reply.body.isEmpty
                    ? [.send(reply.replaced("200 OK", "application/json", "{}").bytes)]
                    : [.send(reply.bytes)]
            }),
        transport(
            "notification-with-null", "J24 J19", "a notification gets status 200 and null",
            .http { reply in
                reply.body.isEmpty
                    ? [.send(reply.replaced("200 OK", "application/json", "null").bytes)]
                    : [.send(reply.bytes)]
            }),
    ]

    private static let statuses: [Aberration] = [
        page("http-401-page", "G17", "401 Unauthorized"),
        page("http-403-page", "G17", "403 Forbidden"),
        page("http-404-page", "G17", "404 Not Found"),
        page("http-429-page", "G17", "429 Too Many Requests"),
        page("http-500-page", "G17", "500 Internal Server Error"),
        page("http-502-page", "G17", "502 Bad Gateway"),
        page("http-503-page", "G17", "503 Service Unavailable"),
        page("http-200-page", "J27 G17", "200 OK"),
        transport(
            "http-500-empty", "G17", "the reply is status 500 and nothing else",
            .http { [.send($0.replaced("500 Internal Server Error", nil, "").bytes)] }),
        transport(
            "http-500-with-reply", "J24", "the reply comes under status 500",
            .http { reply in
                var spoilt = reply
                spoilt.statusLine = "HTTP/1.1 500 Internal Server Error"
                return [.send(spoilt.bytes)]
            }),
        transport(
            "http-204-for-call", "J26 J24", "a call gets status 204 and no body",
            .http { reply in
                var empty = reply.replaced("204 No Content", nil, "")
                empty = empty.with("Content-Length", nil)
                return [.send(empty.bytes)]
            }),
        transport(
            "http-redirect", "G17", "the call is sent elsewhere with status 307",
            .http { reply in
                [
                    .send(
                        reply.replaced("307 Temporary Redirect", nil, "")
                            .with("Location", "http://127.0.0.1:9/").bytes)
                ]
            }),
    ]

    private static let syntax: [Aberration] = [
        transport(
            "status-line-garbage", "J24 G17", "the status line is none",
            .http { reply in
                var spoilt = reply
                spoilt.statusLine = "HELO assay"
                return [.send(spoilt.bytes), .end]
            }),
        transport(
            "status-out-of-range", "J24 G17", "the status is 999999",
            .http { reply in
                var spoilt = reply
                spoilt.statusLine = "HTTP/1.1 999999 Beyond"
                return [.send(spoilt.bytes), .end]
            }),
        transport(
            "head-flood", "J65 G17", "the head has 100,000 fields",
            .http { reply in
                var spoilt = reply
                spoilt.fields += (0..<100_000).map { ("X-Noise-\($0)", "x") }
                return [.send(spoilt.bytes)]
            }),
        transport(
            "interim-flood", "J65 J24", "100 interim replies come before the reply",
            .http { reply in
                let interim = Array("HTTP/1.1 102 Processing\r\n\r\n".utf8)
                return [.send(Array(repeatElement(interim, count: 100).joined()) + reply.bytes)]
            }),
        transport(
            "reply-before-its-time", "J33 G17", "a second reply follows in the same packet",
            .http { [.send($0.bytes + $0.bytes)] }),
    ]

    /// A page for people under that status.
    private static func page(_ id: String, _ requirements: String, _ status: String) -> Aberration {
        let page =
            "<!DOCTYPE html>\n<html><head><title>\(status)</title></head>"
            + "<body><h1>\(status)</h1></body></html>\n"
        return transport(
            id, requirements, "the reply is a page for people under status \(status.prefix(3))",
            .http { [.send($0.replaced(status, "text/html; charset=utf-8", page).bytes)] })
    }

    private static func chunked(_ reply: HTTPText) -> HTTPText {
        reply.with("Content-Length", nil).with("Transfer-Encoding", "chunked")
    }

    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
    }
}
