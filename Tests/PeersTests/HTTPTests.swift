import JSONRPC
import Peers
import Testing
import WireJSON

/// HTTP/1.1 as a client may speak it, and as it must not.
@Suite struct HTTPTests {
    private func answer(
        _ request: String, limits: MockLimits = MockLimits(), finishing: Bool = true
    ) throws -> String {
        try withMock(document: tinyDocument, limits: limits) { _, port in
            let caller = try Caller(port: port)
            caller.send(request)
            if finishing { caller.finish() }
            return caller.receive()
        }
    }

    @Test(arguments: ["/", "/rpc", "/any/other?path=1", "*"])
    func callsGoToAnyPath(path: String) throws {
        #expect(try answer(post(callOne, path: path)) == reply(answerOne))
    }

    @Test func notificationsGetAnEmptyReply() throws {
        #expect(try answer(post(notifyOne)) == "HTTP/1.1 204 No Content\r\n\r\n")
    }

    @Test func connectionsAreKept() throws {
        try withMock(document: tinyDocument) { _, port in
            let caller = try Caller(port: port)
            for _ in 0..<100 {
                caller.send(post(callOne))
                #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            }
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() throws {
        try withMock(document: tinyDocument) { _, port in
            let caller = try Caller(port: port)
            let calls = (0..<500).map { #"{"jsonrpc":"2.0","method":"one","id":\#($0)}"# }
            caller.send(calls.map { post($0) }.joined())
            caller.finish()
            let expected = (0..<500).map { reply(#"{"jsonrpc":"2.0","result":1,"id":\#($0)}"#) }
            #expect(caller.receive() == expected.joined())
        }
    }

    @Test func tornRequestsAreWhole() throws {
        let chunked =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;x=y\r\n{\"jso\r\n22 \r\n\(callOne.dropFirst(5))\r\n0\r\nTrailer: 1\r\n\r\n"
        try withMock(document: tinyDocument) { server, port in
            let caller = try Caller(port: port)
            let requests = [post(callOne), chunked, "\r\n" + post(callOne, fields: "X: é\r\n")]
            for request in requests {
                for byte in request.utf8 { caller.send([byte]) }
                #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            }
            let recording = server.takeRecording()
            #expect(recording.map(\.requestBody) == Array(repeating: Array(callOne.utf8), count: 3))
            #expect(recording.map(\.received) == requests.map { Array($0.utf8) })
        }
    }

    @Test(
        "the end of the connection is agreed on",
        arguments: [
            ("HTTP/1.1\r\nHost: a", "", false),
            ("HTTP/1.1\r\nHost: a\r\nConnection: Close", "close", true),
            ("HTTP/1.0", "close", true),
            ("HTTP/1.0\r\nConnection: x, Keep-Alive", "keep-alive", false),
        ])
    func persistence(version: String, field: String, ends: Bool) throws {
        let request = "GET /health \(version)\r\n\r\n"
        let seen = try answer(request + request)
        #expect(seen.ranges(of: #"{"status":"ok"}"#).count == (ends ? 1 : 2))
        #expect(seen.contains("Connection: \(field)\r\n") == !field.isEmpty)
    }

    @Test func headerNamesHaveNoCase() throws {
        let request = "POST / HTTP/1.1\r\nhOST:a\r\nCONTENT-length:\t39 \r\n\r\n\(callOne)"
        #expect(callOne.utf8.count == 39)
        #expect(try answer(request) == reply(answerOne))
    }

    @Test func aBodyWaitsForItsInvitation() throws {
        try withMock(document: tinyDocument) { server, port in
            let caller = try Caller(port: port)
            let request = post(callOne, fields: "Expect: 100-Continue\r\n")
            caller.send(String(request.dropLast(callOne.count)))
            #expect(caller.receive(upTo: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            caller.send(callOne)
            #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            // One that does not wait needs no invitation.
            caller.send(request)
            #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            #expect(server.takeRecording().map { $0.interimHead.isEmpty } == [false, true])
        }
    }

    @Test(
        "resources",
        arguments: [
            ("GET /", 200, "JSON-RPC 2.0: POST"), ("GET /health", 200, #"{"status":"ok"}"#),
            ("GET /openrpc.json", 200, tinyDocument.text()),
            ("GET /openrpc.json?x", 200, tinyDocument.text()), ("HEAD /health", 200, "\r\n\r\n"),
            ("GET /nowhere", 404, "404 Not Found\n"), ("GET /rpc", 405, "405 Method Not Allowed\n"),
            ("PUT /", 405, "405 Method Not Allowed\n"), ("BREW /", 405, "405 Method Not Allowed\n"),
            ("OPTIONS *", 204, "\r\n\r\n"),
        ])
    func resources(line: String, status: Int, end: String) throws {
        let seen = try answer("\(line) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(seen.hasPrefix("HTTP/1.1 \(status) "))
        #expect(end.hasPrefix("JSON-RPC") ? seen.contains(end) : seen.hasSuffix(end))
        #expect(seen.contains("Allow: ") == (status == 405 || line.hasPrefix("OPTIONS")))
    }

    @Test func aHeadRequestLearnsTheLength() throws {
        let length = tinyDocument.bytes().count
        let seen = try answer("HEAD /openrpc.json HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(seen.hasSuffix("Content-Length: \(length)\r\n\r\n"))
    }

    @Test func withoutADocumentThereIsNone() throws {
        try withMock { _, port in
            let caller = try Caller(port: port)
            caller.send("GET /openrpc.json HTTP/1.1\r\nHost: a\r\n\r\n")
            caller.finish()
            #expect(caller.receive().hasPrefix("HTTP/1.1 404 "))
        }
    }
}
