import Conformance
import Diagnostics
import TestSupport
import Testing
import WireJSON

/// Recorded conversations as cases, in both of the formats in which they are found.
@Suite struct TranscriptCaseTests {
    private static func read(_ text: String, _ file: String) -> (ServerCase?, [String]) {
        let (read, diagnostics) = ServerCase.transcript(Array(text.utf8), file: file)
        return (read, diagnostics.map(\.description))
    }

    /// Whether the case's first step takes a reply.
    private static func takes(_ reply: String, _ subject: ServerCase) -> Bool {
        guard case .replies(let patterns)? = subject.steps.first?.expected,
            let value = try? JSONValue.read(reply)
        else { return false }
        var bindings: Bindings = [:]
        return patterns[0].mismatch(value, &bindings) == nil
    }

    @Test func aTextOfArrowsIsRead() throws {
        let (read, problems) = Self.read(
            "// gets a count\n>> {\"id\":1}\n<< {\"id\":1,\"result\":\"0x4\"}\n\n>> {\"a\":2}\n",
            "eth/get count.io")
        #expect(problems == [])
        let subject = try #require(read)
        #expect(subject.id == "server/transcript/eth%2Fget%20count")
        #expect(subject.steps.map(\.expected.count) == [1, 0])
        #expect(Self.takes(#"{"result":"0x4","id":1}"#, subject))
        #expect(!Self.takes(#"{"result":"0x5","id":1}"#, subject))
        #expect(!Self.takes(#"{"result":"0x4","id":"1"}"#, subject))
    }

    @Test func aLooseTextWantsTheIdAlone() throws {
        let (read, _) = Self.read(
            "// speconly: only checked for validity\n>> {\"id\":1}\n<< {\"id\":1,\"result\":2}\n",
            "a.io")
        let subject = try #require(read)
        #expect(Self.takes(#"{"result":3,"id":1}"#, subject))
        #expect(!Self.takes(#"{"result":2,"id":2}"#, subject))
    }

    @Test func linesOfObjectsArePairedByTheirNumbers() throws {
        let (read, problems) = Self.read(
            """
            {"kind":"header"}
            {"kind":"api.request","seq":1,"request":{"id":1}}
            {"kind":"api.request","seq":2,"request":{"id":2}}
            {"kind":"api.notification","notification":{}}
            {"kind":"api.response","requestSeq":2,"response":{"id":2,"result":[]}}
            {"kind":"api.response","requestSeq":1,"response":{"id":1,"result":{}}}
            """, "flow.jsonl")
        #expect(problems == [])
        let subject = try #require(read)
        #expect(subject.steps.map(\.expected.count) == [1, 1])
        #expect(Self.takes(#"{"id":1,"result":{}}"#, subject))
    }

    @Test(arguments: [
        ("", "1:1: error: no request is recorded here"),
        ("<< {}", "1:1: error: a response follows its request"),
        (">> {}\n<< 1\n<< 2", "3:1: error: a response follows its request"),
        (">> {\n", "1:5: error:"), ("hello\n", "1:1: error: a line is '>> …'"),
        (#"{"kind":"api.response","requestSeq":1,"response":1}"#, "answers no request"),
        (#"{"kind":"api.request"}"#, "has no 'request'"), ("{}", "an entry has no 'kind'"),
    ])
    func whatIsNoTranscriptIsRefused(_ text: String, _ expected: String) {
        let (read, problems) = Self.read(text, "a.io")
        #expect(read == nil)
        #expect(problems.count == 1 && problems[0].contains(expected), "\(problems)")
    }

    @Test(.needsCorpus) func theCorpusIsRead() {
        let texts = Corpus.files(under: "vectors/execution-apis", ext: "io")
        let flows = Corpus.files(under: "roder/transcripts", ext: "jsonl")
        #expect(texts.count == 232 && flows.count == 8)
        for path in texts + flows {
            let (read, diagnostics) = ServerCase.transcript(
                Corpus.bytes(path), file: path)
            #expect(read?.steps.isEmpty == false && diagnostics.isEmpty, "\(path)")
        }
    }
}
