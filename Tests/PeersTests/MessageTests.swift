import Glibc
import JSONRPC
import Peers
import TestSupport
import Testing
import WireJSON

/// What holds wherever messages are carried.
@Suite struct MessageTests {
    private func call(_ id: Int) -> String { #"{"jsonrpc":"2.0","method":"one","id":\#(id)}"# }
    private func answer(_ id: Int) -> String { #"{"jsonrpc":"2.0","result":1,"id":\#(id)}"# }

    @Test(arguments: Carriage.allCases)
    func callsAreAnsweredInOrder(carriage: Carriage) throws {
        try withMessages(carriage) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            for id in 0..<300 { caller.send(call(id)) }
            for id in 0..<300 { #expect(caller.receive() == answer(id)) }
            caller.send("{", notifyOne, "[]", "[\(notifyOne)]", "[\(callOne),\(notifyOne)]")
            #expect(caller.receive()?.contains("-32700") == true)
            #expect(caller.receive()?.contains("-32600") == true)
            #expect(caller.receive() == "[\(answerOne)]")
            let calls = server.takeRecording().filter { $0.role == .request }
            #expect(calls.count == 305)
            #expect(calls.allSatisfy { $0.carrier == carriage.carrier && $0.requestHead.isEmpty })
            #expect(calls[7].requestBody == Array(call(7).utf8))
            #expect(calls[7].responseBody == Array(answer(7).utf8))
            #expect(calls[301].sent == [])
        }
    }

    @Test(arguments: Carriage.allCases)
    func tornMessagesAreWhole(carriage: Carriage) throws {
        try withMessages(carriage) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            for byte in carriage.framed(call(1)) + carriage.framed(call(2)) {
                caller.caller.send([byte])
            }
            #expect(caller.receive() == answer(1) && caller.receive() == answer(2))
        }
    }

    @Test(arguments: Carriage.allCases)
    func scriptsAreAlike(carriage: Carriage) throws {
        let script = MockScript([
            .message(["served": ["$use": "id"]]), .raw(body: Array("nonsense".utf8)), .none,
            .delay(.milliseconds(1), then: .message(["late": ["$use": "id"]])), .document,
        ])
        try withMessages(carriage, script: script) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            caller.send(call(1), call(2), call(3), call(4))
            #expect(caller.receive() == #"{"served":1}"#)
            #expect(caller.receive() == "nonsense")
            #expect(caller.receive() == #"{"late":4}"#)
            caller.send(call(5), call(6))
            #expect(caller.receive() == answer(5))
            #expect(caller.receive()?.contains("no reply is scripted for this call") == true)
            let calls = server.takeRecording().filter { $0.role == .request }
            #expect(calls.map { $0.request?["id"]?.int } == [1, 2, 3, 4, 5, 6])
            #expect(calls[3].response?["late"]?.int == 4 && calls[2].sent == [])
        }
    }

    @Test(arguments: Carriage.allCases)
    func aConnectionIsResetOnDemand(carriage: Carriage) throws {
        try withMessages(carriage, script: MockScript([.close])) { _, port in
            let caller = try MessageCaller(carriage, port: port)
            caller.send(callOne)
            #expect(caller.receive() == nil && caller.caller.isReset)
        }
    }

    @Test(arguments: Carriage.allCases)
    func aSlowReplyHoldsNothingElseBack(carriage: Carriage) throws {
        let script = MockScript(
            [
                .delay(.seconds(600), then: .document), .delay(.milliseconds(60), then: .document),
                .delay(.milliseconds(20), then: .document), .document,
            ], afterwards: .documentBehaviour)
        try withMessages(carriage, script: script) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            caller.send(call(1), call(2), call(3), call(4))
            #expect(caller.receive() == answer(4))
            #expect(caller.receive() == answer(3))
            #expect(caller.receive() == answer(2))
            caller.send(call(5))
            #expect(caller.receive() == answer(5))
            // The next case lets go of whoever still waits.
            server.load(MockScript())
            #expect(caller.receive() == nil)
        }
    }

    @Test(arguments: Carriage.allCases)
    func theMockSpeaksFirstAndBetween(carriage: Carriage) throws {
        let ask: JSONValue = ["jsonrpc": "2.0", "method": "ask", "id": "q"]
        let note: JSONValue = ["jsonrpc": "2.0", "method": "note"]
        let script = MockScript(
            [.sequence([.emit([ask, note]), .document, .emit([note])])],
            afterwards: .documentBehaviour, greeting: [["jsonrpc": "2.0", "method": "hello"]])
        try withMessages(carriage, script: script) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            #expect(caller.receive() == #"{"jsonrpc":"2.0","method":"hello"}"#)
            caller.send(callOne)
            #expect(caller.receive() == ask.text())
            #expect(caller.receive() == note.text())
            #expect(caller.receive() == answerOne)
            #expect(caller.receive() == note.text())
            // Once it answers a request of the mock's; a second time it answers nothing.
            let response = #"{"jsonrpc":"2.0","result":null,"id":"q"}"#
            caller.send(response, callOne, response)
            #expect(caller.receive() == answerOne)
            #expect(caller.receive()?.contains("-32600") == true)
            let roles = server.takeRecording().map(\.role).filter { $0 != .handshake }
            #expect(
                roles == [
                    .emission, .request, .emission, .emission, .emission, .response, .request,
                    .request,
                ])
        }
    }

    @Test(arguments: Carriage.allCases)
    func aCallerThatHasSaidItsLastWordIsAnswered(carriage: Carriage) throws {
        let script = MockScript([.delay(.milliseconds(30), then: .document), .document])
        try withMessages(carriage, script: script) { _, port in
            let caller = try MessageCaller(carriage, port: port)
            caller.send(call(1), call(2))
            caller.caller.finish()
            #expect(caller.receive() == answer(2))
            #expect(caller.receive() == answer(1))
        }
    }

    @Test(arguments: Carriage.allCases)
    func longMessagesPass(carriage: Carriage) throws {
        for size in [126, 65_535, 65_536, 1 << 20] {
            let text = #"{"jsonrpc":"2.0","method":"one","id":""#
            let id = String(repeating: "é", count: size / 2)
            try withMessages(carriage) { _, port in
                let caller = try MessageCaller(carriage, port: port)
                caller.send(text + id + #""}"#)
                #expect(caller.receive() == #"{"jsonrpc":"2.0","result":1,"id":"\#(id)"}"#)
            }
        }
    }

    @Test(arguments: Framing.allCases)
    func pairsOfDescriptorsAreServed(framing: Framing) throws {
        let carriage: Carriage = framing == .newline ? .newline : .contentLength
        var toMock: [Int32] = [0, 0]
        var fromMock: [Int32] = [0, 0]
        #expect(pipe(&toMock) == 0 && pipe(&fromMock) == 0)
        defer { for end in [toMock[0], fromMock[0], fromMock[1]] { close(end) } }
        let sent = carriage.framed(callOne) + carriage.framed(call(2))
        #expect(write(toMock[1], sent, sent.count) == sent.count)
        close(toMock[1])
        let script = MockScript(
            [.delay(.milliseconds(20), then: .document)], afterwards: .documentBehaviour)
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: true)
        server.load(script)
        try server.serve(input: toMock[0], output: fromMock[1], speaking: framing)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(fromMock[0], &bytes, bytes.count)
        bytes = Array(bytes.prefix(count))
        #expect(carriage.take(&bytes) == answer(2))
        #expect(carriage.take(&bytes) == answerOne)
        #expect(bytes.isEmpty && server.takeRecording().count == 2)
        server.stop()
    }

    @Test func aPairOfDescriptorsEndsWithTheServer() throws {
        var toMock: [Int32] = [0, 0]
        #expect(pipe(&toMock) == 0)
        let ends = toMock
        defer { for end in ends { close(end) } }
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: false)
        let thread = TestThread {
            try? server.serve(input: ends[0], output: ends[1], speaking: .newline)
        }
        server.stop()
        thread.join()
    }
}
