import Foundation
import Glibc
import TestSupport
import Testing
import WireJSON

/// `assay serve` in use, by clients that nobody here wrote.
@Suite struct ServeClientTests {
    private static let python =
        (ProcessInfo.processInfo.environment["ASSAY_VENV"] ?? Repository.root + "/.venv")
        + "/bin/python"

    private static let document = #"""
        {"openrpc":"1.3.2","info":{"title":"Pets & <more>","version":"1"},"methods":[
          {"name":"pet.create","summary":"Add one","params":[
             {"name":"name","required":true,"schema":{"type":"string"}}],
           "result":{"name":"pet","schema":{"$ref":"#/components/schemas/Pet"}}},
          {"name":"pet.get","params":[{"name":"id","required":true,"schema":{"type":"integer"}}],
           "result":{"name":"pet","schema":{"$ref":"#/components/schemas/Pet"}}},
          {"name":"<img src=x onerror=alert(1)>\"'","params":[],"result":{"name":"r","schema":{"const":1}}}],
         "components":{"schemas":{"Pet":{"type":"object","required":["id","name"],
           "properties":{"id":{"type":"integer"},"name":{"type":"string"}}}}}}
        """#

    /// Serves a document while the body runs; the addresses in their order, and what was written to
    /// standard error.
    private func serving(
        _ words: [String], in folder: TestFolder, addresses count: Int = 2,
        _ body: ([String]) throws -> Void
    ) throws -> String {
        let path = folder.path + "/pets.json"
        if folder.read("pets.json").isEmpty { try folder.write(Self.document, to: "pets.json") }
        let server = try Program([Program.assay, "serve", path] + words)
        try body((0..<count).map { _ in try #require(server.nextLine()) })
        server.signal(SIGTERM)
        let outcome = try server.finish(within: .seconds(30))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.errors
    }

    private func run(_ words: [String]) throws -> String {
        let outcome = try Program.run(words, timeout: .seconds(60))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    private static let create = #"{"jsonrpc":"2.0","id":1,"method":"pet.create","params":["Ada"]}"#
    private static let ada = #"{"jsonrpc":"2.0","result":{"id":1,"name":"Ada"},"id":1}"#

    @Test(.enabled(if: access("/usr/bin/curl", X_OK) == 0, "there is no curl"))
    func curlCallsOverBothSockets() throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let errors = try serving(["--unix", socket], in: folder, addresses: 3) { addresses in
            #expect(addresses[2] == "unix:\(socket)")
            #expect(try run(["/usr/bin/curl", "-sS", "-d", Self.create, addresses[0]]) == Self.ada)
            let get = #"{"jsonrpc":"2.0","id":"g","method":"pet.get","params":{"id":1}}"#
            let got = try run(
                ["/usr/bin/curl", "-sS", "--unix-socket", socket, "-d", get, "http://x/rpc"])
            #expect(got == #"{"jsonrpc":"2.0","result":{"id":1,"name":"Ada"},"id":"g"}"#)
        }
        let lines = errors.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("http pet.create id=1 result "), "\(errors)")
    }

    @Test(
        .enabled(
            if: access(python, X_OK) == 0 || Repository.isCI, "no \(python); run scripts/setup"))
    func websocketsCalls() throws {
        let script = #"""
            import asyncio, sys, websockets

            async def main():
                async with websockets.connect(sys.argv[1]) as socket:
                    await socket.send(sys.argv[2])
                    print(await socket.recv())

            asyncio.run(main())
            """#
        let errors = try serving([], in: try TestFolder()) { addresses in
            let said = try run([Self.python, "-I", "-c", script, addresses[1], Self.create])
            #expect(said == Self.ada + "\n")
        }
        #expect(errors.hasPrefix("websocket pet.create id=1 result "), "\(errors)")
    }

    @Test func whatIsRecordedIsReplayed() throws {
        let folder = try TestFolder()
        let record = folder.path + "/calls.io"
        let call = #"{"jsonrpc":"2.0","id":9,"method":"pet.create","params":["Bo"]}"#
        let errors = try serving(
            ["--record", record, "--tcp", "newline:0"], in: folder, addresses: 3
        ) {
            #expect($0[2].hasPrefix("tcp+newline://127.0.0.1:"))
            let heard = try line($0[2], call)
            #expect(heard.hasPrefix(#"{"jsonrpc":"2.0","result":{"id":1,"#), "\(heard)")
        }
        #expect(errors.hasPrefix("frames pet.create id=9 result "))
        let written = String(decoding: folder.read("calls.io"), as: UTF8.self)
        #expect(written.hasPrefix(">> \(call)\n<< "))
        let twice = try Program.assay(["serve", folder.path + "/pets.json", "--record", record])
        #expect(twice.status == 2 && twice.errors.contains("it is there already"))
        let held = try Program.assay(["transcript", folder.path + "/pets.json", record])
        #expect(
            held.status == 0 && held.output.contains("results 1 valid, 0 not"), "\(held.output)")

        let words = ["serve", "--replay", record, "--unrecorded", "error", "--quiet"]
        let server = try Program([Program.assay] + words + ["--tcp", "newline:0"])
        let address = try #require((0..<3).map { _ in server.nextLine() ?? "" }.last)
        let again = try line(address, call.replacing("\"id\":9", with: "\"id\":\"x\""))
        #expect(again == #"{"jsonrpc":"2.0","result":{"id":1,"name":"Bo"},"id":"x"}"#)
        #expect(try line(address, Self.create).contains("no reply is recorded"))
        server.signal(SIGINT)
        #expect(try server.finish(within: .seconds(30)).status == 0)
    }

    /// Says one line to an address like `tcp+newline://127.0.0.1:9`, and hears one.
    private func line(_ address: String, _ text: String) throws -> String {
        let script = """
            import socket, sys
            port = int(sys.argv[1].rsplit(":", 1)[1])
            with socket.create_connection(("127.0.0.1", port), timeout=30) as it:
                it.sendall(sys.argv[2].encode() + b"\\n")
                sys.stdout.write(it.makefile().readline().rstrip("\\n"))
            """
        return try run(["/usr/bin/python3", "-c", script, address, text])
    }

    @Test func itServesStandardInputAndOutput() throws {
        let folder = try TestFolder()
        let path = try folder.write(Self.document, to: "pets.json")
        let script = #"""
            import subprocess, sys
            call = sys.argv[3].encode()
            frame = b"Content-Length: %d\r\n\r\n%s" % (len(call), call)
            done = subprocess.run([sys.argv[1], "serve", sys.argv[2], "--stdio", "content-length"],
                                  input=frame, capture_output=True, timeout=60)
            sys.stdout.write(done.stdout.decode())
            sys.exit(done.returncode)
            """#
        let heard = try run(["/usr/bin/python3", "-c", script, Program.assay, path, Self.create])
        #expect(heard.hasSuffix("\r\n\r\n" + Self.ada), "\(heard)")
    }

    @Test func aChangedDocumentIsServedAndABrokenOneIsNot() throws {
        let folder = try TestFolder()
        let path = try folder.write(Self.document, to: "pets.json")
        let server = try Program([Program.assay, "serve", path, "--quiet"])
        let address = try #require(server.nextLine())
        func title() throws -> String? {
            let script = """
                import sys, urllib.request
                print(urllib.request.urlopen(sys.argv[1] + "openrpc.json").read().decode())
                """
            let text = try run(["/usr/bin/python3", "-c", script, address])
            return try JSONValue.read(text)["info"]?["title"]?.string
        }
        func becomes(_ wanted: String) throws -> Bool {
            for _ in 0..<100 where try title() != wanted {}
            return try title() == wanted
        }
        try folder.write("{ \"info\": ", to: "pets.json")
        #expect(try title() == "Pets & <more>")
        try folder.write(Self.document.replacing("Pets & <more>", with: "New"), to: "pets.json")
        #expect(try becomes("New"))
        server.signal(SIGTERM)
        let outcome = try server.finish(within: .seconds(30))
        #expect(outcome.status == 0 && outcome.errors.contains("its new text is served"))
    }

    @Test func thePageIsForBrowsersAndHoldsNoScriptOfTheDocuments() throws {
        _ = try serving(["--quiet"], in: try TestFolder()) { addresses in
            let script = """
                import sys, urllib.request
                request = urllib.request.Request(sys.argv[1], headers={"Accept": sys.argv[2]})
                with urllib.request.urlopen(request) as reply:
                    print(reply.headers["Content-Type"], reply.headers["Content-Security-Policy"])
                    print(reply.read().decode())
                """
            let page = try run(["/usr/bin/python3", "-c", script, addresses[0], "text/html,*/*"])
            #expect(page.hasPrefix("text/html; charset=utf-8 default-src 'none'; "))
            #expect(page.contains("Pets &amp; &lt;more&gt;") && !page.contains("<img"))
            #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;"))
            let plain = try run(["/usr/bin/python3", "-c", script, addresses[0], "*/*"])
            #expect(plain.hasPrefix("text/plain"))
        }
    }

    @Test(arguments: [
        (["serve"], 64, "serve takes one document"),
        (["serve", "x.json", "--tcp", "lines:1"], 64, "it is 'newline' or 'content-length'"),
        (["serve", "x.json", "--unrecorded", "error"], 64, "name a transcript"),
        (["serve", "/nowhere/x.json"], 2, "/nowhere/x.json"),
        (["serve", "--replay", "/nowhere/x.io"], 2, "/nowhere/x.io"),
        (["transcript", "x.json"], 64, "transcript takes a document"),
    ])
    func whatCannotBeServedIsSaid(_ words: [String], status: Int32, says: String) throws {
        let outcome = try Program.assay(words, timeout: .seconds(60))
        #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
    }

    @Test(.needsCorpus) func aCorpusOfTranscriptsIsHeldAgainstItsDocument() throws {
        let folder = Corpus.root + "/vectors/execution-apis"
        let outcome = try Program.assay(["transcript", folder + "/openrpc.json", folder])
        #expect(outcome.status == 1)
        #expect(
            outcome.output.hasSuffix(
                "232 transcripts, 236 turns: results 187 valid, 2 not, 0 undecided; error codes "
                    + "32 declared, 15 not; params 7 refused by document and service alike\n"))
        #expect(outcome.output.split(separator: "\n").count == 18)
    }
}
