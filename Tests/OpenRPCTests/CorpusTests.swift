import Diagnostics
import OpenRPC
import ServiceModel
import TestSupport
import Testing
import WireJSON

/// Other people's documents: all are understood, but those that refer to texts which are not there.
@Suite(.needsCorpus) struct CorpusTests {
    @Test func documentsAreLoweredOrRefusedForAKnownReason() {
        var lowered = 0
        var refused: [String: Set<String>] = [:]
        for path in Corpus.files(under: "openrpc") {
            let (service, diagnostics) = lower(Corpus.bytes(path), file: path)
            let errors = diagnostics.filter { $0.severity == .error }
            #expect((service == nil) == !errors.isEmpty, "\(path)")
            for diagnostic in diagnostics { #expect(diagnostic.span != nil, "\(diagnostic)") }
            if service != nil { lowered += 1 } else { refused[path] = Set(errors.map(\.rule)) }
        }
        print("corpus: \(lowered) documents lowered, \(refused.count) refused")
        #expect(lowered >= 27)
        let firebolt = "openrpc/rdkcentral__firebolt-apis__"
        #expect(
            refused
                == Dictionary(
                    uniqueKeysWithValues: ["capabilities", "device", "discovery"].map {
                        ("\(firebolt)\($0).json", ["openrpc.external-reference"])
                    }))
    }

    @Test func yamlIsRefusedAsNoJSON() {
        for path in Corpus.files(under: "openrpc", ext: "yaml") {
            let (service, diagnostics) = lower(Corpus.bytes(path), file: path)
            #expect(service == nil)
            #expect(diagnostics.map(\.rule) == ["openrpc.not-json"])
        }
    }

    @Test func loweringTwiceGivesTheSame() {
        for path in Corpus.files(under: "openrpc") {
            let bytes = Corpus.bytes(path)
            let (first, firstDiagnostics) = lower(bytes, file: path)
            let (second, secondDiagnostics) = lower(bytes, file: path)
            #expect(first.map { ServiceText($0).lines } == second.map { ServiceText($0).lines })
            #expect(firstDiagnostics.map(\.description) == secondDiagnostics.map(\.description))
        }
    }

    /// Every reference is to a type that exists, and every method of the text is there.
    @Test func servicesAreWhole() {
        var methods = 0
        for path in Corpus.files(under: "openrpc") {
            let bytes = Corpus.bytes(path)
            guard let service = lower(bytes, file: path).0 else { continue }
            let named = (try? JSONValue.read(bytes))?["methods"]?.array?.compactMap {
                $0["name"]?.string
            }
            #expect(service.methods.map(\.wireName) == named, "\(path)")
            for line in ServiceText(service).lines { #expect(!line.contains("never"), "\(line)") }
            methods += service.methods.count
        }
        print("corpus: \(methods) methods")
        #expect(methods > 1_000)
    }
}
