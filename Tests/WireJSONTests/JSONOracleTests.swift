import Foundation
import TestSupport
import Testing
import WireJSON

/// CPython's `json` as a second opinion: each file of the corpus must be read or refused by both,
/// and spelled out the same by both.
@Suite(.needsCorpus, .enabled(if: Python.isPresent || Repository.isCI, "there is no python3"))
struct JSONOracleTests {
    /// Reads paths from its input; writes for each one the length of its spelling and the spelling,
    /// or -1. Objects stay lists of pairs and numbers the text they were.
    private static let script = #"""
        import json, sys

        class Number(str): pass
        class Members(list): pass

        def no_number(text): raise ValueError(text)

        decoder = json.JSONDecoder(object_pairs_hook=Members, parse_int=Number,
                                   parse_float=Number, parse_constant=no_number)

        def spell(value):
            if isinstance(value, Number): return str(value)
            if isinstance(value, Members):
                return "{" + ",".join(spell(k) + ":" + spell(v) for k, v in value) + "}"
            if isinstance(value, list): return "[" + ",".join(map(spell, value)) + "]"
            return json.dumps(value, ensure_ascii=False)

        sys.setrecursionlimit(5000)
        out = sys.stdout.buffer
        for path in sys.stdin.read().splitlines():
            try:
                text = open(path, "rb").read().decode("utf-8")
                spelling = spell(decoder.decode(text)).encode("utf-8", "surrogatepass")
                out.write(b"%d\n" % len(spelling) + spelling)
            except (ValueError, RecursionError):
                out.write(b"-1\n")
        """#

    @Test func readsTheCorpusAsCPythonDoes() throws {
        let paths = Corpus.files()
        var rest = try Python.run(
            Self.script, input: paths.map { Corpus.root + "/" + $0 }.joined(separator: "\n"))
        var (same, surrogates) = (0, 0)
        for path in paths {
            let theirs = takeSpelling(from: &rest)
            do throws(JSONFault) {
                let ours = try JSONValue.read(Corpus.bytes(path)).bytes()
                let equal = theirs.map { $0 == Data(ours) }
                #expect(equal == true, "\(path): \(theirs == nil ? "refused" : "read otherwise")")
                same += equal == true ? 1 : 0
            } catch  where error.rule == "json.surrogate" {
                // CPython carries lone surrogates on; we refuse them.
                surrogates += theirs == nil ? 0 : 1
            } catch {
                #expect(theirs == nil, "\(path): \(error)")
            }
        }
        #expect(rest.isEmpty)
        #expect(surrogates == 10)
        #expect(same >= 95 + 30, "too few comparisons to mean anything")
    }

    private func takeSpelling(from rest: inout Data) -> Data? {
        let line = rest.prefix { $0 != 0x0A }
        rest = rest.dropFirst(line.count + 1)
        guard let length = Int(String(decoding: line, as: UTF8.self)), length >= 0 else {
            return nil
        }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}

/// The `python3` of the path, as an oracle only.
private enum Python {
    static let isPresent = (try? run("", input: "")) != nil

    struct Failure: Error { var status: Int32 }

    static func run(_ script: String, input: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-I", "-c", script]
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus)
        }
        return output
    }
}
