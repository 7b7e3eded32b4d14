import TestSupport
import Testing
import WireJSON

/// Documents by other people: each is swept with every method called and nothing failed, or refused
/// with a place and a rule. (EndToEndTests hold the same packages before the tools of their users.)
@Suite(.needsCorpus) struct CorpusTests {
    /// The one way that every case has, unless thoroughness is asked for; the built-in services are
    /// played on the others too.
    private static let ways = Repository.isThorough ? [] : ["--way", "sync/tcp"]

    @Test func everyDocumentIsSweptOrRefused() throws {
        let documents =
            Corpus.files(under: "openrpc") + Corpus.files(under: "openrpc", ext: "yaml")
        let judged = try Judged(
            documents.map { Corpus.root + "/" + $0 } + ["--opaque-references"] + Self.ways,
            timeout: .seconds(900))
        let finished = judged.events("document-finished")
        let refused = judged.events("document-refused")
        #expect(finished.count + refused.count == documents.count)
        #expect(finished.count == Corpus.files(under: "openrpc").count)
        for document in finished {
            let name = document["document"]?.string ?? "?"
            let counts = ["methods", "methodsCalled", "violated"].map { document[$0]?.int ?? -1 }
            #expect(counts[0] > 0 && counts[0] == counts[1] && counts[2] == 0, "\(name): \(counts)")
            let verdicts = document["verdicts"]
            #expect(verdicts?["failed"]?.int == 0, "\(name)")
            #expect(verdicts?["inconclusive"]?.int == 0, "\(name)")
        }
        for document in refused {
            let errors = (document["diagnostics"]?.array ?? []).filter {
                $0["severity"]?.string == "error"
            }
            #expect(!errors.isEmpty)
            for error in errors {
                let place = [error["line"]?.int, error["column"]?.int].compactMap(\.self)
                #expect(place.count == 2 && error["file"]?.string == document["document"]?.string)
                #expect(error["rule"]?.string?.contains(".") == true)
            }
        }
        #expect(judged.outcome.status == (refused.isEmpty ? 0 : 2))
        #expect(judged.outcome.errors == "")
        let calls = finished.compactMap { $0["calls"]?.int }.reduce(0, +)
        print("corpus: \(finished.count) swept with \(calls) calls, \(refused.count) refused")
    }
}
