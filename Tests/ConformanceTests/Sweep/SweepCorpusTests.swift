import Conformance
import TestSupport
import Testing
import WireJSON

/// Documents by other people: the sweep finds lawful values for what they declare, and calls every
/// method.
@Suite(.needsCorpus, .needsOracle) struct SweepCorpusTests {
    @Test(arguments: Corpus.isPresent ? Corpus.files(under: "openrpc") : [])
    func everyMethodIsSwept(_ file: String) throws {
        // Where a text is not there the judge takes any value, as the generator may.
        let texts = RawTexts(file: file, isOpaque: true) { _ in nil }
        let document = RawDocument(try JSONValue.read(Corpus.bytes(file)), texts: texts)
        var asked: [Int] = []
        let cases = try Sweep(document: document, service: file, seed: 1).cases { requests in
            asked.append(requests.count)
            return try Oracle.answers(requests)
        }
        #expect(!document.methods.isEmpty)
        #expect(Set(cases.map(\.id)).count == cases.count)
        // Examples are not asked about a second time: what is are samples that failed at once.
        let failed = asked.count > 1 ? asked[1] : 0
        #expect(failed * 10 <= asked[0], "\(failed) of \(asked[0]) first samples are invalid")

        for subject in cases {
            guard let reason = subject.unsupported else { continue }
            let isTheirs = reason.hasPrefix("example contradicts") || reason.contains("forbidden")
            #expect(isTheirs, "\(subject.id): \(reason)")
        }
        let called = Set(cases.filter { $0.unsupported == nil }.flatMap(\.methods))
        let missed = document.methods.map(\.name).filter { !called.contains($0) }
        #expect(missed.isEmpty, "\(missed) are never called")
    }
}

extension Case {
    fileprivate var methods: [String] {
        if case .calls(let steps) = task { steps.map(\.method) } else { [] }
    }
}
