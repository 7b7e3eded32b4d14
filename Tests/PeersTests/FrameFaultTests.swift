import JSONRPC
import Peers
import Testing
import WireJSON

/// Frames that no reader can go on after; the mock says why, hangs up, and survives.
@Suite struct FrameFaultTests {
    private static let limits = {
        var limits = MockLimits()
        limits.headBytes = 200
        limits.bodyBytes = 100
        limits.transfer = .milliseconds(300)
        return limits
    }()

    private func check(
        _ carriage: Carriage, _ sent: String, _ code: Int, _ reason: String,
        finishing: Bool = true, _ location: SourceLocation = #_sourceLocation
    ) throws {
        try withMessages(carriage, limits: Self.limits) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            caller.caller.send(sent)
            if finishing { caller.caller.finish() }
            let expected =
                #"{"jsonrpc":"2.0","error":{"code":\#(code),"message":"#
                + #""\#(code == -32700 ? "Parse error" : "Invalid Request")","data":"\#(reason)"}"#
                + #","id":null}"#
            #expect(
                caller.receive() == expected, "\(sent.debugDescription)", sourceLocation: location)
            #expect(caller.receive() == nil && !caller.caller.isReset, sourceLocation: location)
            let recording = server.takeRecording()
            #expect(recording.map(\.fault) == [reason], sourceLocation: location)
            let next = try MessageCaller(carriage, port: port)
            next.send(callOne)
            #expect(next.receive() == answerOne, sourceLocation: location)
        }
    }

    @Test func headsOfLengths() throws {
        let line = "a line of a head is a name, a colon and a value"
        for head in ["x\r\n", " Content-Length: 5\r\n", ":\r\n", "Content-Length : 5\r\n", "{\r\n"]
        {
            try check(.contentLength, head, -32700, line, finishing: false)
        }
        for head in ["Content-Length: 5\n", "\n", "{\"jsonrpc\":\"2.0\"}\n"] {
            try check(
                .contentLength, head, -32700, "a line of a head ends with CRLF", finishing: false)
        }
        for value in ["", "-1", "+5", "0x5", "5 5", "1e1", "5,5"] {
            try check(
                .contentLength, "Content-Length: \(value)\r\n", -32700,
                "a Content-Length is a number of bytes", finishing: false)
        }
        try check(
            .contentLength, "Content-Length: 2\r\nContent-Length: 2\r\n", -32700,
            "a head has two Content-Lengths", finishing: false)
        try check(.contentLength, "\r\n", -32700, "a head has no Content-Length")
        try check(.contentLength, "X: 1\r\n\r\n", -32700, "a head has no Content-Length")
        try check(
            .contentLength, "Content-Length: 2\r\nContent-Type: a/b; charset=latin1\r\n", -32700,
            "the charset of a message is utf-8", finishing: false)
        try check(
            .contentLength, "X: \u{1}\r\n", -32700, "a field of a head holds a control character")
    }

    @Test func lawfulHeadsOfLengths() throws {
        try withMessages(.contentLength) { _, port in
            let caller = try MessageCaller(.contentLength, port: port)
            let type = "application/vscode-jsonrpc; charset"
            for head in [
                "content-LENGTH:39", "Content-Length: 0039 ", "X:\r\nContent-Length:\t39\r\nY: é",
                "Content-Type: \(type)=utf-8\r\nContent-Length: 39",
                "Content-Type: \(type)=\"UTF8\"\r\nContent-Length: 39",
            ] {
                caller.caller.send("\(head)\r\n\r\n\(callOne)")
                #expect(caller.receive() == answerOne, "\(head)")
            }
            caller.caller.send("Content-Length: 0\r\n\r\n")
            #expect(caller.receive()?.contains("-32700") == true)
        }
    }

    @Test func tornEnds() throws {
        try check(.contentLength, "Content-Len", -32700, "the connection ends within a head")
        try check(
            .contentLength, "Content-Length: 5\r\n\r\n[]", -32700,
            "the connection ends 3 bytes short of a message")
        try withMessages(.newline) { _, port in
            let caller = try MessageCaller(.newline, port: port)
            caller.caller.send(callOne)
            caller.caller.finish()
            #expect(caller.receive() == answerOne && caller.receive() == nil)
        }
    }

    @Test func messagesTooLong() throws {
        let reason = "a message holds at most 100 bytes"
        let long = String(repeating: "x", count: 101)
        try check(.newline, long, -32600, reason, finishing: false)
        try check(.newline, long + "\n", -32600, reason, finishing: false)
        for length in ["101", "99999999999999999999999"] {
            try check(.contentLength, "Content-Length: \(length)\r\n", -32600, reason)
        }
        let head = "a head holds at most 200 bytes"
        try check(.contentLength, long + long, -32700, head, finishing: false)
        try check(
            .contentLength, String(repeating: "X: 1\r\n", count: 40), -32700, head,
            finishing: false)
    }

    @Test func linesAreMessagesWhateverTheyHold() throws {
        try withMessages(.newline) { _, port in
            let caller = try MessageCaller(.newline, port: port)
            caller.caller.send("\n\r\n\u{0}\n" + callOne + "\r\n  \(callOne)\t\n")
            for _ in 0..<3 { #expect(caller.receive()?.contains("-32700") == true) }
            #expect(caller.receive() == answerOne && caller.receive() == answerOne)
        }
    }

    @Test func slowCallersAreNotWaitedFor() throws {
        let reason = "a message did not arrive in time"
        try check(.newline, "{", -32700, reason, finishing: false)
        try check(.contentLength, "Content-Length: 5\r\n\r\n", -32700, reason, finishing: false)
        try check(.contentLength, "C", -32700, reason, finishing: false)
    }

    @Test func quietCallersAreLetGo() throws {
        var limits = MockLimits()
        limits.quiet = .milliseconds(100)
        for carriage in Carriage.allCases {
            try withMessages(carriage, limits: limits) { _, port in
                let caller = try MessageCaller(carriage, port: port)
                caller.send(callOne)
                #expect(caller.receive() == answerOne)
                if carriage == .webSocket {
                    #expect(caller.receiveFrame()?.payload == [0x03, 0xE9])
                }
                #expect(caller.receive() == nil)
            }
        }
    }
}
