import TestSupport
import Testing

/// Generators that are commands: their words, their places, their failures.
@Suite struct GeneratorCommandTests {
    private let document = Fixtures.root + "/openrpc/bookshelf.json"

    private func compare(
        _ command: String, _ folder: TestFolder, _ options: [String] = []
    ) throws -> Compared {
        try Compared(
            ["--old", "builtin", "--new", command] + options + [document], in: folder.path)
    }

    @Test func ourselvesAsACommand() throws {
        let folder = try TestFolder()
        let command = "'\(Program.assay)' generate {document} --python={out}"
        #expect(try compare(command, folder).kind == "identical")
        #expect(folder.contents.isEmpty)
    }

    /// Words are split as a shell does, and nothing in them is obeyed.
    @Test func wordsAreNoShells() throws {
        let folder = try TestFolder()
        try folder.write(
            "printf '%s\\n' \"$@\" > words\nexec \"$1\" generate \"$2\" --python \"$3\"\n",
            to: "make.sh")
        let command =
            "/bin/sh make.sh '\(Program.assay)' {document} {out} 'a  b' \"c\\\"d\" e\\ f '' "
            + "{x} $HOME `id` >y"
        #expect(try compare(command, folder).kind == "identical")
        let words = String(decoding: folder.read("words"), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(
            words.dropFirst(3) == ["a  b", "c\"d", "e f", "", "{x}", "$HOME", "`id`", ">y", ""])
        #expect(folder.contents.keys.sorted() == ["make.sh", "words"])
    }

    @Test func theDocumentIsServed() throws {
        let folder = try TestFolder()
        try folder.write(
            """
            import json, pathlib, sys, urllib.request
            body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "rpc.discover"}).encode()
            reply = json.load(urllib.request.urlopen(sys.argv[1], body))
            pathlib.Path(sys.argv[2], "title").write_text(reply["result"]["info"]["title"])
            """, to: "make.py")
        try folder.write("Bookshelf", to: "made/title")
        let compared = try Compared(
            ["--old", "made", "--new", "/usr/bin/python3 make.py {url} {out}", document],
            in: folder.path)
        #expect(compared.kind == "identical", "\(compared.outcome)")
    }

    @Test(arguments: [
        ("/bin/sh -c 'echo why >&2; exit 3' {document} {out}", "exited with status 3\nwhy"),
        ("/bin/true {document} {out}", "exited with status 0 and wrote nothing"),
        ("/bin/sh -c 'kill -9 $$' {document} {out}", "killed by signal 9"),
    ])
    func aGeneratorThatFailsIsDifferent(_ command: String, _ reason: String) throws {
        let compared = try compare(command, try TestFolder())
        #expect(compared.kind == "different" && compared.outcome.status == 1)
        #expect(compared.evidence("identical")[2].contains(reason), "\(compared.outcome)")
    }

    @Test func whatIsNotKnownIsInconclusive() throws {
        let folder = try TestFolder()
        let missing = try compare("no-such-generator {document} {out}", folder)
        #expect(missing.kind == "inconclusive" && missing.outcome.status == 3)
        #expect(missing.fault.contains("no directory of PATH has 'no-such-generator'"))
        let slow = try compare(
            "/bin/sh -c 'sleep 60' {document} {out}", folder, ["--generator-timeout", "1"])
        #expect(slow.outcome.status == 3 && slow.fault.contains("did not end within"))
        let both = try Compared(
            ["--old", "/bin/false {document} {out}", "--new", "/bin/false {url} {out}", document])
        #expect(both.outcome.status == 3 && both.fault.contains("neither generator made"))
    }

    @Test func eachDocumentHasItsFolder() throws {
        let folder = try TestFolder()
        let documents = ["bookshelf", "shapes"].map { Fixtures.root + "/openrpc/\($0).json" }
        for (document, name) in zip(documents, ["bookshelf.json", "shapes"]) {
            let made = try Program.assay(
                ["generate", document, "--python", "made/\(name)"], in: folder.path)
            try #require(made.status == 0)
        }
        let words = ["compare", "--old", "builtin", "--new", "made"]
        let outcome = try Program.assay(words + documents, in: folder.path)
        #expect(outcome.status == 0 && outcome.output.contains("2 documents compared, 0 refused"))
        try folder.write("{", to: "broken.json")
        let refused = try Program.assay(words + documents + ["broken.json"], in: folder.path)
        #expect(refused.status == 2 && refused.output.contains("REFUSED  broken.json\n"))
    }
}
