import Glibc
import JSONRPC
import Peers
import Testing
import WireJSON

/// How a mock ends when it may take its time.
@Suite struct DrainTests {
    private let held = MockScript(
        [.delay(.milliseconds(150), then: .document)], afterwards: .documentBehaviour)

    /// Whether nobody listens at a port any more.
    private func isClosed(_ port: UInt16) -> Bool { (try? Caller(port: port)) == nil }

    @Test func whatWasAskedOverHTTPIsAnswered() throws {
        try withMock(document: tinyDocument, script: held) { server, port in
            let idle = try Caller(port: port)
            idle.send(post(callOne, path: "/x").replacing("POST", with: "OPTIONS"))
            _ = idle.receive(upTo: "\r\n\r\n")
            let fresh = try Caller(port: port)
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            while server.takeRecording().allSatisfy({ $0.httpMethod != "POST" }) {}
            // Half a request is finished too.
            let torn = try Caller(port: port)
            let request = post(callOne)
            torn.send(String(request.dropLast(5)))
            let thread = TestThread { server.drain(atMost: .seconds(20)) }
            #expect(idle.receive() == "" && fresh.receive() == "")
            torn.send(String(request.suffix(5)))
            let last = reply(answerOne).replacing(
                "\r\n\r\n", with: "\r\nConnection: close\r\n\r\n")
            #expect(torn.receive() == last || torn.receive() == "")
            #expect(caller.receive() == last)
            thread.join()
            #expect(isClosed(port))
        }
    }

    @Test(arguments: Carriage.allCases)
    func whatWasAskedByMessageIsAnswered(carriage: Carriage) throws {
        try withMessages(carriage, script: held) { server, port in
            let idle = try MessageCaller(carriage, port: port)
            let caller = try MessageCaller(carriage, port: port)
            caller.send(callOne)
            while server.takeRecording().allSatisfy({ $0.role != .request }) {}
            let thread = TestThread { server.drain(atMost: .seconds(20)) }
            if carriage == .webSocket {
                #expect(idle.receiveFrame()?.payload == [0x03, 0xE9])
            }
            #expect(idle.receive() == nil && caller.receive() == answerOne)
            if carriage == .webSocket {
                #expect(caller.receiveFrame()?.payload == [0x03, 0xE9])
            }
            #expect(caller.receive() == nil)
            thread.join()
            #expect(isClosed(port))
        }
    }

    @Test func patienceEnds() throws {
        let script = MockScript([.delay(.seconds(600), then: .document)])
        try withMock(document: tinyDocument, script: script) { server, port in
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            while server.takeRecording().isEmpty {}
            server.drain(atMost: .milliseconds(50))
            #expect(caller.receive() == "" && isClosed(port))
        }
    }

    @Test func aPairOfDescriptorsIsFinishedToo() throws {
        var toMock: [Int32] = [0, 0]
        var fromMock: [Int32] = [0, 0]
        #expect(pipe(&toMock) == 0 && pipe(&fromMock) == 0)
        let ends = toMock + fromMock
        defer { for end in ends { close(end) } }
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: true)
        server.load(held)
        let sent = Array((callOne + "\n").utf8)
        #expect(write(ends[1], sent, sent.count) == sent.count)
        let thread = TestThread {
            try? server.serve(input: ends[0], output: ends[3], speaking: .newline)
        }
        while server.takeRecording().isEmpty {}
        server.drain(atMost: .seconds(20))
        thread.join()
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(ends[2], &bytes, bytes.count)
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == answerOne + "\n")
    }
}
