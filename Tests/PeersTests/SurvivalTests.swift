import Glibc
import JSONRPC
import Peers
import Testing
import WireJSON

/// What a mock lives through when callers are too many, too slow or too deep.
@Suite struct SurvivalTests {
    private func bound(_ connections: Int) -> MockLimits {
        var limits = MockLimits()
        limits.connections = connections
        return limits
    }

    @Test func whoeverIsSilentTheLongestMakesRoom() throws {
        try withMock(document: tinyDocument, limits: bound(3)) { _, port in
            let callers = try (0..<3).map { _ in try Caller(port: port) }
            for caller in callers + callers.prefix(1) {
                caller.send(post(callOne))
                #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            }
            // A request that has begun and does not go on is silence like any other.
            callers[2].send("POST / HTTP/1.1\r\n")
            let fourth = try Caller(port: port)
            fourth.send(post(callOne))
            #expect(fourth.receive(upTo: answerOne) == reply(answerOne))
            #expect(callers[1].receive() == "")
            callers[0].send(post(callOne))
            #expect(callers[0].receive(upTo: answerOne) == reply(answerOne))
        }
    }

    @Test(arguments: Carriage.allCases)
    func nobodyIsSentAwayWhoIsOwedAReply(carriage: Carriage) throws {
        let held = ScriptedReply.delay(.seconds(600), then: .document)
        try withMessages(carriage, limits: bound(1), script: MockScript([held])) { server, port in
            let caller = try MessageCaller(carriage, port: port)
            caller.send(callOne)
            while server.takeRecording().allSatisfy({ $0.role != .request }) {}
            let next = try Caller(port: port)
            next.send("x")
            let seen = next.receive()
            #expect(carriage == .webSocket ? seen.hasPrefix("HTTP/1.1 503 ") : seen == "")
            server.load(MockScript(afterwards: .documentBehaviour))
            #expect(caller.receive() == nil)
        }
    }

    @Test func textsHaveADepthAndBatchesALength() throws {
        var limits = MockLimits()
        limits.depth = 4
        limits.batch = 3
        try withMock(document: tinyDocument, limits: limits) { _, port in
            func code(_ text: String) throws -> Int? {
                let caller = try Caller(port: port)
                caller.send(post(text))
                caller.finish()
                let body = caller.receive().split(separator: "\r\n\r\n").last ?? ""
                return try JSONValue.read(String(body))["error"]?["code"]?.int
            }
            let deep = #"{"jsonrpc":"2.0","method":"one","params":[[[]]],"id":1}"#
            let deeper = deep.replacing("[[[]]]", with: "[[[[]]]]")
            let calls = [3, 4].map { count in
                "[\(Array(repeating: callOne, count: count).joined(separator: ","))]"
            }
            let codes = try [deep, deeper, calls[0], calls[1]].map(code)
            #expect(codes == [-32602, -32700, nil, -32600])
        }
    }

    /// In a process of its own: what it counts and uses up are descriptors and memory.
    @Test func thousandsOfIdleConnectionsCostABoundedAmount() async {
        await #expect(processExitsWith: .success) {
            MockServer.raiseDescriptorLimit()
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let count = min(5_000, Int(limit.rlim_cur) - 1_200)
            precondition(count > 2_000, "only \(limit.rlim_cur) descriptors")
            let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: false)
            let port = try server.listenTCP()
            let before = residentBytes()
            let idle = try (0..<count).map { _ in try Caller(port: port) }
            let caller = try Caller(port: port)
            caller.send(post(callOne))
            precondition(caller.receive(upTo: answerOne) == reply(answerOne))
            let growth = residentBytes() - before
            precondition(growth < 100 << 20, "\(growth) bytes")
            precondition(idle.count == count)
            server.stop()
        }
    }

    @Test func runningOutOfDescriptorsIsSurvived() async {
        await #expect(processExitsWith: .success) {
            let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: true)
            let port = try server.listenTCP()
            let idle = try Caller(port: port)
            idle.send(post(callOne))
            precondition(idle.receive(upTo: answerOne) == reply(answerOne))

            // A silent caller gives up its place.
            var taken: [Int32] = []
            let second = try Caller(port: port) { taken = takeEveryDescriptor() }
            second.send(post(callOne))
            precondition(second.receive(upTo: answerOne) == reply(answerOne))
            precondition(idle.receive() == "")

            // Where nobody is silent, the new one is told at once.
            for descriptor in taken { close(descriptor) }
            server.load(
                MockScript([.delay(.seconds(600), then: .none)], afterwards: .documentBehaviour))
            second.send(post(callOne))
            while server.takeRecording().isEmpty {}
            let third = try Caller(port: port) { taken = takeEveryDescriptor() }
            precondition(third.receive().hasPrefix("HTTP/1.1 503 "))

            for descriptor in taken { close(descriptor) }
            let fourth = try Caller(port: port)
            fourth.send(post(callOne))
            precondition(fourth.receive(upTo: answerOne) == reply(answerOne))
            server.stop()
        }
    }
}

/// The memory that this process has in use.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let words = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
        separator: " ")
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 4096
}

/// Opens descriptors until there are no more to be had.
private func takeEveryDescriptor() -> [Int32] {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_cur, 256)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    var taken: [Int32] = []
    while true {
        let descriptor = dup(0)
        guard descriptor >= 0 else { return taken }
        taken.append(descriptor)
    }
}
