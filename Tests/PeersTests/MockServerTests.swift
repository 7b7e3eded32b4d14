import Glibc
import JSONRPC
import Peers
import Synchronization
import TestSupport
import Testing
import WireJSON

/// Scripts, recordings and the life of a server.
@Suite struct MockServerTests {
    private func call(_ id: Int) -> String { #"{"jsonrpc":"2.0","method":"one","id":\#(id)}"# }

    @Test func repliesAreServedInOrderOfArrival() throws {
        let template: JSONValue = ["served": ["$use": "id"]]
        let script = MockScript([
            .message(template), .raw(body: Array("nonsense".utf8)),
            .raw(body: [], status: 500, contentType: "text/html"), .none,
            .delay(.milliseconds(1), then: .message(template)),
        ])
        try withMock(document: tinyDocument, script: script) { server, port in
            let caller = try Caller(port: port)
            caller.send((1...6).map { post(call($0)) }.joined())
            caller.finish()
            let refusal =
                #"{"jsonrpc":"2.0","error":{"code":-32603,"message":"Internal error""#
                + #","data":"no reply is scripted for this call"},"id":6}"#
            let expected = [
                reply(#"{"served":1}"#), reply("nonsense"),
                "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\n"
                    + "Content-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n", reply(#"{"served":5}"#), reply(refusal),
            ]
            #expect(caller.receive() == expected.joined())
            #expect(server.takeRecording().count == 6)
        }
    }

    @Test func onlyCallsUseUpAScript() throws {
        let script = MockScript([.message(["mine": true])], afterwards: .documentBehaviour)
        try withMock(document: tinyDocument, script: script) { _, port in
            let caller = try Caller(port: port)
            caller.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n" + post(callOne) + post(callOne))
            caller.finish()
            let health = #"{"status":"ok"}"#
            #expect(
                caller.receive() == reply(health) + reply(#"{"mine":true}"#) + reply(answerOne))
        }
    }

    @Test func aConnectionIsResetOnDemand() throws {
        try withMock(document: tinyDocument, script: MockScript([.close])) { server, port in
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            #expect(caller.receive() == "" && caller.isReset)
            let recording = server.takeRecording()
            #expect(recording.map(\.requestBody) == [Array(callOne.utf8)])
            #expect(recording.map(\.sent) == [[]])
        }
    }

    @Test func theNextCaseDoesNotWaitForTheLast() throws {
        let script = MockScript([.delay(.seconds(600), then: .none)])
        try withMock(document: tinyDocument, script: script) { server, port in
            let late = try Caller(port: port)
            late.send(post(callOne))
            // The request is known before its reply is.
            var recording = server.takeRecording()
            while recording.isEmpty { recording = server.takeRecording() }
            #expect(recording.first?.request?["id"]?.int == 1)
            #expect(recording.first?.sent == [])
            server.load(MockScript(afterwards: .documentBehaviour))
            #expect(late.receive() == "")
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            #expect(server.takeRecording().count == 1)
        }
    }

    @Test func aLateReplyIsNotTakenForAnother() throws {
        let script = MockScript(
            [.delay(.milliseconds(50), then: .message(["late": true]))],
            afterwards: .documentBehaviour)
        try withMock(document: tinyDocument, script: script) { server, port in
            let late = try Caller(port: port)
            late.send(post(callOne))
            while server.takeRecording().isEmpty {}
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            #expect(late.receive(upTo: "}") == reply(#"{"late":true}"#))
            #expect(server.takeRecording().map(\.responseBody) == [Array(answerOne.utf8)])
        }
    }

    @Test func everyByteOfBothDirectionsIsRecorded() throws {
        try withMock(document: tinyDocument) { server, port in
            let chunked =
                "\r\nPOST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\n{\r\n26;e=\"1\"\r\n\(callOne.dropFirst())\r\n00\r\nT: 1\r\n\r\n"
            let requests = [
                post(callOne), chunked, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", post("{"),
                post(notifyOne, fields: "Expect: 100-continue\r\n"),
                "GET /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "broken\r\n\r\nrest",
            ]
            let caller = try Caller(port: port)
            caller.send(requests.joined())
            caller.finish()
            let seen = caller.receive()
            let recording = server.takeRecording()
            #expect(recording.map { String(decoding: $0.received, as: UTF8.self) } == requests)
            let sent = recording.flatMap(\.sent)
            #expect(String(decoding: sent, as: UTF8.self) == seen)
            #expect(recording.map(\.status) == [200, 200, 200, 200, 204, 404, 405, 400])
            #expect(recording[1].requestBody == Array(callOne.utf8))
            #expect(server.takeRecording().isEmpty)
        }
    }

    @Test func aRecordingHasABound() throws {
        var limits = MockLimits()
        limits.recordedBytes = 10_000
        try withMock(document: tinyDocument, limits: limits) { server, port in
            let caller = try Caller(port: port)
            caller.send(String(repeating: post(callOne), count: 1_000))
            caller.finish()
            #expect(caller.receive().contains("HTTP/1.1 503 "))
            let count = server.takeRecording().count
            #expect(count > 5 && count < 50)
            let next = try Caller(port: port)
            next.send(post(callOne))
            #expect(next.receive(upTo: answerOne) == reply(answerOne))
        }
    }

    @Test func nothingIsRecordedUnasked() throws {
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: false)
        let port = try server.listenTCP(host: "localhost")
        defer { server.stop() }
        let caller = try Caller(port: port)
        caller.send(post(callOne))
        #expect(caller.receive(upTo: answerOne) == reply(answerOne))
        #expect(server.takeRecording().isEmpty)
    }

    @Test func callersDoNotDisturbEachOther() throws {
        try withMock(document: tinyDocument) { server, port in
            let wrong = Atomic(0)
            let threads = (0..<16).map { thread in
                TestThread {
                    guard let caller = try? Caller(port: port) else { return wrong.add() }
                    for round in 0..<100 {
                        let id = thread * 1_000 + round
                        let answer = reply(#"{"jsonrpc":"2.0","result":1,"id":\#(id)}"#)
                        caller.send(post(self.call(id)))
                        if caller.receive(upTo: answer) != answer { wrong.add() }
                    }
                }
            }
            for thread in threads { thread.join() }
            #expect(wrong.load(ordering: .relaxed) == 0)
            let ids = server.takeRecording().compactMap { $0.request?["id"]?.int }
            #expect(Set(ids).count == 1_600)
        }
    }

    @Test func garbageIsSurvived() throws {
        var limits = MockLimits()
        limits.headBytes = 2048
        limits.bodyBytes = 2048
        var random = Seeded(state: 20_260_224)
        let pieces = [
            "POST / HTTP/1.1\r\n", "Host: a\r\n", "Content-Length: ", "39", "\r\n", "\r\n\r\n",
            "\n",
            callOne, "Transfer-Encoding: chunked\r\n", "5\r\n", "0\r\n\r\n", "GET /", " ", "\0",
            "[",
            "{", "}", "Expect: 100-continue\r\n", "Connection: close\r\n", ":", "ffffffff", "é",
        ].map { Array($0.utf8) }
        try withMock(document: tinyDocument, limits: limits) { server, port in
            for _ in 0..<1_000 {
                var frame: [UInt8] = []
                for _ in 0..<(random.next() % 12) {
                    frame += pieces[Int(random.next() % UInt64(pieces.count))]
                    if random.next() % 4 == 0 { frame.append(UInt8(random.next() & 0xFF)) }
                }
                let caller = try Caller(port: port)
                caller.send(frame)
                caller.finish()
                let seen = caller.receive()
                let recording = server.takeRecording()
                #expect(recording.flatMap(\.received) == frame, "\(frame)")
                #expect(String(decoding: recording.flatMap(\.sent), as: UTF8.self) == seen)
            }
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            #expect(caller.receive(upTo: answerOne) == reply(answerOne))
        }
    }
}
