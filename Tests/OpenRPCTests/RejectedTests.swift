import Diagnostics
import OpenRPC
import ServiceModel
import TestSupport
import Testing

/// Every document in `fixtures/rejected` is refused, with exactly the diagnostics beside it.
@Suite struct RejectedTests {
    private static let problems = Repository.files(
        below: Fixtures.root + "/rejected", ext: "json"
    ).map { String($0.dropLast("/input.json".count)) }

    @Test func thereAreFixtures() { #expect(Self.problems.count > 30) }

    @Test(arguments: problems) func isRefused(_ problem: String) {
        let (service, diagnostics) = lower(
            Fixtures.bytes("rejected/\(problem)/input.json"), file: "input.json")
        #expect(service == nil)
        #expect(diagnostics.contains { $0.severity == .error })
        for diagnostic in diagnostics { #expect(diagnostic.span != nil, "\(diagnostic)") }
        Snapshot.check(
            diagnostics.map { "\($0)\n" }.joined(),
            at: "fixtures/rejected/\(problem)/expected.txt")
    }

    @Test func tenMegabytesOfBracketsAreRefused() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)
        let (document, diagnostics) = Document.load(bytes, file: "deep.json")
        #expect(document == nil)
        #expect(diagnostics.map(\.rule) == ["json.depth"])
    }

    @Test(arguments: [
        "{ yaml: no }", "openrpc", "{\"openrpc: 1\"", "[1, 2", "http://example.com",
    ]) func otherTextIsNotTakenForYAML(_ text: String) {
        let (_, diagnostics) = Document.load(Array(text.utf8), file: "text.json")
        #expect(diagnostics.map(\.rule) == ["json.syntax"])
    }
}
