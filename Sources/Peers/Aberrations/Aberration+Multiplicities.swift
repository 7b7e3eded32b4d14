import WireJSON

// More than one message where one reply is due, or none, or one of the wrong kind.

extension Aberration {
    static let multiplicities: [Aberration] = [
        message("no-reply", "J26", "a call is never answered") { _ in [] },
        message("reply-twice", "J26 J33", "every call is answered twice") { [$0, $0] },
        message(
            "stranger-before-reply", "J33 J37",
            "a response that nobody asked for comes before the reply"
        ) { [stranger, $0] },
        message(
            "stranger-instead-of-reply", "J26 J33",
            "a response that nobody asked for comes, and the reply does not"
        ) { _ in [stranger] },
        message(
            "null-id-error-before-reply", "J33 J35",
            "an error under the id null comes before the reply"
        ) { [Misreading.error(-32700, "Parse error").bytes(), $0] },
        message("notification-before-reply", "J33", "a notification comes before the reply") {
            [notification(0), $0]
        },
        message("notification-instead-of-reply", "J26 J31", "a notification comes, and no reply") {
            _ in [notification(0)]
        },
        message("notification-flood", "J33 J65", "1000 notifications come before the reply") {
            (0..<1000).map(notification) + [$0]
        },
        message("request-before-reply", "J33", "a request of the peer comes before the reply") {
            [request("server-1"), $0]
        },
        message("request-instead-of-reply", "J26 J31", "a request of the peer comes, and no reply")
        {
            _ in [request("server-1")]
        },
        .init(
            id: "request-under-same-id", requirements: ["J33"],
            summary: "a request of the peer has the id of the call, and comes before the reply",
            effect: .message { text, reply in
                guard let reply else { return [] }
                return [request(Misreading.read(text)?["id"] ?? "server-1"), reply]
            }),
        .init(
            id: "request-as-reply", requirements: ["J26", "J31"],
            summary: "the call itself comes back",
            effect: .message { text, reply in reply == nil ? [] : [text] }),
        .init(
            id: "notification-answered", requirements: ["J19", "J23", "J33"],
            summary: "a notification gets a response under the id null",
            effect: .message { text, reply in
                let isNotification = Misreading.read(text)?["method"] != nil && reply == nil
                let answer: JSONValue = ["jsonrpc": "2.0", "result": .null, "id": .null]
                return reply.map { [$0] } ?? (isNotification ? [answer.bytes()] : [])
            }),
    ]

    private static let stranger = Array(
        #"{"jsonrpc":"2.0","result":"not yours","id":"stranger"}"#.utf8)

    private static func notification(_ number: Int) -> Text {
        let value: JSONValue = [
            "jsonrpc": "2.0", "method": "assay.noise", "params": ["n": .number(number)],
        ]
        return value.bytes()
    }

    private static func request(_ id: JSONValue) -> Text {
        let value: JSONValue = ["jsonrpc": "2.0", "method": "assay.question", "id": id]
        return value.bytes()
    }

    static let sizes: [Aberration] = [
        huge("giant-result", "the result is a text of 16 MiB") {
            Array("\"".utf8) + [UInt8](repeating: 0x61, count: 16 << 20) + Array("\"".utf8)
        },
        huge("wide-result", "the result is an array of a million elements") {
            Array("[0".utf8) + Array(repeatElement(Array(",0".utf8), count: 999_999).joined())
                + Array("]".utf8)
        },
        huge("deep-result", "the result is nested 100,000 arrays deep") {
            [UInt8](repeating: 0x5B, count: 100_000) + [UInt8](repeating: 0x5D, count: 100_000)
        },
        huge("long-number", "the result is a number of 10,000 digits") {
            [UInt8](repeating: 0x37, count: 10_000)
        },
        huge("number-out-of-range", "the result is 1e400", "J63") { Array("1e400".utf8) },
        message(
            "giant-message", "J65 J40", "the reply is an error with a message of 1 MiB",
            saying: { object in
                object.fail(with: [
                    "code": 7, "message": .string(String(repeating: "x", count: 1 << 20)),
                ])
            }),
        message(
            "giant-id", "J32 J65", "the id is a text of 1 MiB",
            saying: { $0["id"] = .string(String(repeating: "1", count: 1 << 20)) }),
    ]

    /// A peer whose result is out of all proportion, whatever was asked.
    private static func huge(
        _ id: String, _ summary: String, _ requirement: String = "J65",
        _ result: @escaping @Sendable () -> Text
    ) -> Aberration {
        message(id, requirement, summary) { reply in
            // One response: a batch of giants would be no other trial.
            guard let id = Misreading.read(reply)?["id"] else { return [reply] }
            return [
                Array("{\"jsonrpc\":\"2.0\",\"result\":".utf8) + result() + Array(",\"id\":".utf8)
                    + id.bytes() + Array("}".utf8)
            ]
        }
    }
}
