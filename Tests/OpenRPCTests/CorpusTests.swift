import Diagnostics
import OpenRPC
import ServiceModel
import TestSupport
import Testing

/// Lowers a text; nil when a diagnostic refused it.
func lower(_ bytes: [UInt8], file: String) -> (Service?, [Diagnostic]) {
    let (document, loaded) = Document.load(bytes, file: file)
    guard let document else { return (nil, loaded) }
    let (service, lowered) = Service.lower(document)
    return (service, loaded + lowered)
}

@Suite(.needsCorpus) struct CorpusTests {
    @Test func dump() {
        for path in Corpus.files(under: "openrpc") {
            let clock = ContinuousClock()
            var result: (Service?, [Diagnostic]) = (nil, [])
            let time = clock.measure { result = lower(Corpus.bytes(path), file: path) }
            let (service, diagnostics) = result
            let errors = diagnostics.count { $0.severity == .error }
            print(
                "==", path, service?.methods.count ?? -1, service?.types.count ?? -1, "errors",
                errors,
                "warnings", diagnostics.count - errors, time)
            for diagnostic in diagnostics.prefix(400) { print("D", diagnostic) }
            if let service { for line in ServiceText(service).lines { print("S", line) } }
        }
    }
}
