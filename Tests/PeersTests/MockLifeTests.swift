import Glibc
import JSONRPC
import Peers
import TestSupport
import Testing
import WireJSON

/// How a mock begins and ends.
@Suite struct MockLifeTests {
    @Test func aUnixSocketServesAndIsRemoved() throws {
        let folder = try temporaryFolder()
        defer { rmdir(folder) }
        let path = folder + "/mock.sock"
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: true)
        try server.listenUnix(path: path)
        let caller = try Caller(path: path)
        for _ in 0..<3 {
            caller.send(post(callOne, path: "/rpc"))
            #expect(caller.receive(upTo: answerOne) == reply(answerOne))
        }
        #expect(server.takeRecording().map(\.path) == ["/rpc", "/rpc", "/rpc"])
        #expect(throws: SocketFault.self) { try server.listenUnix(path: path) }
        #expect(access(path, F_OK) == 0)
        server.stop()
        #expect(access(path, F_OK) != 0)
    }

    @Test func aUnixConnectionIsCutOnDemand() throws {
        let folder = try temporaryFolder()
        defer { rmdir(folder) }
        let server = MockServer(document: nil, documentBytes: nil, isRecording: true)
        try server.listenUnix(path: folder + "/s")
        defer { server.stop() }
        server.load(MockScript([.close]))
        let caller = try Caller(path: folder + "/s")
        caller.send(post(callOne))
        #expect(caller.receive() == "")
    }

    @Test func addressesThatCannotBeHadAreFaults() throws {
        let server = MockServer(document: nil, documentBytes: nil, isRecording: false)
        defer { server.stop() }
        #expect(throws: SocketFault.self) { try server.listenTCP(host: "no address") }
        #expect(throws: SocketFault.self) { try server.listenTCP(host: "192.0.2.1") }
        let port = try server.listenTCP()
        let fault = #expect(throws: SocketFault.self) { try server.listenTCP(port: port) }
        #expect(
            fault?.description == "cannot listen on '127.0.0.1:\(port)': Address already in use")
        #expect(throws: SocketFault.self) { try server.listenUnix(path: "/nowhere/at/all") }
        let long = "/tmp/" + String(repeating: "x", count: 200)
        #expect(throws: SocketFault.self) { try server.listenUnix(path: long) }
    }

    @Test func severalListenersAreOneServer() throws {
        try withMock(document: tinyDocument) { server, port in
            let other = try server.listenTCP()
            for port in [port, other] {
                let caller = try Caller(port: port)
                caller.send(post(callOne))
                #expect(caller.receive(upTo: answerOne) == reply(answerOne))
            }
            #expect(server.takeRecording().count == 2)
        }
    }

    @Test func stoppingEndsEveryConnection() throws {
        let server = MockServer(document: tinyDocument, documentBytes: nil, isRecording: true)
        let port = try server.listenTCP()
        server.load(
            MockScript([.delay(.seconds(600), then: .none)], afterwards: .documentBehaviour))
        let held = try Caller(port: port)
        held.send(post(callOne))
        while server.takeRecording().isEmpty {}
        let torn = try Caller(port: port)
        torn.send("POST / HTTP")
        let idle = try Caller(port: port)
        idle.send(post(callOne))
        #expect(idle.receive(upTo: answerOne) == reply(answerOne))
        server.stop()
        #expect(held.receive() == "" && idle.receive() == "")
        _ = torn.receive()
        #expect(throws: (any Error).self) { try Caller(port: port) }
        #expect(throws: SocketFault.self) { try server.listenTCP() }
        server.stop()
    }

    /// In a process of its own: others open and close what is counted here.
    @Test func nothingIsLeftBehind() async {
        await #expect(processExitsWith: .success) {
            let before = (count("/proc/self/fd"), count("/proc/self/task"))
            for round in 0..<20 {
                let server = MockServer(
                    document: tinyDocument, documentBytes: nil, isRecording: true)
                let port = try server.listenTCP()
                var callers: [Caller] = []
                for index in 0..<20 {
                    let caller = try Caller(port: port)
                    caller.send(index == 7 ? "GET" : post(callOne))
                    if index != 7 { _ = caller.receive(upTo: answerOne) }
                    if index % 2 == 0 { callers.append(caller) }
                }
                if round % 2 == 0 { callers = [] }
                server.stop()
            }
            let after = (count("/proc/self/fd"), count("/proc/self/task"))
            // The test library may have begun something of its own; one leak a round makes twenty.
            let isKept = after.0 < before.0 + 10 && after.1 < before.1 + 10
            precondition(isKept, "\(before) became \(after)")
        }
    }

    @Test(.enabled(if: access("/usr/bin/curl", X_OK) == 0, "there is no /usr/bin/curl"))
    func curlIsServed() throws {
        try withMock(document: tinyDocument) { server, port in
            #expect(curl("-d '\(callOne)' http://127.0.0.1:\(port)/rpc") == answerOne)
            #expect(
                curl("-H 'Transfer-Encoding: chunked' -d '\(callOne)' http://127.0.0.1:\(port)/")
                    == answerOne)
            #expect(
                curl("-H 'Expect: 100-continue' -d '\(callOne)' http://127.0.0.1:\(port)/")
                    == answerOne)
            #expect(curl("http://127.0.0.1:\(port)/openrpc.json") == tinyDocument.text())
            #expect(curl("-o /dev/null -w '%{http_code}' -I http://127.0.0.1:\(port)/") == "200")
            #expect(
                curl("-o /dev/null -w '%{http_code}' -d '\(notifyOne)' http://127.0.0.1:\(port)/")
                    == "204")
            #expect(
                curl("-0 http://127.0.0.1:\(port)/health http://127.0.0.1:\(port)/health")
                    == #"{"status":"ok"}{"status":"ok"}"#)
            #expect(server.takeRecording().count == 8)
        }
    }

    private func curl(_ arguments: String) -> String {
        guard let output = popen("/usr/bin/curl -sS --max-time 20 \(arguments) 2>&1", "r") else {
            return "curl did not start"
        }
        defer { pclose(output) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, output)], as: UTF8.self)
    }

    private func temporaryFolder() throws -> String {
        var template = Array("/tmp/assay-peers-XXXXXX".utf8CString)
        return try #require(mkdtemp(&template).map { String(cString: $0) })
    }
}

/// How many entries a folder has.
private func count(_ folder: String) -> Int {
    guard let stream = opendir(folder) else { return -1 }
    defer { closedir(stream) }
    var count = 0
    while readdir(stream) != nil { count += 1 }
    return count
}
