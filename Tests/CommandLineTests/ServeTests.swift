import Glibc
import TestSupport
import Testing
import WireJSON

@Suite struct ServeTests {
    private static let document = Fixtures.root + "/openrpc/bookshelf.json"

    /// Asks a server as a stranger would: with Python's own HTTP client.
    private static let script = """
        import http.client, socket, sys
        address, path, body = sys.argv[1:]
        if address.startswith("/"):
            connection = http.client.HTTPConnection("localhost", timeout=20)
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.connect(address)
        else:
            connection = http.client.HTTPConnection(address, timeout=20)
        connection.request("POST" if body else "GET", path, body or None)
        sys.stdout.write(connection.getresponse().read().decode())
        """

    private func ask(_ address: String, _ path: String, _ body: String = "") throws -> JSONValue {
        let outcome = try Program.run(
            ["/usr/bin/python3", "-c", Self.script, address, path, body], timeout: .seconds(30))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue.read(outcome.output)
    }

    private func serving(
        _ words: [String], stoppedBy signal: Int32 = SIGTERM, _ body: (String) throws -> Void
    ) throws {
        let server = try Program([Program.assay, "serve", Self.document] + words)
        let line = try #require(server.nextLine())
        try #require(line.hasPrefix("http://127.0.0.1:") && line.hasSuffix("/"))
        #expect(server.nextLine() == line.replacing("http:", with: "ws:"))
        try body(String(line.dropFirst("http://".count).dropLast()))
        server.signal(signal)
        let outcome = try server.finish(within: .seconds(20))
        #expect(outcome.status == 0)
        for line in outcome.errors.split(separator: "\n") {
            #expect(line.hasPrefix("http ") && line.hasSuffix(" ms"), "\(line)")
        }
    }

    @Test(arguments: [SIGTERM, SIGINT]) func itAnswersUntilItIsStopped(_ signal: Int32) throws {
        try serving([], stoppedBy: signal) { address in
            let call = #"{"jsonrpc":"2.0","method":"book.get","params":{"sid":"b1"},"id":"x"}"#
            let reply = try ask(address, "/", call)
            #expect(reply["id"]?.string == "x")
            #expect(reply["result"]?["title"]?.string == "Momo")
            let strange = try ask(address, "/rpc", #"{"jsonrpc":"2.0","method":"no","id":7}"#)
            #expect(strange["error"]?["code"]?.int == -32601)
        }
    }

    @Test func itIsWrongWhereItIsTold() throws {
        try serving(["--aberration", "id-wrong@loan.all", "--aberration", "version-one@#2"]) {
            address in
            let call = #"{"jsonrpc":"2.0","method":"loan.all","id":1}"#
            let strange = try ask(address, "/", call)
            #expect(strange["id"]?.string == "stranger")
            let other = #"{"jsonrpc":"2.0","method":"no","id":1}"#
            let (second, third) = (try ask(address, "/", other), try ask(address, "/", other))
            #expect(second["jsonrpc"]?.string == "1.0" && third["jsonrpc"]?.string == "2.0")
        }
    }

    /// Status and challenge of a call with these fields, as `Name: value`.
    private func status(_ address: String, _ fields: [String]) throws -> String {
        let script = """
            import http.client, sys
            connection = http.client.HTTPConnection(sys.argv[1], timeout=20)
            fields = dict(field.split(": ", 1) for field in sys.argv[2:])
            connection.request("POST", "/", '{"jsonrpc":"2.0","method":"no","id":1}', fields)
            reply = connection.getresponse()
            print(reply.status, reply.getheader("WWW-Authenticate", "-"))
            """
        let outcome = try Program.run(
            ["/usr/bin/python3", "-c", script, address] + fields, timeout: .seconds(30))
        #expect(outcome.errors == "")
        return outcome.output
    }

    @Test func itAsksForTheTokenOfAFile() throws {
        let folder = try TestFolder()
        try serving(["--bearer-file", folder.write("open-sesame\n", to: "token")]) { address in
            let without = try status(address, [])
            #expect(without == "401 Bearer\n")
            let wrong = try status(address, ["Authorization: Bearer open-sesam"])
            #expect(wrong == "401 Bearer error=\"invalid_token\"\n")
            let right = try status(address, ["Authorization: Bearer open-sesame"])
            #expect(right == "200 -\n")
        }
    }

    @Test func pagesFromElsewhereStayOut() throws {
        try serving([]) { address in
            let foreign = try status(address, ["Origin: https://elsewhere.example"])
            #expect(foreign == "403 -\n")
            let misdirected = try status(address, ["Host: elsewhere.example"])
            #expect(misdirected == "421 -\n")
            let own = try status(address, ["Origin: http://localhost:3000"])
            #expect(own == "200 -\n")
        }
    }

    /// The line of the call is written before its reply is held back: then it is under way.
    @Test func itAnswersWhatIsUnderWayBeforeItStops() throws {
        let script = """
            import http.client, subprocess, sys
            words = [sys.argv[1], "serve", sys.argv[2], "--latency", "500"]
            pipe = subprocess.PIPE
            with subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True) as server:
                address = server.stdout.readline().split("/")[2]
                connection = http.client.HTTPConnection(address, timeout=20)
                connection.request("POST", "/", '{"jsonrpc":"2.0","method":"no","id":1}')
                server.stderr.readline()
                server.terminate()
                print(connection.getresponse().status, server.wait(20))
            """
        let outcome = try Program.run(
            ["/usr/bin/python3", "-c", script, Program.assay, Self.document],
            timeout: .seconds(60))
        #expect(outcome.output == "200 0\n", "\(outcome.errors)")
    }

    @Test func itServesTheDocumentItself() throws {
        try serving([]) { address in
            let served = try ask(address, "/openrpc.json")
            #expect(
                served.text()
                    == (try JSONValue.read(Fixtures.bytes("openrpc/bookshelf.json"))).text())
        }
    }

    @Test func itListensOnAUnixSocketToo() throws {
        let folder = try TestFolder()
        let path = folder.path + "/sock"
        try serving(["--unix", path]) { _ in
            let reply = try ask(path, "/", #"{"jsonrpc":"2.0","method":"loan.all","id":1}"#)
            #expect(reply["result"]?.object != nil)
        }
    }

    @Test func anAddressInUseIsOurSurroundings() throws {
        try serving([]) { address in
            let port = String(address.split(separator: ":")[1])
            let second = try Program.assay(
                ["serve", Self.document, "--port", port], timeout: .seconds(20))
            #expect(second.status == 3 && second.errors.contains("assay: "))
        }
    }
}
