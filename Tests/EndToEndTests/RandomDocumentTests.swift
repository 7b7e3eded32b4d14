import TestSupport
import Testing

/// The built program, tried on names and documents that nobody chose for it; the programs are
/// those of `scripts/fuzz-documents`, which tries thousands.
@Suite struct RandomDocumentTests {
    private func run(_ program: String, _ words: [String]) throws -> Program.Outcome {
        let path = Repository.root + "/scripts/fuzz.d/" + program
        return try Program.run(
            ["/usr/bin/python3", "-B", "-W", "error", "-X", "dev", path, "--assay", Program.assay]
                + words)
    }

    /// Every hostile name in every place of a document reaches the wire and comes back.
    @Test func hostileNamesKeepTheirBytesInEveryPlace() throws {
        let outcome = try run("names.py", [Fixtures.root + "/names/hostile.json"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        let words = outcome.output.split(separator: "\n").last?.split(separator: " ") ?? []
        #expect(words.first.flatMap { Int($0) } ?? 0 >= 600)
        #expect(words.dropFirst(2).first.flatMap { Int($0) } ?? 0 >= 14_000, "\(words)")
    }

    @Test func randomDocumentsGiveWorkingPackages() throws {
        let outcome = try run("fuzz.py", ["--count", "40", "--seed", "1"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasPrefix("40 documents"), "\(outcome.output)")
    }
}
