import Foundation
import TestSupport
import Testing
import WireJSON

/// `assay compare` of one document, as its events tell it.
struct Compared {
    let outcome: Program.Outcome
    private let report: JSONValue?
    private let end: JSONValue?

    init(_ words: [String], in directory: String? = nil) throws {
        outcome = try Program.assay(
            ["compare", "--format", "jsonl"] + words, in: directory, timeout: .seconds(120))
        let events = try outcome.output.split(separator: "\n").map {
            try JSONValue.read(String($0))
        }
        report = events.first { $0["event"]?.string == "document-compared" }
        end = events.last
    }

    var kind: String { report?["class"]?.string ?? "" }
    var overall: String { end?["class"]?.string ?? "" }
    var fault: String { report?["inconclusive"]?.string ?? "" }

    func level(_ name: String) -> JSONValue? {
        report?["levels"]?.array?.first { $0["level"]?.string == name }
    }

    func outcome(_ level: String) -> String { self.level(level)?["outcome"]?.string ?? "" }

    func evidence(_ level: String) -> [String] {
        let first = self.level(level)?["evidence"]?[0]
        return ["place", "old", "new"].map { first?[$0]?.string ?? "" }
    }

    func file(_ path: String) -> String {
        let found = report?["files"]?.array?.first { $0["path"]?.string == path }
        return found?["class"]?.string ?? ""
    }
}

/// Each class, from the generator against itself downwards.
@Suite struct CompareTests {
    private func compare(
        _ package: Package, _ options: [String] = []
    ) throws -> Compared {
        try Compared(
            ["--old", "builtin", "--new", package.path] + options + [package.document])
    }

    private func check(
        _ compared: Compared, _ kind: String, _ levels: [String: String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(compared.kind == kind, "\(compared.outcome)", sourceLocation: sourceLocation)
        #expect(compared.overall == kind, sourceLocation: sourceLocation)
        for (level, outcome) in levels {
            #expect(
                compared.outcome(level) == outcome, "\(level): \(compared.outcome.output)",
                sourceLocation: sourceLocation)
        }
    }

    @Test func theGeneratorIsIdenticalToItself() throws {
        let compared = try compare(Package(of: "bookshelf"))
        check(compared, "identical", ["identical": "holds", "ast": "", "behaviour": ""])
        #expect(compared.outcome.status == 0)
    }

    @Test func declaredLayoutIsOverlooked() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("\nimport json\n", by: "\nimport json  \n\n")
        let options = ["--normalise", "trailing-whitespace", "--normalise", "blank-lines"]
        let compared = try compare(package, options + ["--at-least", "normalised"])
        check(compared, "normalised", ["identical": "differs", "normalised": "holds"])
        #expect(compared.outcome.status == 0)
        #expect(compared.file("bookshelf/bookshelf_client.py") == "normalised")
        #expect(compared.evidence("identical")[1...] == ["import json", "import json  "])
        let half = try compare(package, Array(options.prefix(2)))
        check(half, "ast", ["normalised": "differs", "ast": "holds"])
        #expect(half.outcome.status == 1)
    }

    @Test func otherFormattingIsTheSameSyntax() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("\"jsonrpc\"", by: "'jsonrpc'")
        try package.replace("(self, sid: str)", by: "(\n        self, sid: str,\n    )")
        let compared = try compare(package, ["--at-least", "ast"])
        check(compared, "ast", ["identical": "differs", "ast": "holds", "surface": ""])
        #expect(compared.outcome.status == 0)
        try package.replace("\"\"\"Creates or", by: "\"\"\"Makes or")
        check(try compare(package), "surface", ["ast": "differs"])
        check(try compare(package, ["--ignore-docstrings"]), "ast", ["ast": "holds"])
    }

    @Test func privateNamesAreNoSurface() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("_exchange", by: "_bring")
        let compared = try compare(package, ["--at-least", "surface"])
        check(compared, "surface", ["ast": "differs", "surface": "holds", "behaviour": "holds"])
        #expect(compared.outcome.status == 0)
        #expect(compared.evidence("ast")[0].contains("(HttpTransport).body["))
        #expect(compared.evidence("ast")[1].hasPrefix("line "))
        #expect(compared.file("bookshelf/bookshelf_client.py") == "surface")
    }

    @Test func anotherPublicNameIsTheSameBehaviour() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("class BookshelfClient(", by: "NOTE = 7\n\n\nclass BookshelfClient(")
        let compared = try compare(package, ["--at-least", "behaviour"])
        check(
            compared, "behaviour",
            ["ast": "differs", "surface": "differs", "behaviour": "holds"])
        #expect(compared.outcome.status == 0)
        #expect(
            compared.evidence("surface") == [
                "bookshelf.bookshelf_client.NOTE", "nothing", "= 7",
            ])
    }

    @Test func anotherWireNameIsAnotherBehaviour() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("_must(\"sid\", sid)", by: "_must(\"Sid\", sid)")
        let compared = try compare(package, ["--at-least", "behaviour"])
        check(compared, "different", ["surface": "holds", "behaviour": "differs"])
        #expect(compared.outcome.status == 1)
        let evidence = compared.evidence("behaviour")
        #expect(evidence[0] == "sweep/book.get/all-params: request 1: body")
        #expect(evidence[1].contains("\"params\":{\"sid\":"))
        #expect(evidence[2].contains("\"params\":{\"Sid\":"))
    }

    @Test func anotherReadingOfAReplyIsAnotherBehaviour() throws {
        let package = try Package(of: "bookshelf")
        try package.replace(
            "return self._send(self.calls.book_delete(",
            by: "return not self._send(self.calls.book_delete(")
        let compared = try compare(package)
        check(compared, "different", ["surface": "holds", "behaviour": "differs"])
        #expect(compared.evidence("behaviour")[0].hasSuffix(": step 1: outcome"))
    }

    @Test func filesOfOneSideAreDifferences() throws {
        let package = try Package(of: "bookshelf")
        try package.add("x = 1\n", at: "bookshelf/_extra.py")
        let compared = try compare(package)
        check(compared, "surface", ["identical": "differs", "ast": "differs"])
        #expect(compared.evidence("ast") == ["bookshelf/_extra.py", "nothing", "a file"])
        #expect(compared.file("bookshelf/_extra.py") == "different")
    }
}

/// Packages that cannot be looked at are never equal.
@Suite struct CompareFaultTests {
    private func compare(_ package: Package, _ options: [String] = []) throws -> Compared {
        try Compared(
            ["--old", "builtin", "--new", package.path] + options + [package.document])
    }

    @Test(arguments: ["import os; os._exit(0)", "import nowhere", "while True: pass", "1 / 0"])
    func aPackageThatDoesNotImport(_ line: String) throws {
        let package = try Package(of: "bookshelf")
        try package.replace("\nimport json\n", by: "\nimport json\n\(line)\n")
        let compared = try compare(package, ["--at-least", "surface", "--timeout", "2"])
        #expect(compared.kind == "inconclusive" && compared.outcome.status == 3)
        #expect(compared.outcome("surface") == "inconclusive")
        #expect(compared.outcome("behaviour") == "inconclusive")
        #expect(try compare(package, ["--timeout", "2"]).outcome.status == 1)
    }

    /// A package that hangs in every call does not hang the comparison.
    @Test func aPackageThatHangs() throws {
        let package = try Package(of: "bookshelf")
        try package.replace(
            "        if self.params is not None:\n",
            by: "        while True:\n            pass\n        if self.params is not None:\n")
        let compared = try compare(package, ["--at-least", "behaviour", "--timeout", "1"])
        #expect(compared.kind == "different" && compared.outcome.status == 1)
        #expect(
            compared.level("behaviour")?["note"]?.string?.contains("given up after 3") == true)
        #expect(compared.evidence("behaviour")[2] == "none")
    }

    @Test func aPackageThatDoesNotDoTheSameTwice() throws {
        let package = try Package(of: "bookshelf")
        try package.replace(
            "        if self.params is not None:\n",
            by: "        import uuid\n        request[\"nonce\"] = uuid.uuid4().hex\n"
                + "        if self.params is not None:\n")
        let compared = try compare(package, ["--at-least", "behaviour"])
        #expect(compared.kind == "inconclusive" && compared.outcome.status == 3)
        #expect(
            compared.level("behaviour")?["note"]?.string?
                .contains("the new package does not do the same twice: request 1: body") == true)
    }

    @Test func aSourceThatIsNoPython() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("\nimport json\n", by: "\nimport json json\n")
        let compared = try compare(package, ["--at-least", "ast"])
        #expect(compared.kind == "inconclusive" && compared.outcome.status == 3)
        #expect(compared.outcome("ast") == "inconclusive")
        #expect(compared.file("bookshelf/bookshelf_client.py") == "inconclusive")
    }

    @Test func withoutTheOracleBehaviourIsNotKnown() throws {
        let package = try Package(of: "bookshelf")
        try package.replace("_exchange", by: "_bring")
        let outcome = try Program.assay(
            ["compare", "--old", "builtin", "--new", package.path, package.document]
                + ["--at-least", "surface"], environment: ["ASSAY_VENV": "/nonexistent"])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("\n  surface holds: "))
        #expect(outcome.output.contains("\n  behaviour inconclusive: "))
        #expect(outcome.output.contains("overall inconclusive"))
    }

    /// A package of another make has other files, other names, and no client that can be called.
    @Test func aPackageOfAnotherGenerator() throws {
        let folder = try TestFolder()
        let package = try Package(of: "bookshelf")
        try folder.write(
            "class Client:\n    async def get(self, sid: str) -> dict: ...\n",
            to: "python/shop-client/shop_client/client.py")
        try folder.write("", to: "python/shop-client/shop_client/__init__.py")
        try folder.write("raise SystemExit('not to be run')", to: "python/shop-client/setup.py")
        let compared = try Compared(
            ["--old", "builtin", "--new", folder.path, package.document])
        #expect(compared.kind == "different" && compared.outcome.status == 1)
        for level in ["identical", "ast", "surface", "behaviour"] {
            #expect(compared.outcome(level) == "differs")
        }
        #expect(compared.level("surface")?["note"]?.string?.contains("public names differ") == true)
        #expect(compared.evidence("behaviour")[1].contains("\"method\":\"book.get\""))
        #expect(compared.evidence("behaviour")[2].hasPrefix("no client that can be called so"))
        let same = try Compared(["--old", folder.path, "--new", folder.path, package.document])
        #expect(same.kind == "identical")
    }
}
