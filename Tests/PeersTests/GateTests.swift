import JSONRPC
import Peers
import TestSupport
import Testing
import WireJSON

/// Who is let in.
@Suite struct GateTests {
    private func answer(
        _ request: String, _ gate: MockGate, finishing: Bool = true
    ) throws -> String {
        let server = MockServer(
            document: tinyDocument, documentBytes: nil, gate: gate, isRecording: true)
        server.load(MockScript([.document]))
        let port = try server.listenTCP()
        defer { server.stop() }
        let caller = try Caller(port: port)
        caller.send(request)
        if finishing { caller.finish() }
        return caller.receive(upTo: finishing ? nil : "\r\n\r\n")
    }

    private let tokens = MockGate(token: "s3cret-~+/=")
    private let pages = MockGate(keepsForeignPagesOut: true, hosts: ["mock.test"])

    @Test("RFC 6750 §2.1: the token goes with each request")
    func tokensThatAreRight() throws {
        for field in [
            "Authorization: Bearer s3cret-~+/=", "authorization:bearer  s3cret-~+/= ",
            "AUTHORIZATION: BEARER s3cret-~+/=",
        ] {
            let request = post(callOne, fields: field + "\r\n")
            #expect(try answer(request, tokens) == reply(answerOne), "\(field)")
            let opening = handshake(fields: field + "\r\n")
            #expect(try answer(opening, tokens, finishing: false) == handshakeAnswer, "\(field)")
        }
    }

    @Test func tokensThatAreNot() throws {
        let wrong = [
            "", "Authorization: Bearer\r\n", "Authorization: Bearer \r\n",
            "Authorization: Bearer s3cret-~+/\r\n", "Authorization: Bearer s3cret-~+/=x\r\n",
            "Authorization: Bearer s3cret-~+/=s3cret-~+/=\r\n",
            "Authorization: Bearer S3cret-~+/=\r\n", "Authorization: Basic s3cret-~+/=\r\n",
            "Authorization: s3cret-~+/=\r\n", "Authorization: Bearers3cret-~+/=\r\n",
            "Authorization: Bearer s3cret-~+/=\r\nAuthorization: Bearer s3cret-~+/=\r\n",
            "Cookie: access_token=s3cret-~+/=\r\n",
        ]
        for fields in wrong {
            for request in [
                post(callOne, path: "/?access_token=s3cret-~+/=", fields: fields),
                handshake("GET /?access_token=s3cret-~+/= HTTP/1.1", fields: fields),
                "GET /openrpc.json HTTP/1.1\r\nHost: a\r\n\(fields)\r\n",
            ] {
                let seen = try answer(request, tokens)
                let challenge = fields.hasPrefix("A") ? #"Bearer error="invalid_token""# : "Bearer"
                #expect(seen.hasPrefix("HTTP/1.1 401 "), "\(request)")
                #expect(seen.contains("WWW-Authenticate: \(challenge)\r\n"), "\(seen)")
            }
        }
    }

    @Test func aRefusedCallUsesUpNoReply() throws {
        let right = "Authorization: Bearer s3cret-~+/=\r\n"
        let seen = try answer(post(callOne) + post(callOne, fields: right), tokens)
        #expect(seen.hasPrefix("HTTP/1.1 401 ") && seen.hasSuffix(reply(answerOne)))
    }

    @Test func framesCannotBearAToken() throws {
        let server = MockServer(
            document: nil, documentBytes: nil, gate: tokens, isRecording: false)
        defer { server.stop() }
        for framing in Framing.allCases {
            let fault = #expect(throws: SocketFault.self) {
                try server.listenTCP(speaking: .frames(framing))
            }
            #expect(fault?.description == "cannot listen for frames: they cannot bear a token")
        }
    }

    private func status(host: String, _ fields: String = "") throws -> String {
        let request = post(callOne, fields: fields).replacing("Host: a", with: "Host: \(host)")
        return String(try answer(request, pages).dropFirst(9).prefix(3))
    }

    @Test("a name that is bound to this machine anew leads nowhere")
    func hosts() throws {
        for host in [
            "localhost", "LOCALHOST:80", "localhost.", "a.localhost", "127.0.0.1:8080",
            "127.9.9.9", "[::1]:9", "192.168.1.7:80", "[fe80::1]", "mock.test:1", "MOCK.test", "",
        ] {
            #expect(try status(host: host) == "200", "\(host)")
        }
        for host in [
            "evil.test", "evil.test:80", "localhost.evil.test", "127.0.0.1.evil.test",
            "mock.test.evil.test", "notlocalhost", "[::1", "[evil.test]",
        ] {
            #expect(try status(host: host) == "421", "\(host)")
        }
    }

    @Test func originsOfPages() throws {
        for origin in [
            "http://localhost", "http://localhost:3000", "https://127.0.0.1:1", "http://[::1]:5",
            "http://x.localhost", "https://mock.test",
        ] {
            let request = post(callOne, fields: "Origin: \(origin)\r\n")
                .replacing("Host: a", with: "Host: localhost")
            let seen = try answer(request, pages)
            #expect(seen.hasPrefix("HTTP/1.1 200 "), "\(origin)")
            #expect(seen.contains("Access-Control-Allow-Origin: \(origin)\r\nVary: Origin\r\n"))
        }
        for origin in [
            "http://evil.test", "https://localhost.evil.test", "null", "", "localhost",
            "file://", "http://192.168.1.7", "chrome-extension://localhost", "http://localhost/x",
            "http://localhost@evil.test", "http://evil.test\r\nOrigin: http://localhost",
        ] {
            let seen = try status(host: "localhost", "Origin: \(origin)\r\n")
            #expect(seen == "403", "\(origin)")
        }
    }

    @Test func aPageFromElsewhereOpensNoWebSocket() throws {
        for (origin, status) in [("http://evil.test", 403), ("http://localhost:3000", 101)] {
            let request = handshake(fields: "Origin: \(origin)\r\n")
                .replacing("Host: a", with: "Host: localhost:1")
            let seen = try answer(request, pages)
            #expect(seen.hasPrefix("HTTP/1.1 \(status) "), "\(seen)")
        }
    }

    @Test func aBrowserMayAskFirst() throws {
        var gate = pages
        gate.token = "t"
        let request =
            "OPTIONS /rpc HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n"
            + "Access-Control-Request-Method: POST\r\n\r\n"
        let seen = try answer(request, gate)
        #expect(
            seen == "HTTP/1.1 204 No Content\r\nAllow: GET, HEAD, OPTIONS, POST\r\n"
                + "Access-Control-Allow-Origin: http://localhost:3000\r\nVary: Origin\r\n"
                + "Access-Control-Allow-Methods: GET, HEAD, OPTIONS, POST\r\n"
                + "Access-Control-Allow-Headers: Authorization, Content-Type\r\n"
                + "Access-Control-Max-Age: 600\r\n\r\n")
    }

    @Test func nothingOfThisIsSaidUnasked() throws {
        let request = post(callOne, fields: "Origin: http://evil.test\r\n")
        #expect(try answer(request, MockGate()) == reply(answerOne))
    }
}
