import Conformance
import Diagnostics
import Testing

/// The verdict on a mutant, by what its cases came to.
@Suite struct MutantProofTests {
    private static let killer = #""killedBy": { "case": "errors/one", "check": "case.raised" }"#

    private static func mutant(_ members: String = "") throws -> Conformance.Mutant {
        let text = """
            [{ "id": "m", "edits": [{ "old": "a", "new": "b" }]
               \(members.contains("killedBy") ? "" : ", \(killer)")\(members) }]
            """
        let (mutants, problems) = Conformance.Mutant.read(
            Array(text.utf8), of: .pythonClient, file: "m.json")
        #expect(problems.isEmpty, "\(problems)")
        return try #require(mutants.first)
    }

    private static func report(
        _ id: String, _ verdict: Verdict, by check: String = "case.raised", reason: String? = nil
    ) -> CaseReport {
        let finding: Finding = verdict == .failed && reason == nil ? .violated("x") : .holds
        return CaseReport(
            id: id, title: "", requirements: [], verdict: verdict, reason: reason,
            judgements: [Judgement(check: check, requirements: [], finding: finding)])
    }

    private static let named = report("errors/one", .failed)
    private static let dead = report(
        "errors/one", .failed, reason: "\(CaseReport.unloadable)SyntaxError")

    static let trials: [(String, [CaseReport], MutantVerdict)] = [
        ("", [named, report("errors/two", .passed)], .killed),
        ("", [report("errors/one", .passed)], .survived),
        ("", [report("errors/one", .failed, by: "case.sent")], .wrongReason),
        ("", [report("errors/one", .passed), report("errors/two", .failed)], .wrongReason),
        ("", [report("errors/one", .unsupported)], .notExecuted),
        ("", [report("errors/two", .failed)], .notExecuted),
        ("", [dead], .unviable),
        (#", "killedBy": { "case": "errors/*" }"#, [report("errors/two", .failed)], .killed),
        (#", "doesNotLoad": true, "otherChecks": []"#, [dead], .wrongReason),
        (#", "doesNotLoad": true"#, [named], .killed),
        (#", "doesNotLoad": true"#, [named, report("errors/two", .passed)], .wrongReason),
        (#", "otherCases": ["errors/*"]"#, [named, report("errors/two", .failed)], .killed),
        (#", "otherCases": ["a/*"]"#, [named, report("errors/two", .failed)], .wrongReason),
        (#", "aloneAmong": "errors/*""#, [named, report("errors/two", .failed)], .wrongReason),
        (#", "aloneAmong": "errors/*""#, [named, report("a/two", .failed)], .killed),
        (#", "otherChecks": []"#, [named, report("a/b", .failed, by: "x")], .wrongReason),
        (#", "otherChecks": ["x"]"#, [named, report("a/b", .failed, by: "x")], .killed),
    ]

    @Test(arguments: trials) func verdicts(
        _ members: String, _ reports: [CaseReport], _ verdict: MutantVerdict
    ) throws {
        let proof = MutantProof(try Self.mutant(members), judging: reports)
        #expect(proof.verdict == verdict, "\(proof.remark)")
        #expect(proof.isAsDue == (verdict == .killed))
    }

    @Test func whatNeverFailedIsTold() throws {
        var proof = Proof()
        proof.gating = ["errors/one", "errors/two", "case.raised"]
        proof.mutants = [
            MutantProof(try Self.mutant(), judging: [Self.named]),
            // What fails beside a mutant that is not killed proves nothing.
            MutantProof(
                try Self.mutant(),
                judging: [Self.report("errors/one", .passed), Self.report("errors/two", .failed)]),
        ]
        #expect(proof.unproved == ["errors/two"])
        #expect(proof.undue.count == 1)
    }

    @Test func anEditMustMatch() throws {
        #expect(try Self.mutant().spoilt("cat") == "cbt")
        #expect(try Self.mutant().spoilt("dog") == nil)
    }

    @Test(arguments: [
        (#"[{ "id": "m" }]"#, "'edits' is missing; it is a list of edits"),
        (
            #"[{ "id": "m", "edits": [{ "old": "", "new": "" }] }]"#,
            "an edit is 'old', which is not empty, and 'new'"
        ),
        (#"[{ "ids": "m" }]"#, "'ids' is no member of a mutant"),
        (#"[{ "id": "m", "profile": "lax" }]"#, "'verdict' or 'profile' is unknown"),
    ]) func brokenRecordsAreRefused(_ text: String, _ message: String) {
        let (mutants, problems) = Conformance.Mutant.read(
            Array(text.utf8), of: .pythonClient, file: "m.json")
        #expect(mutants.isEmpty)
        #expect(problems.map(\.message).contains(message), "\(problems)")
    }
}
