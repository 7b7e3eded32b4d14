import Glibc
import Peers
import TestSupport
import Testing

/// The raw caller against servers of every kind of malice: whatever they do ends in an outcome, and
/// within the deadline.
@Suite struct RawCallerTests {
    private static let soon = Duration.milliseconds(60)
    private static let patience = Duration.seconds(20)

    private static func caller(
        _ words: [String], _ framing: Framing = .newline, limit: Int = 1 << 16
    ) throws -> RawCaller {
        try caller(ServerAddress(place: .process(words), speech: .frames(framing)), limit: limit)
    }

    private static func caller(_ address: ServerAddress, limit: Int = 1 << 16) throws -> RawCaller {
        var limits = RawCaller.Limits()
        limits.messageBytes = limit
        limits.headBytes = 4096
        limits.grace = .milliseconds(200)
        let caller = RawCaller(
            address, environment: ["PATH": "/usr/bin:/bin"], limits: limits)
        try caller.open(until: .now + patience)
        return caller
    }

    /// What becomes of one call of a server that says these words.
    private static func outcome(
        _ words: [UInt8], then: StubServer.Then, _ speech: ServerAddress.Speech,
        within time: Duration = patience
    ) throws -> String {
        let stub = try StubServer(words, then: then)
        let address = ServerAddress(
            place: .tcp(host: "127.0.0.1", port: stub.port), speech: speech)
        let caller = try caller(address)
        _ = caller.send(Array("{}".utf8), until: .now + patience)
        let arrival = caller.receive(until: .now + time)
        caller.close()
        return described(arrival)
    }

    private static func described(_ arrival: RawCaller.Arrival) -> String {
        switch arrival {
        case .reply(let reply): "reply " + String(decoding: reply.body, as: UTF8.self)
        case .late: "late"
        case .ended(let how): "ended: \(how)"
        case .broken(let how): "broken: \(how)"
        }
    }

    @Test(arguments: Framing.allCases) func aProgramIsSpokenToInFrames(_ framing: Framing) throws {
        let caller = try Self.caller(["cat"], framing)
        for text in ["{}", "a", String(repeating: "x", count: 40_000)] {
            #expect(caller.send(Array(text.utf8), until: .now + Self.patience) == nil)
            let arrival = caller.receive(until: .now + Self.patience)
            #expect(Self.described(arrival) == "reply \(text)")
        }
        #expect(caller.isOpen && !caller.hasEnded())
        #expect(caller.close() == "it ended with status 0")
        #expect(Self.described(caller.receive(until: .now)) == "ended: there is no connection")
    }

    /// `cat` stops reading when nobody takes what it writes: sending has to take it meanwhile.
    @Test func twoFullPipesDoNotHoldEachOtherUp() throws {
        let caller = try Self.caller(["cat"], limit: 8 << 20)
        let large = [UInt8](repeating: 0x61, count: 4 << 20)
        #expect(caller.send(large, until: .now + Self.patience) == nil)
        guard case .reply(let reply) = caller.receive(until: .now + Self.patience) else {
            Issue.record("no reply")
            return
        }
        #expect(reply.body == large)
    }

    @Test func aProgramIsNeverAShell() throws {
        let caller = try Self.caller(["echo", "$HOME; exit 7", "*"])
        #expect(
            Self.described(caller.receive(until: .now + Self.patience))
                == "reply $HOME; exit 7 *")
        #expect(throws: SocketFault.self) { try Self.caller(["echo hello"]) }
        #expect(throws: SocketFault.self) { try Self.caller(["/no/such/program"]) }
    }

    @Test(arguments: [
        (["true"], "ended: the program ended: it ended with status 0"),
        (["false"], "ended: the program ended: it ended with status 1"),
        (["sh", "-c", "kill -9 $$"], "ended: the program ended: it was ended by signal 9"),
        (["cat", "/dev/zero"], "broken: a line goes on beyond 65536 bytes"),
        (["printf", "abc"], "broken: the stream ends within a line"),
        (["printf", "\\n\\r\\nabc\\r\\n"], "reply abc"),
        (["yes"], "reply y"),
    ])
    func whateverAProgramDoesHasAnOutcome(_ words: [String], _ expected: String) throws {
        let caller = try Self.caller(words)
        #expect(Self.described(caller.receive(until: .now + Self.patience)) == expected)
    }

    @Test func aProgramThatSaysNothingIsLateAndIsEnded() throws {
        let caller = try Self.caller(["sleep", "600"])
        #expect(Self.described(caller.receive(until: .now + Self.soon)) == "late")
        #expect(caller.close() == "it was ended by signal 15")
        let stubborn = try Self.caller([
            "sh", "-c", "trap '' TERM; echo up; while :; do sleep 9; done",
        ])
        #expect(Self.described(stubborn.receive(until: .now + Self.patience)) == "reply up")
        #expect(stubborn.close() == "it was ended by signal 9")
    }

    @Test func aFloodOfComplaintsBlocksNobody() throws {
        let caller = try Self.caller(["sh", "-c", "yes complaint >&2 & exec cat"])
        let end = ContinuousClock.now + Self.patience
        var number = 0
        // The complaints start when they do; twenty exchanges are to be seen in any case.
        while number < 20 || (caller.complaints.isEmpty && .now < end) {
            #expect(caller.send(Array("\(number)".utf8), until: end) == nil)
            #expect(Self.described(caller.receive(until: end)) == "reply \(number)")
            number += 1
        }
        caller.close()
        #expect(caller.complaints.contains("complaint\n"))
        #expect(caller.complaints.utf8.count <= 1 << 16)
    }

    @Test func whatAProgramStartedGoesWithIt() throws {
        let caller = try Self.caller(["sh", "-c", "sleep 600 & echo $!; exec cat"])
        guard case .reply(let reply) = caller.receive(until: .now + Self.patience),
            let child = pid_t(String(decoding: reply.body, as: UTF8.self))
        else {
            Issue.record("no process was named")
            return
        }
        #expect(kill(child, 0) == 0)
        caller.close()
        let deadline = ContinuousClock.now + Self.patience
        while Self.runs(child), ContinuousClock.now < deadline { sched_yield() }
        #expect(!Self.runs(child))
    }

    /// Whether a process runs; a zombie whose new parent has not seen it off does not.
    private static func runs(_ process: pid_t) -> Bool {
        guard let bytes = Repository.bytes(of: "/proc/\(process)/stat") else { return false }
        return !String(decoding: bytes, as: UTF8.self).contains(") Z ")
    }
}

// Servers on sockets.

extension RawCallerTests {
    private static let head = "HTTP/1.1 200 OK\r\n"

    struct Trial: Sendable, CustomTestStringConvertible {
        var words: String
        var then: StubServer.Then
        var expected: String
        var testDescription: String { expected + " " + words.prefix(40) }

        init(_ words: String, _ then: StubServer.Then, _ expected: String) {
            (self.words, self.then, self.expected) = (words, then, expected)
        }
    }

    @Test(arguments: [
        Trial(head + "Content-Length: 2\r\n\r\n{}", .stall, "reply {}"),
        Trial(
            head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", .stall,
            "reply {}"),
        Trial(head + "\r\n{}", .close, "reply {}"),
        Trial(
            "HTTP/1.1 100 Continue\r\n\r\n" + head + "Content-Length: 2\r\n\r\n{}", .stall,
            "reply {}"),
        Trial("HTTP/1.1 204 No Content\r\n\r\n", .stall, "reply "),
        Trial("", .close, "ended: the server closed the connection"),
        Trial("", .reset, "ended: the server reset the connection"),
        Trial("x: y\r\n", .again, "broken: a response's head goes on beyond 4096 bytes"),
        Trial("HTTP/1.1 102 Processing\r\n\r\n", .again, "broken: more than 16 interim responses"),
        Trial("220 mail ESMTP\r\n\r\n", .stall, "broken: a response begins with '220 mail ESMTP'"),
        Trial(
            head + "Content-Length: 9\r\n\r\n{}", .close,
            "broken: the connection ends within a response's body"),
        Trial(
            head + "Content-Length: 99999999\r\n\r\n", .again,
            "broken: a body of 99999999 bytes begins"),
        Trial(
            head + "Content-Length: -1\r\n\r\n", .stall,
            "broken: a response's Content-Length is '-1'"),
        Trial(
            head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", .stall,
            "broken: a response has two lengths"),
        Trial(
            head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", .stall,
            "broken: a response has a Content-Length and a Transfer-Encoding"),
        Trial(
            head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", .stall,
            "broken: a response's chunks are malformed or too many"),
        Trial(
            head + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n", .stall,
            "broken: a response's chunks are malformed or too many"),
        Trial(
            head + "no colon\r\n\r\n", .stall, "broken: a response has the header line 'no colon'"),
    ])
    func whateverAnHTTPServerDoesHasAnOutcome(_ trial: Trial) throws {
        #expect(
            try Self.outcome(Array(trial.words.utf8), then: trial.then, .http(target: "/rpc"))
                == trial.expected)
    }

    @Test func aServerThatStallsIsLate() throws {
        let words = [Self.head, Self.head + "Content-Length: 9\r\n\r\n{}", ""]
        for text in words {
            let outcome = try Self.outcome(
                Array(text.utf8), then: .stall, .http(target: "/"), within: Self.soon)
            #expect(outcome == "late")
        }
    }

    @Test(arguments: [
        Trial("Content-Length: 2\r\n\r\n{}", .stall, "reply {}"),
        Trial("Content-Type: x\r\ncontent-length:2\r\n\r\n{}", .stall, "reply {}"),
        Trial("Content-Length: 9\r\n\r\n{}", .close, "broken: the stream ends within a message"),
        Trial("Content-Length: 2\r\n", .close, "broken: the stream ends within a head"),
        Trial(
            "Content-Length: 99999999\r\n\r\n", .stall, "broken: a message of 99999999 bytes begins"
        ),
        Trial("nonsense ", .again, "broken: a head goes on beyond 4096 bytes"),
    ])
    func whateverAServerOfFramesDoesHasAnOutcome(_ trial: Trial) throws {
        #expect(
            try Self.outcome(
                Array(trial.words.utf8), then: trial.then, .frames(.contentLength))
                == trial.expected)
    }

    private static let handshake = Array(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n").utf8)

    @Test(
        arguments: [
            ([0x81, 2, 0x7B, 0x7D], "reply {}"),
            ([0x01, 1, 0x7B, 0x89, 0, 0x80, 1, 0x7D], "reply {}"),
            ([0x82, 126, 0, 2, 0x7B, 0x7D], "reply {}"),
            ([0x81, 0x82, 0, 0, 0, 0, 0x7B, 0x7D], "broken: a server's frame is masked"),
            ([0xC1, 2, 0x7B, 0x7D], "broken: a frame has reserved bits"),
            ([0x80, 1, 0x7D], "broken: a fragment continues nothing"),
            ([0x01, 1, 0x7B, 0x81, 1, 0x7D], "broken: a message begins within another"),
            ([0x83, 0], "broken: a frame has the opcode 3"),
            ([0x09, 0], "broken: a control frame is long or in fragments"),
            (
                [0x88, 5, 0x03, 0xF1, 0x62, 0x61, 0x64],
                "broken: the server closes with code 1009 bad"
            ),
            ([0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0], "broken: a frame of 4294967296 bytes begins"),
            ([0x81, 9, 0x7B], "broken: the connection ends within a message"),
        ] as [([UInt8], String)])
    func whateverAWebSocketServerDoesHasAnOutcome(_ frames: [UInt8], _ expected: String) throws {
        let outcome = try Self.outcome(
            Self.handshake + frames, then: .close, .webSocket(target: "/"))
        #expect(outcome == expected)
    }

    @Test func aHandshakeThatIsRefusedIsAFault() throws {
        for words in ["HTTP/1.1 403 Forbidden\r\n\r\n", "HTTP/1.1 101 Yes\r\n\r\n", "", "x"] {
            let stub = try StubServer(words, then: .close)
            let address = ServerAddress(
                place: .tcp(host: "127.0.0.1", port: stub.port), speech: .webSocket(target: "/"))
            #expect(throws: SocketFault.self) { try Self.caller(address) }
        }
    }

    @Test(arguments: [
        ("http://127.0.0.1:80/rpc?a=1", "http://127.0.0.1:80/rpc?a=1", true),
        ("http://[::1]:81", "http://[::1]:81/", true),
        ("ws://localhost/x", "ws://localhost:80/x", true),
        ("unix:/tmp/a b.sock", "unix:/tmp/a b.sock", true),
        ("tcp://127.9.9.9:9", "tcp://127.9.9.9:9 (newline)", true),
        ("http://example.org", "http://example.org:80/", false),
        ("http://128.0.0.1:80/", "http://128.0.0.1:80/", false),
        ("http://[::2]:80/", "http://[::2]:80/", false),
    ])
    func anAddressIsRead(_ text: String, _ expected: String, _ isLocal: Bool) throws {
        let address = try #require(try ServerAddress.read(text, framing: nil))
        #expect(address.description == expected && address.isLocal == isLocal)
    }

    @Test(arguments: [
        "https://localhost", "tcp://localhost", "tcp://localhost:1/x", "http://:80", "unix:",
        "http://u:p@localhost/", "http://localhost:99999/", "http://localhost/a b",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(throws: ServerAddressFault.self) { try ServerAddress.read(text, framing: nil) }
    }

    @Test func aCommandIsNoAddress() throws {
        #expect(try ServerAddress.read("python3 server.py", framing: nil) == nil)
        #expect(throws: ServerAddressFault.self) {
            try ServerAddress.read("http://localhost", framing: .newline)
        }
    }
}
