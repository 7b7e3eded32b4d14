import Foundation
import TestSupport
import Testing

/// `generate --check`: what differs is named, what does not is not, and nothing is touched.
@Suite struct DriftTests {
    private func check(
        _ sample: Sample, _ lines: [String], options: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try sample.check(options, sourceLocation: sourceLocation)
        #expect(outcome.status == (lines.isEmpty ? 0 : 1), sourceLocation: sourceLocation)
        let kinds = ["missing: ", "changed: ", "mode: ", "stale: ", "foreign: "]
        let told = outcome.output.split(separator: "\n").map(String.init).filter { line in
            kinds.contains { line.hasPrefix($0) }
        }
        #expect(told == lines, sourceLocation: sourceLocation)
        let end = lines.isEmpty ? "sdk is up to date: 5 files\n" : "writes it anew\n"
        #expect(outcome.output.hasSuffix(end), sourceLocation: sourceLocation)
    }

    private func run(_ words: [String], in folder: TestFolder) throws {
        let outcome = try Program.run(words, in: folder.path)
        try #require(outcome.status == 0, "\(words): \(outcome.errors)")
    }

    @Test func whatIsFreshIsUpToDate() throws { try check(try Sample(), []) }

    @Test func aReadOnlyTreeIsOnlyRead() throws {
        let sample = try Sample()
        try run(["/bin/chmod", "-R", "a-w", "sdk"], in: sample.folder)
        try check(sample, [])
        try run(["/bin/chmod", "-R", "u+w", "sdk"], in: sample.folder)
    }

    @Test func theDiffShowsWhatChanged() throws {
        let sample = try Sample()
        let client = "sdk/bookshelf/bookshelf_client.py"
        try sample.replace("class Book(WireObject):\n", by: "class Boök:\u{1B}[2J\r\n", in: client)
        try sample.folder.write(
            Array("x".utf8) + sample.folder.read("sdk/pyproject.toml").dropLast(),
            to: "sdk/pyproject.toml")
        let told = try sample.check().output
        #expect(told.hasPrefix("changed: bookshelf/bookshelf_client.py\nchanged: pyproject.toml\n"))
        #expect(told.contains("\n--- \(client)\n+++ generated/bookshelf/bookshelf_client.py\n@@ -"))
        #expect(told.contains("\n-class Boök:\\u{1B}[2J\\r\n+class Book(WireObject):\n"))
        #expect(told.contains("\n-x# Written by"))
        #expect(told.contains("\n\\ No newline at end of file\n+"))
        let short = try sample.check(["--diff-lines", "4"]).output.split(separator: "\n")
        #expect(short.count == 2 + 4 + 1 + 1)
        #expect(
            short[6].hasPrefix("… ") && short[6].hasSuffix(" more lines; --diff-lines shows more"))
    }

    @Test func aDiffOfHugeTextsEnds() throws {
        let sample = try Sample()
        let lines = (0..<50_000).map { "x\($0 &* 7919 % 1000)\n" }.joined()
        try sample.folder.write(lines, to: "sdk/bookshelf/bookshelf_client.py")
        try check(sample, ["changed: bookshelf/bookshelf_client.py"])
    }

    @Test func aFileBeyondAllMeasureIsNotRead() throws {
        let sample = try Sample()
        let client = "sdk/bookshelf/bookshelf_client.py"
        try run(["/usr/bin/truncate", "-s", "20G", client], in: sample.folder)
        let outcome = try Program.assay(
            ["generate", "api.json", "--python", "sdk", "--check"], in: sample.folder.path)
        #expect(outcome.status == 1 && outcome.output.contains("bytes, too many for a diff\n"))
    }

    /// A name that is no text is foreign like any other.
    @Test func namesAreBytes() throws {
        let sample = try Sample()
        try run(
            [
                "/bin/sh", "-c",
                "cd sdk && : > \"$(printf 'a\\377')\" && mkdir \"$(printf 'b\\377')\"",
            ],
            in: sample.folder)
        try check(sample, ["foreign: a\u{FFFD}", "foreign: b\u{FFFD}"])
    }

    @Test func whatIsNotThereIsMissing() throws {
        let sample = try Sample()
        try sample.remove("sdk/bookshelf/py.typed")
        try check(sample, ["missing: bookshelf/py.typed"])
        try sample.remove("sdk")
        try check(
            sample,
            [
                "missing: bookshelf/__init__.py", "missing: bookshelf/bookshelf_client.py",
                "missing: bookshelf/bookshelf_interface.py", "missing: bookshelf/py.typed",
                "missing: pyproject.toml",
            ])
    }

    @Test func whatWasNotGeneratedIsNamedWhereverItLies() throws {
        let sample = try Sample()
        let foreign = [
            ".hidden.py", "bookshelf/.env", "bookshelf/__pycache__/x.py", "bookshelf/a\nb.py",
            "bookshelf/deep/er/x.py", "bookshelf/old.pyc", "bookshelf/shelf\u{301}.py", "setup.py",
        ]
        for path in foreign { try sample.folder.write("", to: "sdk/" + path) }
        try sample.folder.write(
            "# Written by assay from an older one\n", to: "sdk/bookshelf/old_client.py")
        let named = foreign.map { "foreign: " + $0.replacing("\n", with: "\\n") }
        let lines = (named + ["stale: bookshelf/old_client.py"]).sorted { left, right in
            let paths = [left, right].map { $0.drop { $0 != " " }.replacing("\\n", with: "\n") }
            return paths[0].utf8.lexicographicallyPrecedes(paths[1].utf8)
        }
        try check(sample, lines)
        try check(
            sample, ["stale: bookshelf/old_client.py"], options: ["--allow", "*"])
    }

    @Test func whatPythonLeavesBehindIsNoDrift() throws {
        let sample = try Sample()
        for path in [
            "bookshelf/__pycache__/x.cpython-311.pyc", "bookshelf/__pycache__/y.pyc.140213",
            ".mypy_cache/3.11/x.json", "bookshelf.egg-info/PKG-INFO", "build/lib/bookshelf/x.py",
            ".ruff_cache/CACHEDIR.TAG", ".git/config",
        ] {
            try sample.folder.write("", to: "sdk/" + path)
        }
        try check(sample, [])
    }

    @Test func modesAndKindsCount() throws {
        let sample = try Sample()
        try run(["/bin/chmod", "755", "sdk/bookshelf/__init__.py"], in: sample.folder)
        let client = "sdk/bookshelf/bookshelf_client.py"
        try run(["/bin/mv", client, "elsewhere.py"], in: sample.folder)
        try run(["/bin/ln", "-s", "../../elsewhere.py", client], in: sample.folder)
        try sample.remove("sdk/bookshelf/py.typed")
        try run(["/bin/mkdir", "sdk/bookshelf/py.typed"], in: sample.folder)
        try run(["/usr/bin/mkfifo", "sdk/bookshelf/pipe"], in: sample.folder)
        try check(
            sample,
            [
                "mode: bookshelf/__init__.py: its permissions are 755, those of a program",
                "mode: bookshelf/bookshelf_client.py: it is a link or a device, not a file",
                "foreign: bookshelf/pipe",
                "mode: bookshelf/py.typed: it is a folder, not a file",
            ])
        let other = try Sample()
        try run(["/bin/mv", "sdk/bookshelf", "kept"], in: other.folder)
        try run(["/bin/ln", "-s", "../kept", "sdk/bookshelf"], in: other.folder)
        try check(other, ["mode: bookshelf: it is not a folder"])
        try other.remove("sdk")
        try other.folder.write("", to: "sdk")
        #expect(try other.check().output.hasPrefix("mode: .: it is not a folder\nmissing: "))
    }
}

/// What passes a check that regenerates in place and asks git.
@Suite struct FalsePassTests {
    private func git(_ words: [String], _ sample: Sample) throws {
        let outcome = try Program.run(
            ["/usr/bin/env", "git", "-c", "user.name=t", "-c", "user.email=t@example.org"] + words,
            in: sample.folder.path)
        try #require(outcome.status == 0, "\(words): \(outcome.errors)")
    }

    private func committed() throws -> Sample {
        let sample = try Sample()
        try git(["init", "--quiet"], sample)
        try git(["add", "."], sample)
        try git(["commit", "--quiet", "-m", "Begin"], sample)
        return sample
    }

    /// A renamed service has a package of its own, of which git knows nothing.
    @Test func newFiles() throws {
        let sample = try committed()
        try sample.replace("\"Bookshelf\"", by: "\"Library\"", in: "api.json")
        let outcome = try sample.check()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("missing: library/library_client.py\n"))
        #expect(outcome.output.contains("stale: bookshelf/bookshelf_client.py\n"))
    }

    @Test func aNewOperation() throws {
        let sample = try committed()
        try sample.replace(
            "\"methods\": [",
            by: "\"methods\": [{\"name\": \"brand.new\", \"params\": [], "
                + "\"result\": {\"name\": \"r\", \"schema\": {}}},", in: "api.json")
        let outcome = try sample.check()
        #expect(outcome.status == 1 && outcome.output.contains("\n+    def brand_new("))
    }

    @Test func stagedDrift() throws {
        let sample = try committed()
        try sample.replace(
            "class Book", by: "class Tome", in: "sdk/bookshelf/bookshelf_client.py")
        try git(["add", "."], sample)
        #expect(try sample.check().status == 1)
    }

    @Test func anUntrackedSDK() throws {
        let sample = try Sample()
        try git(["init", "--quiet"], sample)
        #expect(try sample.check().status == 0)
        try sample.remove("sdk")
        #expect(try sample.check().status == 1)
    }

    @Test(arguments: ["--chek", "--Check", "-check", "--check=no"])
    func aMistypedFlag(_ flag: String) throws {
        let sample = try Sample()
        try sample.replace("class", by: "klass", in: "sdk/bookshelf/bookshelf_client.py")
        let before = Tree(sample.folder.path)
        let outcome = try Program.assay(
            ["generate", "api.json", "--python", "sdk", flag], in: sample.folder.path)
        #expect(outcome.status == 64 && outcome.output == "")
        #expect(Tree(sample.folder.path) == before)
    }

    @Test(arguments: [
        ("{", "json."), ("", "openrpc.empty-file"), ("openrpc: 1.3.2\n", "openrpc.not-json"),
        (
            ##"{"openrpc":"1.3.2","info":{"title":"Bookshelf","version":"1"},"methods":[{"name":"##
                + ##""m","params":[],"result":{"name":"r","schema":{"$ref":"#/components/x"}}}]}"##,
            "openrpc."
        ),
    ])
    func aDocumentThatIsRefused(_ text: String, _ rule: String) throws {
        let sample = try Sample()
        try sample.folder.write(text, to: "api.json")
        let before = Tree(sample.folder.path)
        #expect(before.count > 6)
        for options in [["--check"], []] {
            let outcome = try Program.assay(
                ["generate", "api.json", "--python", "sdk"] + options, in: sample.folder.path)
            #expect(outcome.status == 2 && outcome.output == "")
            #expect(outcome.errors.contains("[\(rule)"), "\(outcome.errors)")
        }
        #expect(Tree(sample.folder.path) == before)
    }

    @Test(arguments: ["--allow", "--diff-lines"])
    func optionsOfACheckThatIsNone(_ option: String) throws {
        let sample = try Sample()
        let outcome = try Program.assay(
            ["generate", "api.json", "--python", "sdk", option, "1"], in: sample.folder.path)
        #expect(outcome.status == 64 && outcome.errors.contains("add --check"))
    }
}
