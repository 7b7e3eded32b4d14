import TestSupport
import Testing

/// The judge on trial: a client or a dispatch with one thing wrong fails the case that is about it,
/// by the check that says so, and nothing that has nothing to do with it.
@Suite struct ProveTests {
    @Test func everyMutantOfPythonIsKilled() throws {
        let outcome = try Program.run(
            [Program.assay, "prove", "python-client/*", "dispatch-python/*"],
            timeout: .seconds(600))
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        let summary = /(\d+) mutants: (\d+) killed; (\d+) of (\d+) controls/
        let counts = try #require(outcome.output.firstMatch(of: summary), "\(outcome.output)")
        #expect(try #require(Int(counts.1)) >= 140)
        #expect(counts.1 == counts.2)
        #expect(counts.3 == "5" && counts.4 == "5")
    }

    @Test func mutantsThatAreNotThereAreNoProof() throws {
        let outcome = try Program.run([Program.assay, "prove", "nowhere/*"])
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("no mutant matches; 'assay list mutants' shows all"))
    }
}
