import JSONRPC
import Peers
import Synchronization
import TestSupport
import Testing
import WireJSON

/// Recorded calls: read, replayed, held against a document, written down.
@Suite struct TranscriptTests {
    private func read(_ text: String) throws -> Transcript {
        try Transcript.read(Array(text.utf8))
    }

    private func reply(_ service: MockService, _ text: String) -> String? {
        service.answer(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(.needsCorpus) func everyRecordedExchangeIsReplayedByteForByte() throws {
        var exchanges = 0
        let files = Corpus.files(under: "vectors/execution-apis", ext: "io")
        #expect(files.count == 232)
        for file in files {
            let transcript = try Transcript.read(Corpus.bytes(file))
            let service = MockService(
                document: MockDocument(nil, seed: 1), replay: Replay([transcript]),
                fallsBack: false)
            for turn in transcript.turns {
                let answer = service.answer(turn.request.text)
                #expect(answer == turn.reply?.text, "\(file):\(turn.request.line)")
                exchanges += 1
            }
        }
        #expect(exchanges == 236)
    }

    /// What the corpus is known for: two results that are not valid, and fifteen errors with codes
    /// that their methods do not declare.
    @Test(.needsCorpus) func recordedRepliesAreHeldAgainstTheirDocument() throws {
        let document = try JSONValue.read(Corpus.bytes("vectors/execution-apis/openrpc.json"))
        let mock = MockDocument(document, seed: 1)
        var tally = TranscriptTally()
        var found: [TranscriptFinding.Rule: [String]] = [:]
        for file in Corpus.files(under: "vectors/execution-apis", ext: "io") {
            let transcript = try Transcript.read(Corpus.bytes(file))
            for finding in transcript.findings(against: mock, tally: &tally) {
                found[finding.rule, default: []].append("\(file): \(finding.message)")
            }
        }
        #expect(tally.turns == 236 && tally.validResults == 187 && tally.undecidedResults == 0)
        #expect(tally.invalidResults == 2 && tally.undeclaredErrors == 15)
        #expect(tally.declaredErrors == 32 && tally.refusedParams == 7)
        #expect(Set(found.keys) == [.invalidResult, .undeclaredError])
        #expect(
            found[.invalidResult]?.allSatisfy { $0.contains("eth_simulateV1/ethSimulate-") }
                == true,
            "\(found[.invalidResult] ?? [])")
    }

    @Test(.needsCorpus) func theOtherFormatIsKnownByItsLook() throws {
        var turns = 0
        var emissions = 0
        for file in Corpus.files(under: "roder/transcripts", ext: "jsonl") {
            let transcript = try Transcript.read(Corpus.bytes(file))
            #expect(transcript.turns.allSatisfy { $0.reply != nil }, "\(file)")
            turns += transcript.turns.count
            emissions += transcript.turns.reduce(0) { $0 + $1.emissions.count }
            let service = MockService(
                document: MockDocument(nil, seed: 1), replay: Replay([transcript]),
                fallsBack: false)
            for turn in transcript.turns {
                let reaction = service.reaction(to: turn.request.text)
                #expect(reaction.reply == turn.reply?.text, "\(file):\(turn.request.line)")
                #expect(reaction.emissions == turn.emissions.map(\.value), "\(file)")
            }
        }
        #expect(turns > 30 && emissions > 8, "\(turns) \(emissions)")
    }

    @Test func aRepliesTextStaysSaveForTheId() throws {
        let transcript = try read(
            """
            // a comment

            >> {"jsonrpc":"2.0","id":1,"method":"m","params":[{"b":1,"a":2.0}]}
            << {"jsonrpc": "2.0", "id": 1, "result": "\\u00e9 \\/ 1.00"}
            << {"jsonrpc":"2.0","method":"said"}
            >> {"jsonrpc":"2.0","id":2,"method":"m","params":[{"a":2,"b":1}]}
            << {"jsonrpc":"2.0","id":2,"error":{"code":3,"message":"later"}}
            >> {"jsonrpc":"2.0","method":"note"}
            """)
        let service = MockService(
            document: MockDocument(nil, seed: 1), replay: Replay([transcript]), fallsBack: false)
        let call = #"{"id":"x","jsonrpc":"2.0","params":[{"a":2,"b":1}],"method":"m"}"#
        #expect(
            reply(service, call) == #"{"jsonrpc": "2.0", "id": "x", "result": "\u00e9 \/ 1.00"}"#)
        let later = #"{"jsonrpc":"2.0","id":"x","error":{"code":3,"message":"later"}}"#
        #expect(reply(service, call) == later)
        #expect(reply(service, call) == later)
        #expect(reply(service, "[\(call)]") == "[\(later)]")
        #expect(reply(service, #"{"jsonrpc":"2.0","method":"note"}"#) == nil)
        #expect(
            reply(service, #"{"jsonrpc":"2.0","method":"m","id":1}"#)?.contains("-32603") == true)
    }

    @Test(arguments: [
        (">> {", 1), ("// c\n\n<> {}", 3), ("{\"kind\":1}", 1),
        ("{\"kind\":\"header\"}\n{\"kind\":\"api.request\"}", 2), ("{\"kind\":\"header\"}\nx", 2),
    ])
    func aBrokenTranscriptSaysWhere(_ text: String, line: Int) {
        #expect {
            try read(text)
        } throws: {
            ($0 as? TranscriptFault)?.line == line
        }
    }

    @Test(arguments: [Transcript.Format.io, .jsonLines]) func whatIsWrittenIsReadAgain(
        _ format: Transcript.Format
    ) throws {
        let written = Written()
        let recorder = TranscriptRecorder(format) { written.add($0) }
        recorder.note(
            Array(#"{"id":1,"jsonrpc":"2.0","method":"m"}"#.utf8),
            reply: Array(#"{"id":1,"result":2}"#.utf8))
        recorder.note(Array("{".utf8), reply: Array(#"{"id":null,"error":{"code":1}}"#.utf8))
        recorder.note(
            Array("{\n\"method\":\"n\"}".utf8), reply: nil, emissions: [["method": "said"]])
        let transcript = try Transcript.read(written.bytes)
        #expect(transcript.turns.count == 2)
        #expect(transcript.turns[0].reply?.value["result"] == 2)
        #expect(transcript.turns[1].request.value == ["method": "n"])
        #expect(transcript.turns[1].emissions.map(\.value) == [["method": "said"]])
    }

    @Test func whatADocumentDoesNotAllowIsFound() throws {
        let document: JSONValue = [
            "methods": [
                [
                    "name": "m", "params": [["name": "a", "schema": ["type": "integer"]]],
                    "result": ["name": "r", "schema": ["type": "string"]],
                    "errors": [["code": 5, "message": "five"]],
                ]
            ]
        ]
        let transcript = try read(
            """
            >> {"jsonrpc":"2.0","id":1,"method":"m","params":["x"]}
            << {"jsonrpc":"2.0","id":1,"result":1}
            >> {"jsonrpc":"2.0","id":2,"method":"n"}
            << {"jsonrpc":"2.0","id":2,"result":1}
            >> {"jsonrpc":"2.0","id":3,"method":"m"}
            >> {"jsonrpc":"2.0","id":4,"method":"m"}
            << {"jsonrpc":"2.0","id":4,"error":{"code":6,"message":"six"}}
            >> {"jsonrpc":"2.0","id":5,"method":"m"}
            << {"jsonrpc":"2.0","id":5}
            >> {"id":6}
            << {"jsonrpc":"2.0","id":6,"result":1}
            """)
        var tally = TranscriptTally()
        let found = transcript.findings(against: MockDocument(document, seed: 1), tally: &tally)
        #expect(
            found.map { "\($0.line) \($0.rule.rawValue)" } == [
                "1 transcript.invalid-params", "2 transcript.invalid-result",
                "3 transcript.unknown-method", "5 transcript.no-reply",
                "7 transcript.undeclared-error", "9 transcript.malformed",
                "11 transcript.malformed",
            ])
    }

    @Test func aLineOfTheLogCannotBeForged() {
        let summary = CallSummary(
            method: "a\n\u{1B}[2J\u{202E}\u{200B}b\r", id: "\u{85}",
            outcome: .error(ErrorObject(code: 1, message: "x\ny")))
        #expect(
            summary.description
                == #"a\u{a}\u{1b}[2J\u{202e}\u{200b}b\u{d} id="\u{85}" error 1 x\u{a}y"#)
    }
}

/// Bytes that were written.
private final class Written: Sendable {
    private let all = Mutex<[UInt8]>([])
    func add(_ more: [UInt8]) { all.withLock { $0 += more } }
    var bytes: [UInt8] { all.withLock { $0 } }
}
