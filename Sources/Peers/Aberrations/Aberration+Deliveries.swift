// Replies that come torn, late, or not to their end, whatever carries them.

extension Aberration {
    static let deliveries: [Aberration] = [
        transport(
            "truncated", "G17 J26", "the reply ends in the middle, and so does the connection",
            .bytes { [.send(Array($0.prefix($0.count / 2))), .end] }),
        transport(
            "reset", "G17 J26", "the connection is reset before the reply",
            .bytes { _ in
                [.reset]
            }),
        transport(
            "reset-midway", "G17 J26", "the connection is reset in the middle of the reply",
            .bytes { [.send(Array($0.prefix($0.count / 2))), .reset] }),
        transport(
            "closed", "G17 J26", "the connection is ended before the reply",
            .bytes { _ in
                [.end]
            }),
        transport("stalled", "G17 J26", "the reply never comes", .bytes { _ in [.stall] }),
        transport(
            "stalled-midway", "G17 J26", "the reply stops in the middle",
            .bytes { [.send(Array($0.prefix($0.count / 2))), .stall] }),
        transport(
            "delayed", "J66", "the reply comes after a quarter of a second",
            .bytes { [.wait(.milliseconds(250)), .send($0)] }),
        transport(
            "split", "J66", "the reply comes in pieces of a few bytes",
            .bytes { bytes in
                let size = max(3, bytes.count / 32)
                let starts = stride(from: 0, to: bytes.count, by: size)
                return starts.flatMap { start -> [WireAct] in
                    let end = min(start + size, bytes.count)
                    return [.send(Array(bytes[start..<end])), .wait(.milliseconds(1))]
                }
            }),
        transport(
            "closed-after-reply", "G17", "the connection ends without a word after the reply",
            .bytes { [.send($0), .end] }),
        transport(
            "reset-after-reply", "G17", "the connection is reset after the reply",
            .bytes { [.send($0), .reset] }),
    ]

    static let streams: [Aberration] = [
        transport(
            "standard-error-flood", "G17 J65",
            "300,000 bytes come on standard error before the reply",
            Carriage(carriers: [.stdio]) { [.complain(300_000), .send($0.bytes)] }),
        transport(
            "stray-line", "G17 J33", "a line for people comes before the reply",
            .line { [.send(Array("INFO listening\n".utf8) + $0 + [0x0A])] }),
        transport(
            "stray-line-in-two", "G17 J33", "half a line for people comes before the reply",
            .line { [.send(Array("INFO listening ".utf8) + $0 + [0x0A])] }),
    ]
}
