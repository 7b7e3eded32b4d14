import ServiceModel
import Testing

/// The transports of a client against servers that behave, and others.
@Suite struct TransportTests {
    private func check(
        _ program: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let guest = try Guest(.sampler)
        defer { guest.remove() }
        try guest.python(Self.server + program, sourceLocation: sourceLocation)
    }

    /// `Server(answer)` listens; `answer(number, head, body)` returns bytes to send, and whether
    /// the connection is then closed.
    private static let server = #"""
        import json, os, socket, tempfile, threading
        class Server:
            def __init__(self, answer, path=None):
                family = socket.AF_UNIX if path else socket.AF_INET
                self.listener = socket.socket(family)
                self.listener.bind(path or ("127.0.0.1", 0))
                self.listener.listen()
                self.answer, self.connections, self.requests = answer, 0, []
                threading.Thread(target=self.accept, daemon=True).start()
            @property
            def url(self): return "http://127.0.0.1:%d/a/b?c=d" % self.listener.getsockname()[1]
            def accept(self):
                while True:
                    connection, _ = self.listener.accept()
                    self.connections += 1
                    threading.Thread(target=self.serve, args=(connection,), daemon=True).start()
            def serve(self, connection):
                with connection, connection.makefile("rb") as stream:
                    while True:
                        head = b""
                        while not head.endswith(b"\r\n\r\n"):
                            line = stream.readline()
                            if not line: return
                            head += line
                        length = [l for l in head.lower().split(b"\r\n") if b"content-length" in l]
                        body = stream.read(int(length[0].split(b":")[1]))
                        self.requests.append((head, body))
                        reply, closes = self.answer(len(self.requests), head, body)
                        connection.sendall(reply)
                        if closes: return
        def http(body, status="200 OK", more=""):
            head = "HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n" % (status, len(body), more)
            return head.encode() + body
        def result(body, value=5):
            return json.dumps(
                {"jsonrpc": "2.0", "id": json.loads(body).get("id"), "result": value}).encode()
        def ok(number, head, body): return http(result(body)), False
        def raises(kind, call, *arguments, **named):
            try:
                call(*arguments, **named)
            except SdkError as error:
                assert type(error) is kind, repr(error)
                return error
            raise AssertionError("nothing was raised")

        """#

    @Test func callsShareAConnection() throws {
        try check(
            """
            server = Server(ok)
            with SamplerClient(url=server.url) as client:
                assert [client.count() for _ in range(3)] == [5, 5, 5]
                client.tell("x")
            assert server.connections == 1 and len(server.requests) == 4
            head, body = server.requests[0]
            assert head.startswith(b"POST /a/b?c=d HTTP/1.1\\r\\n")
            assert b"\\r\\nContent-Type: application/json\\r\\n" in head
            assert json.loads(body) == {"jsonrpc": "2.0", "method": "count", "id": 1}
            assert client.count() == 5 and server.connections == 2
            client.close()
            """)
    }

    @Test func unixSocketsCarryTheSame() throws {
        try check(
            """
            path = os.path.join(tempfile.mkdtemp(), "s")
            server = Server(ok, path)
            with SamplerClient(path) as client:
                assert client.count() == 5 and client.count() == 5
            assert server.connections == 1
            assert server.requests[0][0].startswith(b"POST /rpc HTTP/1.1\\r\\n")
            with SamplerClient(path + "-absent") as client:
                raises(TransportError, client.count)
            with SamplerClient("x" * 500) as client:
                raises(TransportError, client.count)
            """)
    }

    @Test func aConnectionClosedWhileIdleIsReplaced() throws {
        try check(
            """
            import time
            server = Server(lambda number, head, body: (http(result(body)), True))
            with SamplerClient(url=server.url) as client:
                for _ in range(3):
                    assert client.count() == 5
                    while not module._is_stale(client._transport._connection): time.sleep(0.001)
            assert server.connections == 3 and len(server.requests) == 3
            """)
    }

    @Test func nothingIsSentTwice() throws {
        try check(
            """
            def answer(number, head, body):
                return (http(result(body)), False) if number == 1 else (b"", True)
            server = Server(answer)
            with SamplerClient(url=server.url) as client:
                assert client.count() == 5
                raises(TransportError, client.count)
            assert len(server.requests) == 2
            """)
    }

    @Test func statusesAreJudgedByTheBody() throws {
        try check(
            """
            error = b'{"jsonrpc":"2.0","id":%d,"error":{"code":-32601,"message":"no"}}'
            replies = {
                1: http(error % 1, "404 Not Found"), 2: http(b"<html>", "502 Bad Gateway"),
                3: http(b"", "204 No Content"), 4: http(b'{"a":1}', "500 Oops"),
                5: http(b"[1]", "401 No"), 6: http(b"not json"), 7: http(b"\\xff"),
                8: http(b"", "302 Found", "Location: /x\\r\\n"),
            }
            server = Server(lambda number, head, body: (replies[number], False))
            kinds = [module.RpcMethodNotFound, TransportError, ProtocolError, TransportError, TransportError,
                     ProtocolError, ProtocolError, TransportError]
            with SamplerClient(url=server.url) as client:
                errors = [raises(kind, client.count) for kind in kinds]
            assert errors[0].code == -32601 and "502 Bad Gateway" in str(errors[1])
            assert server.connections == 1
            """)
    }

    @Test func brokenTransfersAreTransportErrors() throws {
        try check(
            """
            replies = [b"", b"HTTP/1.1 200 OK\\r\\nContent-Length: 99\\r\\n\\r\\n{", b"nonsense\\r\\n\\r\\n",
                       b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nab"]
            server = Server(lambda number, head, body: (replies[number - 1], True))
            with SamplerClient(url=server.url) as client:
                for _ in replies: raises(TransportError, client.count)
            stuck = Server(lambda number, head, body: (b"HTTP/1.1 200 OK\\r\\n", False))
            with SamplerClient(url=stuck.url, timeout=0.05) as client:
                assert "timed out" in str(raises(TransportError, client.count))
            free = socket.socket()
            free.bind(("127.0.0.1", 0))
            address = "http://127.0.0.1:%d" % free.getsockname()[1]
            with SamplerClient(url=address) as client:
                raises(TransportError, client.count)
            free.close()
            for url in ["ftp://x", "x", "http://", "http://[", "http://a:b/", "unix:", ""]:
                raises(SdkError, SamplerClient, url=url)
            """)
    }

    @Test func threadsMayShareAClient() throws {
        try check(
            """
            server = Server(lambda number, head, body: (http(result(body, json.loads(body)["id"])), False))
            with SamplerClient(url=server.url) as client:
                seen = []
                def work():
                    for _ in range(50): seen.append(client.count())
                threads = [threading.Thread(target=work) for _ in range(4)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
            assert sorted(seen) == list(range(1, 201)) and server.connections == 1
            """)
    }
}
