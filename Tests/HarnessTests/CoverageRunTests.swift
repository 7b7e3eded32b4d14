import TestSupport
import Testing

/// Everything that is shipped, run once: each requirement is compared, or says why not.
@Suite struct CoverageRunTests {
    @Test func everyRequirementStands() throws {
        let outcome = try Program.run([Program.assay, "coverage"], timeout: .seconds(300))
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        let summary = /166 requirements, at the level of .*: (\d+) tested, (\d+) excluded, 0 unt/
        let counts = try #require(
            outcome.output.firstMatch(of: summary), "\(outcome.output.suffix(400))")
        let tested = try #require(Int(counts.1))
        #expect(tested >= 155)
        #expect(tested + (Int(counts.2) ?? 0) == 166)
    }

    @Test func aLevelThatIsNotThereIsNamed() throws {
        let outcome = try Program.run([Program.assay, "coverage", "--level", "2001-01-01"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("no level is of '2001-01-01'; there is 2026-11-26"))
    }
}
