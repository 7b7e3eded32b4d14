// Streams whose messages cannot be told apart as they should.

extension Aberration {
    static let frames: [Aberration] = lines + headed

    private static let lines: [Aberration] = [
        transport(
            "line-unfinished", "J66 G17", "the line does not end; the connection does",
            .line { [.send($0), .end] }),
        transport(
            "line-broken", "J66 G17", "a line feed stands in the middle of the message",
            .line { text in
                let half = text.firstIndex(of: UInt8(ascii: ",")) ?? text.count / 2
                return [.send(text[...half] + [0x0A] + text[(half + 1)...] + [0x0A])]
            }),
        transport(
            "line-ends-with-crlf", "J66", "the line ends with CRLF",
            .line { [.send($0 + [0x0D, 0x0A])] }),
        transport(
            "line-after-empty-ones", "J66", "empty lines come before the reply",
            .line { [.send([0x0A, 0x0D, 0x0A, 0x0A] + $0 + [0x0A])] }),
        transport(
            "lines-merged", "J66 G17", "two replies come on one line",
            .line { [.send($0 + $0 + [0x0A])] }),
        transport(
            "line-giant", "J65 G17", "a line of 4 MiB comes before the reply",
            .line { [.send([UInt8](repeating: 0x78, count: 4 << 20) + [0x0A] + $0 + [0x0A])] }),
        transport(
            "line-endless", "J65 G17", "4 MiB come without a line feed, and the end",
            .line { _ in [.send([UInt8](repeating: 0x78, count: 4 << 20)), .end] }),
        transport(
            "line-headed", "J66 G17", "the reply has a Content-Length before it",
            .line { [.send(Cargo.headed(text: $0).bytes)] }),
    ]

    private static let headed: [Aberration] = [
        length("message-length-short", "Content-Length is 3 less than the message") { "\($0 - 3)" },
        length(
            "message-length-long", "Content-Length is 3 more than the message, and the end comes"
        ) {
            "\($0 + 3)"
        },
        length("message-length-zero", "Content-Length is 0") { _ in "0" },
        length("message-length-minus", "Content-Length is -1") { _ in "-1" },
        length("message-length-text", "Content-Length is a word") { _ in "many" },
        length("message-length-overflow", "Content-Length is beyond 64 bits") { _ in
            "99999999999999999999999"
        },
        length("message-length-memory", "Content-Length is more than any memory") { _ in
            "4611686018427387904"
        },
        transport(
            "message-head-missing", "J66 G17", "the message has no head",
            .headed { [.send($0), .end] }),
        transport(
            "message-head-without-length", "J66 G17", "the head does not say the length",
            .headed { [.send(Array("Content-Type: application/json\r\n\r\n".utf8) + $0), .end] }),
        transport(
            "message-head-flood", "J65 G17", "the head has 100,000 fields",
            .headed { text in
                let noise = (0..<100_000).map { "X-Noise-\($0): x\r\n" }.joined()
                return [.send(Array(noise.utf8) + Cargo.headed(text: text).bytes)]
            }),
        transport(
            "message-head-bare-line-feeds", "J66 G17", "the lines of the head end with LF",
            .headed { [.send(Array("Content-Length: \($0.count)\n\n".utf8) + $0)] }),
        transport(
            "message-head-in-any-case", "J66", "the head spells its field in lower case",
            .headed { [.send(Array("content-length:\($0.count)\r\n\r\n".utf8) + $0)] }),
        transport(
            "message-head-with-type", "J66", "the head has a Content-Type before the length",
            .headed { text in
                let type = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n"
                return [.send(Array(type.utf8) + Cargo.headed(text: text).bytes)]
            }),
        transport(
            "message-length-twice", "J66 G17", "the head has two lengths that differ",
            .headed { text in
                let second = "Content-Length: \(text.count + 1)\r\n"
                return [.send(Array(second.utf8) + Cargo.headed(text: text).bytes), .end]
            }),
    ]

    /// A head that states another length; the connection ends after it, so that nobody waits.
    private static func length(
        _ id: String, _ summary: String, _ stated: @escaping @Sendable (Int) -> String
    ) -> Aberration {
        transport(
            id, "J66 G17", summary,
            .headed { text in
                [.send(Array("Content-Length: \(stated(text.count))\r\n\r\n".utf8) + text), .end]
            })
    }
}
