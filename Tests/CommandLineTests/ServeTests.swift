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
