import JSONRPC
import Peers
import Testing
import WireJSON

/// Requests that get an error status; the mock survives each.
@Suite struct HTTPFaultTests {
    private static let limits = {
        var limits = MockLimits()
        limits.headBytes = 4096
        limits.bodyBytes = 1000
        return limits
    }()

    private func check(
        _ requests: [String], _ status: Int, limits: MockLimits = limits,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        try withMock(document: tinyDocument, limits: limits) { server, port in
            for request in requests {
                let caller = try Caller(port: port)
                caller.send(request)
                caller.finish()
                let seen = caller.receive()
                #expect(
                    seen.hasPrefix("HTTP/1.1 \(status) ") && seen.contains("Connection: close\r\n"),
                    "\(request.prefix(200).debugDescription) got \(seen)", sourceLocation: location)
                let received = server.takeRecording().flatMap(\.received)
                #expect(
                    received == Array(request.utf8), "the recording differs",
                    sourceLocation: location)
            }
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            #expect(caller.receive(upTo: answerOne) == reply(answerOne), sourceLocation: location)
        }
    }

    private func head(_ fields: String, line: String = "POST / HTTP/1.1") -> String {
        "\(line)\r\n\(fields)\r\n\r\n"
    }

    @Test func badRequestLines() throws {
        try check(
            [
                "x\r\n\r\n", "GET\r\n\r\n", head("Host: a", line: "GET /"),
                head("Host: a", line: "GET  / HTTP/1.1"), head("Host: a", line: "GET / HTTP/1.1 "),
                head("Host: a", line: "G@T / HTTP/1.1"), head("Host: a", line: " GET / HTTP/1.1"),
                head("Host: a", line: "GET /\u{1} HTTP/1.1"),
                head("Host: a", line: "GET / http/1.1"),
                head("Host: a", line: "GET / HTTP/11"), "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n", "\0\0\0\n", "GET / HTTP/1.1\r\nHost: a",
            ], 400)
        try check([head("Host: a", line: "GET / HTTP/2.0"), head("", line: "GET / HTTP/0.9")], 505)
    }

    @Test func badFields() throws {
        try check(
            [
                head("X: 1", line: "GET / HTTP/1.1"),
                head("Host: a\r\nHost: a", line: "GET / HTTP/1.1"),
                head("Host: a\r\nHost: a", line: "GET / HTTP/1.0"), head("Host : a"), head("Host"),
                head("Host: a\r\n folded: 1"), head("Host: a\r\n: 1"), head("Host: a\r\nX: \u{7}"),
                head("Host: a\r\nX: 1\r2"), head("Host: a\r\nX\u{0}: 1"), head("Host: a\r\nö: 1"),
            ], 400)
    }

    @Test func badLengths() throws {
        try check(
            [
                head("Host: a\r\nContent-Length: -1"), head("Host: a\r\nContent-Length: +1"),
                head("Host: a\r\nContent-Length:"), head("Host: a\r\nContent-Length: 0x10"),
                head("Host: a\r\nContent-Length: 1, 1"), head("Host: a\r\nContent-Length: 1 1"),
                head("Host: a\r\nContent-Length: 1\r\nContent-Length: 2") + "xx",
                head("Host: a\r\nContent-Length: 5") + "shrt",
                head("Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked") + "0\r\n\r\n",
                head("Transfer-Encoding: chunked", line: "POST / HTTP/1.0") + "0\r\n\r\n",
                head("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
            ], 400)
        try check([head("Host: a"), head("X: 1", line: "POST / HTTP/1.0")], 411)
        try check(
            [
                head("Host: a\r\nContent-Length: 1001") + String(repeating: "x", count: 1001),
                head("Host: a\r\nContent-Length: 99999999999999999999999"),
                head("Host: a\r\nExpect: 100-continue\r\nContent-Length: 1001"),
            ], 413)
        try check([head("Host: a\r\nTransfer-Encoding: gzip, chunked")], 501)
        try check([head("Host: a\r\nExpect: wonders\r\nContent-Length: 1") + "x"], 417)
    }

    @Test func badChunks() throws {
        func chunks(_ text: String) -> String {
            head("Host: a\r\nTransfer-Encoding: Chunked") + text
        }
        try check(
            [
                "x\r\n", "\r\n", "-1\r\n", "0x5\r\n", ";x\r\n", "5\nhello\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhel", "5\r\nhello\r\n", "0\r\n", "1\r\nab\r\n", "5 5\r",
            ].map(chunks), 400)
        try check(
            [
                "3e9\r\n", "1F4\r\n\(String(repeating: "x", count: 500))\r\n1f5\r\n",
                "fffffffffffffffffff\r\n",
            ].map(chunks), 413)
        try check([chunks(String(repeating: "0", count: 5000))], 400)
        try check(
            [chunks("0\r\n" + String(repeating: "Trailer: x\r\n", count: 500) + "\r\n")], 431)
    }

    @Test func longHeads() throws {
        try check(
            [
                String(repeating: "x", count: 5000),
                head("Host: a\r\nX: \(String(repeating: "x", count: 5000))"),
                head("Host: a\r\n" + String(repeating: "X: 1\r\n", count: 1000) + "Y: 1"),
                String(repeating: "\r\n", count: 3000),
            ], 431)
    }

    @Test func aRefusedCallerGetsItsAnswerWhileItStillTalks() throws {
        try withMock(document: tinyDocument, limits: Self.limits) { _, port in
            let caller = try Caller(port: port)
            caller.send(head("Host: a\r\nContent-Length: 9999999"))
            for _ in 0..<4 { caller.send([UInt8](repeating: 0x78, count: 65_536)) }
            caller.finish()
            #expect(caller.receive().hasPrefix("HTTP/1.1 413 ") && !caller.isReset)
        }
    }

    @Test func aBareLineFeedIsNotWaitedOn() throws {
        try withMock(document: tinyDocument) { _, port in
            let caller = try Caller(port: port)
            caller.send("GET / HTTP/1.1\nHost: a\n")
            #expect(caller.receive().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func slowCallersAreNotWaitedFor() throws {
        var limits = MockLimits()
        limits.transfer = .milliseconds(200)
        limits.idle = .milliseconds(200)
        try withMock(document: tinyDocument, limits: limits) { server, port in
            for torn in ["P", "POST / HTTP/1.1\r\n", String(post(callOne).dropLast())] {
                let caller = try Caller(port: port)
                caller.send(torn)
                #expect(caller.receive().hasPrefix("HTTP/1.1 408 "))
                #expect(server.takeRecording().flatMap(\.received) == Array(torn.utf8))
            }
            let idle = try Caller(port: port)
            #expect(idle.receive() == "")
            let kept = try Caller(port: port)
            kept.send(post(callOne))
            #expect(kept.receive() == reply(answerOne))
        }
    }

}
