import Foundation
import TestSupport
import Testing

/// The judge on trial: a client or a dispatch with one thing wrong fails the case that is about it,
/// by the check that says so, and nothing that has nothing to do with it.
@Suite struct ProveTests {
    /// All of them take minutes: `assay prove` tries them, and so does this where it is asked to.
    @Test func mutantsOfPythonAreKilled() throws {
        let part = Repository.isThorough ? "1/1" : "1/4"
        let outcome = try Program.run(
            [
                Program.assay, "prove", "python-client/*", "python-session/*", "document/*",
                "dispatch-python/*",
                "--shard", part, "--jobs", "2",
            ],
            timeout: .seconds(600))
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        let summary = /(\d+) mutants: (\d+) killed;/
        let counts = try #require(outcome.output.firstMatch(of: summary), "\(outcome.output)")
        #expect(try #require(Int(counts.1)) >= (Repository.isThorough ? 220 : 70))
        #expect(counts.1 == counts.2)
    }

    /// The engine tells apart how a mutant can end, each by one that ends so.
    @Test func controlsGetTheirVerdicts() throws {
        let outcome = try Program.run(
            [Program.assay, "prove", "python-client/control-*", "python-client/same-size-*"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        for verdict in ["survived", "wrong reason", "unviable", "not applied", "not executed"] {
            #expect(outcome.output.contains("  \(verdict) "), "\(outcome.output)")
        }
        #expect(outcome.output.contains("1 mutants: 1 killed; 5 of 5 controls"))
    }

    /// What was tried is kept, and not tried again; what was kept by halves is.
    @Test func aProofGoesOnWhereItEnded() throws {
        let record = FileManager.default.temporaryDirectory.path + "/\(UUID()).jsonl"
        defer { try? FileManager.default.removeItem(atPath: record) }
        let words = [
            Program.assay, "prove", "document/a-null-*", "document/a-type-*", "--resume", record,
        ]
        let first = try Program.run(words)
        #expect(first.status == 0, "\(first.output)\(first.errors)")
        let whole = try String(contentsOfFile: record, encoding: .utf8)
        #expect(whole.split(separator: "\n").count == 3)
        // As if it had ended before the last line was whole.
        try String(whole.dropLast(9)).write(toFile: record, atomically: true, encoding: .utf8)
        let second = try Program.run(words)
        #expect(second.output == first.output)
        // Mutants that are tried at once are kept in the order in which they end.
        let again = try String(contentsOfFile: record, encoding: .utf8)
        #expect(again.split(separator: "\n").sorted() == whole.split(separator: "\n").sorted())
        try "{\"assayProof\":\"other\"}\n".write(toFile: record, atomically: true, encoding: .utf8)
        let third = try Program.run(words)
        #expect(third.status == 3)
        #expect(third.errors.contains("made by another build or of other mutants"))
    }

    /// A subject that fails though nothing is wrong with it is told, whatever its mutants come to.
    @Test func aBrokenSubjectProvesNothing() throws {
        let outcome = try Program.run(
            [Program.assay, "prove", "dispatch-python/ids-are-whole"],
            environment: ["PATH": "/nonexistent"])
        #expect(outcome.status == 1, "\(outcome.output)")
        #expect(outcome.output.contains("0 of 2 controls"), "\(outcome.output)")
    }

    @Test func mutantsThatAreNotThereAreNoProof() throws {
        let outcome = try Program.run([Program.assay, "prove", "nowhere/*"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("no mutant matches; 'assay list mutants' shows all"))
    }
}
