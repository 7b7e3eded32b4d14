import JSONRPC
import Peers
import Testing
import WireJSON

/// The opening handshake of a WebSocket (RFC 6455 §4.2).
@Suite struct HandshakeTests {
    private func answer(
        _ request: String, subprotocols: [String] = [], finishing: Bool = true
    ) throws -> String {
        let server = MockServer(
            document: tinyDocument, documentBytes: nil, subprotocols: subprotocols,
            isRecording: true)
        let port = try server.listenTCP()
        defer { server.stop() }
        let caller = try Caller(port: port)
        caller.send(request)
        if finishing { caller.finish() }
        return caller.receive(upTo: finishing ? nil : "\r\n\r\n")
    }

    @Test("RFC 6455 §1.3: the example's key has the example's answer", arguments: ["/", "/any?x"])
    func theAnswer(path: String) throws {
        let seen = try answer(handshake("GET \(path) HTTP/1.1"), finishing: false)
        #expect(seen == handshakeAnswer)
    }

    @Test func namesHaveNoCaseAndListsHaveElements() throws {
        let request =
            "GET / HTTP/1.1\r\nhost: a\r\nUPGRADE: h2c, WebSocket\r\n"
            + "connection: keep-alive, UPGRADE\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "SEC-WEBSOCKET-VERSION: 13\r\n\r\n"
        #expect(try answer(request, finishing: false) == handshakeAnswer)
    }

    @Test func aSubprotocolIsChosenOrNone() throws {
        let offer = "Sec-WebSocket-Protocol: chat, jsonrpc\r\nSec-WebSocket-Protocol: mqtt\r\n"
        for (wanted, chosen) in [
            (["jsonrpc"], "jsonrpc"), (["mqtt", "chat"], "mqtt"), (["soap"], nil), ([], nil),
        ] {
            let seen = try answer(
                handshake(fields: offer), subprotocols: wanted, finishing: false)
            let field = chosen.map { "Sec-WebSocket-Protocol: \($0)\r\n" } ?? ""
            #expect(seen.hasPrefix("HTTP/1.1 101 ") && seen.contains("\(field)Connection"))
            #expect(seen.contains("Protocol:") == (chosen != nil))
        }
        let unasked = try answer(handshake(), subprotocols: ["jsonrpc"], finishing: false)
        #expect(unasked == handshakeAnswer)
    }

    private func changed(_ field: String, to value: String?) -> String {
        handshake().split(separator: "\r\n", omittingEmptySubsequences: false)
            .compactMap { line in
                line.hasPrefix(field + ":") ? value.map { "\(field): \($0)" } : String(line)
            }.joined(separator: "\r\n")
    }

    @Test func whatIsNoHandshake() throws {
        // Only both fields together ask for anything; else it is a request like any other.
        for (field, value) in [
            ("Upgrade", nil), ("Upgrade", "h2c"), ("Connection", nil), ("Connection", "close"),
        ] {
            let seen = try answer(changed(field, to: value))
            #expect(seen.hasPrefix("HTTP/1.1 200 "), "\(field) \(value ?? "absent")")
        }
        let old = handshake("GET / HTTP/1.0")
        #expect(try answer(old).hasPrefix("HTTP/1.1 200 "))
    }

    @Test func handshakesThatAreRefused() throws {
        for version in ["8", "12", "14", "013", "13, 8", ""] {
            let seen = try answer(changed("Sec-WebSocket-Version", to: version))
            #expect(
                seen.hasPrefix("HTTP/1.1 426 ") && seen.contains("Sec-WebSocket-Version: 13\r\n")
                    && seen.contains("Upgrade: websocket\r\n"), "\(version)")
        }
        for request in [
            changed("Sec-WebSocket-Version", to: nil), changed("Sec-WebSocket-Key", to: nil),
            changed("Sec-WebSocket-Key", to: ""), changed("Sec-WebSocket-Key", to: "dGhl"),
            changed("Sec-WebSocket-Key", to: "dGhlIHNhbXBsZSBub25jZQ="),
            changed("Sec-WebSocket-Key", to: "dGhlIHNhbXBsZSBub25jZSE="),
            changed("Sec-WebSocket-Key", to: "dGhlIHNhbXBsZSBub25j!Q=="),
            handshake(fields: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
            handshake(fields: "Content-Length: 1\r\n") + "x",
        ] {
            #expect(try answer(request).hasPrefix("HTTP/1.1 400 "), "\(request)")
        }
        for verb in ["POST", "HEAD", "PUT"] {
            let seen = try answer(
                handshake("\(verb) / HTTP/1.1", fields: "Content-Length: 0\r\n"))
            #expect(seen.hasPrefix("HTTP/1.1 405 ") && seen.contains("Allow: GET\r\n"))
        }
    }

    @Test func aRefusedHandshakeLeavesTheConnectionOpen() throws {
        try withMock(document: tinyDocument) { server, port in
            let caller = try Caller(port: port)
            caller.send(changed("Sec-WebSocket-Version", to: "8") + post(callOne))
            #expect(caller.receive(upTo: answerOne).hasSuffix(reply(answerOne)))
            let roles = server.takeRecording().map(\.role)
            #expect(roles == [.handshake, .request])
        }
    }

    @Test func theHandshakeIsRecordedAsWhatItIs() throws {
        try withMessages(.webSocket) { server, port in
            _ = try MessageCaller(.webSocket, port: port)
            let recording = server.takeRecording()
            #expect(recording.map(\.role) == [.handshake] && recording.map(\.status) == [101])
            #expect(recording.first?.received == Array(handshake().utf8))
            #expect(recording.first?.sent == Array(handshakeAnswer.utf8))
        }
    }
}
