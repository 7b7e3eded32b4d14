import JSONRPC
import Peers
import Testing
import WireJSON

/// RFC 6455 as a client may speak it, and as it must not.
@Suite struct WebSocketTests {
    private let text: UInt8 = 0x81

    private func socket<Result>(
        limits: MockLimits = MockLimits(), _ body: (MockServer, MessageCaller) throws -> Result
    ) throws -> Result {
        try withMessages(.webSocket, limits: limits) { server, port in
            try body(server, MessageCaller(.webSocket, port: port))
        }
    }

    /// What the mock makes of some bytes: the code and reason of its Close frame.
    private func check(
        _ sent: [UInt8], closesWith code: UInt16, _ reason: String,
        limits: MockLimits = MockLimits(), _ location: SourceLocation = #_sourceLocation
    ) throws {
        try socket(limits: limits) { server, caller in
            caller.caller.send(sent)
            let frame = try #require(caller.receiveFrame(), sourceLocation: location)
            #expect(frame.first == 0x88, sourceLocation: location)
            #expect(
                frame.payload == [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8),
                "\(sent.prefix(20)): \(String(decoding: frame.payload, as: UTF8.self))",
                sourceLocation: location)
            #expect(
                caller.receiveFrame() == nil && !caller.caller.isReset, sourceLocation: location)
            #expect(
                server.takeRecording().compactMap(\.fault) == ["\(reason) (\(code))"],
                sourceLocation: location)
        }
    }

    @Test("RFC 6455 §5.7: the examples")
    func examples() throws {
        try socket { _, caller in
            // A masked "Hello", whole and in two frames, is a message; it is no JSON.
            let hello: [UInt8] = [
                0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58,
            ]
            let halves = maskedFrame(0x01, Array("Hel".utf8)) + maskedFrame(0x80, Array("lo".utf8))
            for sent in [hello, halves] {
                caller.caller.send(sent)
                #expect(caller.receive()?.contains("-32700") == true)
            }
            let ping: [UInt8] = [
                0x89, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58,
            ]
            caller.caller.send(ping)
            let pong = caller.receiveFrame()
            #expect(pong?.first == 0x8A && pong?.payload == Array("Hello".utf8))
        }
    }

    @Test func fragmentsAreOneMessageAndControlFramesPassBetweenThem() throws {
        try socket { server, caller in
            let parts = callOne.utf8.map { [$0] }
            caller.caller.send(maskedFrame(0x01, []) + maskedFrame(0x89, Array("1".utf8)))
            for part in parts {
                caller.caller.send(maskedFrame(0x00, part) + maskedFrame(0x8A, part))
            }
            caller.caller.send(maskedFrame(0x89, Array("2".utf8)) + maskedFrame(0x80, []))
            #expect(caller.receiveFrame()?.payload == Array("1".utf8))
            #expect(caller.receiveFrame()?.payload == Array("2".utf8))
            #expect(caller.receive() == answerOne)
            caller.caller.send(maskedFrame(0x89, [UInt8](repeating: 7, count: 125)))
            #expect(caller.receiveFrame()?.payload == [UInt8](repeating: 7, count: 125))
            #expect(server.takeRecording().last?.requestBody == Array(callOne.utf8))
        }
    }

    @Test func keysAreAnything() throws {
        try socket { _, caller in
            for key: [UInt8] in [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [1, 2, 3, 4]] {
                caller.caller.send(maskedFrame(text, Array(callOne.utf8), key: key))
                #expect(caller.receive() == answerOne)
            }
        }
    }

    @Test func framesThatBreakARule() throws {
        let broken: [([UInt8], String)] = [
            ([0x81, 0x05], "a frame is not masked"), ([0x89, 0x00], "a frame is not masked"),
            ([0xC1], "a reserved bit is set"), ([0xA1], "a reserved bit is set"),
            ([0x91], "a reserved bit is set"), ([0x83], "the opcode is reserved"),
            ([0x87], "the opcode is reserved"), ([0x8B], "the opcode is reserved"),
            ([0x8F], "the opcode is reserved"), ([0x09], "a control frame is fragmented"),
            ([0x08], "a control frame is fragmented"),
            ([0x89, 0xFE], "a control frame has more than 125 bytes"),
            ([0x88, 0xFF], "a control frame has more than 125 bytes"),
            (maskedFrame(0x80, []), "nothing is to be continued"),
            (maskedFrame(0x00, []), "nothing is to be continued"),
            (
                maskedFrame(0x01, [0x7B]) + maskedFrame(0x81, []),
                "a message begins within a message"
            ),
            ([0x81, 0xFE, 0, 125, 1, 2, 3, 4], "a length is not in its shortest form"),
            (
                [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4],
                "a length is not in its shortest form"
            ),
            (
                [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4],
                "a length has its highest bit set"
            ),
        ]
        for (sent, reason) in broken {
            try check(sent, closesWith: 1002, reason)
        }
        try check(maskedFrame(0x82, []), closesWith: 1003, "JSON-RPC travels in text frames")
        // The text before it is answered.
        try socket { _, caller in
            caller.caller.send(maskedFrame(text, Array(callOne.utf8)) + maskedFrame(0x80, []))
            #expect(caller.receive() == answerOne)
            #expect(caller.receiveFrame()?.payload.prefix(2) == [0x03, 0xEA])
        }
    }

    @Test func textIsUTF8() throws {
        let invalid: [[UInt8]] = [
            [0xFF], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xCE, 0x41], [0xE2, 0x82, 0x41],
        ]
        for bytes in invalid {
            try check(maskedFrame(text, bytes), closesWith: 1007, "a text is not UTF-8")
        }
        // At the first byte that cannot be, whatever is still to come.
        let torn = Array(
            maskedFrame(text, [0x22, 0xCE, 0x41] + [UInt8](repeating: 0x61, count: 50)))
        try check(Array(torn.prefix(9)), closesWith: 1007, "a text is not UTF-8")
        // At the end of a message that stops within a character.
        try check(maskedFrame(text, [0x22, 0xE2, 0x82]), closesWith: 1007, "a text is not UTF-8")
        // Not at a frame's end.
        try socket { _, caller in
            let call = Array(#"{"jsonrpc":"2.0","method":"one","id":"€𐍈\#u{10FFFF}"}"#.utf8)
            for cut in 38..<(call.count - 2) {
                caller.caller.send(
                    maskedFrame(0x01, Array(call[..<cut])) + maskedFrame(0x80, Array(call[cut...])))
                #expect(
                    caller.receive() == #"{"jsonrpc":"2.0","result":1,"id":"€𐍈\#u{10FFFF}"}"#)
            }
        }
    }

    @Test func sizesHaveABound() throws {
        var limits = MockLimits()
        limits.bodyBytes = 200
        try check(
            maskedFrame(text, [UInt8](repeating: 0x31, count: 201)), closesWith: 1009,
            "a message is too long", limits: limits)
        try check(
            maskedFrame(0x01, [UInt8](repeating: 0x31, count: 150)) + [
                0x80, 0x80 | 51, 1, 2, 3, 4,
            ],
            closesWith: 1009, "a message is too long", limits: limits)
        try check(
            [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4],
            closesWith: 1009, "a message is too long", limits: limits)
        try socket(limits: limits) { _, caller in
            caller.caller.send(maskedFrame(text, [UInt8](repeating: 0x31, count: 200)))
            #expect(caller.receive()?.contains("-32600") == true)
        }
    }

    @Test func aCloseComesBackWithItsCode() throws {
        func payload(_ code: UInt16, _ reason: String = "") -> [UInt8] {
            [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8)
        }
        for code: UInt16 in [1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999] {
            try socket { _, caller in
                caller.caller.send(maskedFrame(0x88, payload(code, "bye é")))
                let frame = caller.receiveFrame()
                #expect(frame?.first == 0x88 && frame?.payload == payload(code))
                #expect(caller.receiveFrame() == nil && !caller.caller.isReset)
            }
        }
        try socket { _, caller in
            caller.caller.send(maskedFrame(0x88, []) + maskedFrame(text, Array(callOne.utf8)))
            let frame = caller.receiveFrame()
            #expect(frame?.first == 0x88 && frame?.payload == [])
            #expect(caller.receiveFrame() == nil)
        }
        for code: UInt16 in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535] {
            try check(
                maskedFrame(0x88, payload(code)), closesWith: 1002,
                "no Close frame may have the code \(code)")
        }
        try check(maskedFrame(0x88, [3]), closesWith: 1002, "a Close frame has half a code")
        try check(
            maskedFrame(0x88, payload(1000) + [0xFF]), closesWith: 1007, "a text is not UTF-8")
        try check(
            maskedFrame(0x88, payload(1000) + [0xE2]), closesWith: 1007, "a text is not UTF-8")
    }

    @Test func aMessageThatTarriesIsNotWaitedFor() throws {
        var limits = MockLimits()
        limits.transfer = .milliseconds(200)
        let reason = "a message did not arrive in time"
        try check([0x81], closesWith: 1008, reason, limits: limits)
        try check(maskedFrame(0x01, []), closesWith: 1008, reason, limits: limits)
        // Nor when pings come meanwhile.
        try socket(limits: limits) { _, caller in
            caller.caller.send(maskedFrame(0x01, []))
            var frame: (first: UInt8, payload: [UInt8])?
            repeat {
                caller.caller.send(maskedFrame(0x89, []))
                frame = caller.receiveFrame()
            } while frame?.first == 0x8A
            #expect(frame?.first == 0x88 && frame?.payload.prefix(2) == [0x03, 0xF0])
        }
    }
}
