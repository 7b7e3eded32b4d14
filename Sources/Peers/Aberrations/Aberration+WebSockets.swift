// WebSockets that break RFC 6455, at the handshake and after it.

extension Aberration {
    static let handshakes: [Aberration] = [
        transport(
            "accept-key-wrong", "G17", "the handshake's Sec-WebSocket-Accept is another's",
            .handshake {
                [.send($0.with("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").bytes)]
            }),
        transport(
            "accept-key-missing", "G17", "the handshake has no Sec-WebSocket-Accept",
            .handshake { [.send($0.with("Sec-WebSocket-Accept", nil).bytes)] }),
        transport(
            "handshake-refused", "G17", "the handshake gets status 403 and a page",
            .handshake {
                let plain = $0.with("Upgrade", nil).with("Sec-WebSocket-Accept", nil)
                    .with("Connection", "close")
                return [
                    .send(plain.replaced("403 Forbidden", "text/html", "<h1>no</h1>").bytes), .end,
                ]
            }),
        transport(
            "handshake-without-upgrade", "G17", "the handshake has no Upgrade field",
            .handshake { [.send($0.with("Upgrade", nil).bytes)] }),
        transport(
            "handshake-200", "G17", "the handshake gets status 200",
            .handshake { reply in
                var spoilt = reply
                spoilt.statusLine = "HTTP/1.1 200 OK"
                return [.send(spoilt.bytes)]
            }),
        transport(
            "subprotocol-unasked", "G17", "the handshake names a protocol nobody asked for",
            .handshake { [.send($0.with("Sec-WebSocket-Protocol", "assay.unasked").bytes)] }),
        transport(
            "extension-unasked", "G17", "the handshake names an extension nobody asked for",
            .handshake { [.send($0.with("Sec-WebSocket-Extensions", "x-assay").bytes)] }),
    ]

    static let webSockets: [Aberration] = messages + controls + closings

    private static let messages: [Aberration] = [
        frame("frame-masked", "the frame of a server is masked", { $0.isMasked = true }),
        frame("frame-reserved-bits", "a reserved bit is set", { $0.reserved = 4 }),
        frame("frame-reserved-opcode", "the frame has an opcode of no meaning", { $0.opcode = 3 }),
        frame("frame-binary", "the reply is a binary message", { $0.opcode = 2 }),
        frame(
            "frame-continues-nothing", "the frame continues a message that never began",
            { $0.opcode = 0 }),
        frame(
            "frame-length-padded", "the length takes more bytes than it needs",
            { $0.isPadded = true }),
        frame(
            "frame-length-negative", "the length has its highest bit set",
            { $0.stated = 1 << 63 | UInt64($0.payload.count) }, andEnds: true),
        frame(
            "frame-length-huge", "the frame says it has an exbibyte", { $0.stated = 1 << 60 },
            andEnds: true),
        transport(
            "frame-invalid-utf8", "J62 G17", "a text message holds bytes that are no UTF-8",
            .webSocket { [.send(SpoilableFrame($0 + [0xC3, 0x28]).bytes)] }),
        transport(
            "fragments-invalid-utf8", "J62 G17",
            "a text message in fragments holds bytes that are no UTF-8",
            .webSocket { text in fragments([Array(text.dropLast()) + [0xFF], text.suffix(1)]) }),
        transport(
            "fragments", "J66", "the reply comes in a fragment for each byte",
            .webSocket { text in fragments(text.map { [$0][...] }) }),
        transport(
            "fragments-with-ping", "J66", "a ping stands between the fragments of the reply",
            .webSocket { text in
                let half = text.count / 2
                return [
                    .send(
                        SpoilableFrame.changed(Array(text[..<half])) { $0.isFinal = false }.bytes
                            + SpoilableFrame.changed([0x61]) { $0.opcode = 9 }.bytes
                            + SpoilableFrame.changed(Array(text[half...])) { $0.opcode = 0 }.bytes)
                ]
            }),
        transport(
            "fragments-interrupted", "G17", "a message begins within the fragments of another",
            .webSocket { text in
                [
                    .send(
                        SpoilableFrame.changed(Array(text.prefix(1))) { $0.isFinal = false }.bytes
                            + SpoilableFrame(text).bytes)
                ]
            }),
    ]

    private static let controls: [Aberration] = [
        control("ping-before-reply", "a ping comes before the reply", lawful: true) {
            $0.opcode = 9
        },
        control("ping-fragmented", "a ping comes in fragments") {
            $0.opcode = 9
            $0.isFinal = false
        },
        control("ping-too-long", "a ping has 126 bytes") {
            $0.opcode = 9
            $0.payload = [UInt8](repeating: 0x61, count: 126)
        },
        control("pong-unasked", "a pong that nobody asked for comes before the reply", lawful: true)
        {
            $0.opcode = 10
        },
        transport(
            "ping-flood", "J65 J66", "1000 pings come before the reply",
            .webSocket { text in
                let ping = SpoilableFrame.changed([]) { $0.opcode = 9 }.bytes
                return [
                    .send(
                        Array(repeatElement(ping, count: 1000).joined())
                            + SpoilableFrame(text).bytes)
                ]
            }),
    ]

    private static let closings: [Aberration] = [
        close("close-without-status", "the connection is closed without a status", []),
        close("close-status-short", "the status of a close has one byte", [0x03]),
        close(
            "close-status-reserved", "a close has the status 1005, which is never sent",
            [0x03, 0xED]),
        close("close-status-unknown", "a close has the status 0", [0, 0]),
        close(
            "close-reason-invalid-utf8", "the reason of a close is no UTF-8",
            [0x03, 0xE8, 0xC3, 0x28]),
        close("close-going-away", "the peer goes away instead of answering", [0x03, 0xE9]),
        close(
            "close-internal-error", "the peer closes with 1011 instead of answering", [0x03, 0xF3]),
    ]

    /// A reply whose one frame is spoilt.
    private static func frame(
        _ id: String, _ summary: String,
        _ change: @escaping @Sendable (inout SpoilableFrame) -> Void, andEnds: Bool = false
    ) -> Aberration {
        transport(
            id, "G17", summary,
            .webSocket { text in
                [.send(SpoilableFrame.changed(text, change).bytes)] + (andEnds ? [.end] : [])
            })
    }

    /// A control frame before the reply.
    private static func control(
        _ id: String, _ summary: String, lawful: Bool = false,
        _ change: @escaping @Sendable (inout SpoilableFrame) -> Void
    ) -> Aberration {
        transport(
            id, lawful ? "J66" : "G17", summary,
            .webSocket { text in
                [.send(SpoilableFrame.changed([0x61], change).bytes + SpoilableFrame(text).bytes)]
            })
    }

    /// A close in place of the reply.
    private static func close(_ id: String, _ summary: String, _ payload: [UInt8]) -> Aberration {
        transport(
            id, "G17 J26", summary,
            .webSocket { _ in
                [.send(SpoilableFrame.changed(payload) { $0.opcode = 8 }.bytes), .end]
            })
    }

    private static func fragments(_ parts: [ArraySlice<UInt8>]) -> [WireAct] {
        let frames = parts.enumerated().map { index, part in
            SpoilableFrame.changed(Array(part)) { frame in
                frame.opcode = index == 0 ? 1 : 0
                frame.isFinal = index == parts.count - 1
            }.bytes
        }
        return [.send(Array(frames.joined()))]
    }
}
