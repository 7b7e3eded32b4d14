import Conformance
import Synchronization
import TestSupport
import Testing
import WireJSON

@Suite(.needsCorpus, .needsOracle) struct SweepCorpusTests {
    /// Every lawful schema of other people's documents has a sample that `jsonschema` calls valid,
    /// nearly always the first one, and every method can be called.
    @Test(arguments: Corpus.isPresent ? Corpus.files(under: "openrpc") : [])
    func everyMethodIsSwept(_ file: String) throws {
        let document = RawDocument(try JSONValue.read(Corpus.bytes(file)))
        let start = ContinuousClock.now
        var asked: [Int] = []
        var first = 0
        let cases = try Sweep(document: document, service: file, seed: 1).cases { requests in
            let answers = try Oracle.answers(requests)
            if asked.isEmpty { first = answers.count { $0 == .valid } }
            asked.append(requests.count)
            return answers
        }
        let unsupported = cases.filter { $0.unsupported != nil }
        let total = asked.first ?? 0
        print(
            "\(file) \(document.methods.count) methods \(cases.count) cases \(unsupported.count) unsupported; \(total) samples \(first) at once, rounds \(asked) \(ContinuousClock.now - start)"
        )
        for each in unsupported { print(each.id, each.unsupported ?? "") }
        #expect(Set(cases.map(\.id)).count == cases.count)
    }
}
