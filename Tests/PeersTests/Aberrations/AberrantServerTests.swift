import JSONRPC
import Peers
import Testing
import WireJSON

/// Aberrations as they reach a caller: through a script, over HTTP, frames and WebSockets.
@Suite struct AberrantServerTests {
    private static func script(_ words: String...) throws -> MockScript {
        MockScript(
            afterwards: .documentBehaviour, steering: try words.map { try Steering.read($0) })
    }

    @Test func onlyWhatIsAimedAtIsWrong() throws {
        let script = try Self.script("id-wrong@id=7", "version-one@#3")
        try withMock(document: tinyDocument, script: script) { _, port in
            let caller = try Caller(port: port)
            let seven = callOne.replacing("1}", with: "7}")
            let stranger = #"{"jsonrpc":"2.0","result":1,"id":"stranger"}"#
            caller.send(post(callOne))
            #expect(caller.receive(upTo: "}") == reply(answerOne))
            caller.send(post(seven))
            #expect(caller.receive(upTo: "}") == reply(stranger))
            caller.send(post(callOne))
            let old = answerOne.replacing("\"2.0\"", with: "\"1.0\"")
            #expect(caller.receive(upTo: "}") == reply(old))
            caller.send(post(callOne))
            #expect(caller.receive(upTo: "}") == reply(answerOne))
        }
    }

    @Test func aScriptedReplyMayBeSpoilt() throws {
        let aberration = try #require(Aberration.named("result-and-error"))
        let lawful: JSONValue = ["jsonrpc": "2.0", "result": 1, "id": ["$use": "id"]]
        let script = MockScript([.aberrant(aberration, of: .message(lawful))])
        try withMock(script: script) { _, port in
            let caller = try Caller(port: port)
            caller.send(post(notifyOne))
            #expect(caller.receive(upTo: "\r\n\r\n").hasPrefix("HTTP/1.1 204"))
        }
        try withMock(script: script) { server, port in
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            _ = caller.receive(upTo: "}}")
            let exchange = server.takeRecording().last
            #expect(exchange?.response?["result"] == 1)
            #expect(exchange?.response?["error"]?["code"] == 7)
            #expect(exchange?.response?["id"] == 1)
        }
    }

    /// The end comes where the aberration says, and the caller is not left waiting.
    @Test(arguments: [
        ("truncated", 45, false), ("closed", 0, false), ("reset", 0, true),
        ("content-length-long", 109, false), ("http-204-for-call", 26, false),
    ])
    func aReplyIsCarriedWrongly(_ id: String, _ most: Int, _ isReset: Bool) throws {
        try withMock(document: tinyDocument, script: try Self.script("\(id)@one")) { _, port in
            let caller = try Caller(port: port)
            caller.send(post(callOne, fields: "Connection: close\r\n"))
            if id == "http-204-for-call" { caller.finish() }
            let received = caller.receive()
            #expect(received.utf8.count <= most + 40)
            #expect(!received.hasSuffix(answerOne) || id == "content-length-long")
            #expect(caller.isReset == isReset)
        }
    }

    @Test func streamsCarryWhatNobodyAskedFor() throws {
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: false)
        server.load(try Self.script("request-before-reply@#1", "line-after-empty-ones@#2"))
        defer { server.stop() }
        let port = try server.listenTCP(speaking: .frames(.newline))
        let caller = try Caller(port: port)
        caller.send(callOne + "\n")
        let question = #"{"jsonrpc":"2.0","method":"assay.question","id":"server-1"}"#
        #expect(caller.receive(upTo: answerOne + "\n") == question + "\n" + answerOne + "\n")
        caller.send(callOne + "\n")
        #expect(caller.receive(upTo: answerOne + "\n") == "\n\r\n\n" + answerOne + "\n")
        caller.send(notifyOne + "\n" + callOne + "\n")
        #expect(caller.receive(upTo: answerOne + "\n") == answerOne + "\n")
    }

    @Test func aLengthMayLie() throws {
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: false)
        server.load(try Self.script("message-length-short"))
        defer { server.stop() }
        let port = try server.listenTCP(speaking: .frames(.contentLength))
        let caller = try Caller(port: port)
        caller.send("Content-Length: \(callOne.utf8.count)\r\n\r\n" + callOne)
        caller.finish()
        let stated = answerOne.utf8.count - 3
        #expect(caller.receive() == "Content-Length: \(stated)\r\n\r\n" + answerOne)
    }

    @Test func aHandshakeMayBeWrong() throws {
        let script = try Self.script("accept-key-wrong")
        try withMock(document: tinyDocument, script: script) { _, port in
            let caller = try Caller(port: port)
            caller.send(handshake())
            let answer = caller.receive(upTo: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 101 "))
            #expect(answer.contains("Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n"))
        }
    }

    /// A reply that never comes is let go with its case.
    @Test func theNextCaseEndsAStall() throws {
        try withMock(document: tinyDocument, script: try Self.script("stalled-midway")) {
            server, port in
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            let whole = reply(answerOne)
            _ = caller.receive(upTo: String(whole.unicodeScalars.prefix(whole.utf8.count / 2)))
            server.load(MockScript(afterwards: .documentBehaviour))
            _ = caller.receive()
            let next = try Caller(port: port)
            next.send(post(callOne))
            #expect(next.receive(upTo: "}") == reply(answerOne))
        }
    }
}
