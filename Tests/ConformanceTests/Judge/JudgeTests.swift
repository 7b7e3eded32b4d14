import Conformance
import JSONRPC
import Testing

@Suite struct JudgeTests {
    private static func check(_ id: String, _ finding: Finding) -> Check {
        Check(id, .must, ["J01"], clause: "c") { _ in finding }
    }

    private static let observation = Observation.changed { _ in }

    @Test func aViolationFailsTheCase() {
        let report = Judge.report(
            Self.observation,
            checks: [Self.check("case.a", .holds), Self.check("b", .violated("no", seen: "x"))])
        #expect(report.verdict == .failed)
        #expect(report.violations.map(\.check) == ["b"])
        #expect(report.held == 1)
        #expect(report.calls == 1)
    }

    @Test func whatTheCaseStatesMustHaveBeenCompared() {
        let nothing = [
            [], [Self.check("case.a", .notApplicable)], [Self.check("request.a", .holds)],
        ]
        for checks in nothing {
            let report = Judge.report(Self.observation, checks: checks)
            #expect(report.verdict == .failed)
            #expect(report.reason == "nothing that the case states was compared")
        }
        let report = Judge.report(Self.observation, checks: [Self.check("case.a", .holds)])
        #expect(report.verdict == .passed)
        #expect(report.reason == nil)
    }

    /// A package that reports nothing to compare has passed nothing.
    @Test func anExaminationOfNothingHasNotPassed() {
        #expect(Judge.report(.examination(0)).verdict == .failed)
        #expect(Judge.report(.examination(1)).verdict == .passed)
    }

    @Test func aCaseThatWasNotPlayedKeepsItsReason() {
        let report = Judge.report(Self.observation.subject, .inconclusive, because: "no port")
        #expect(report.verdict == .inconclusive)
        #expect(report.reason == "no port")
        #expect(report.held == 0 && report.judgements.isEmpty)
        #expect(report.id == "trial/case" && report.requirements == ["J01"])
    }

    /// Of several exchanges the first wrong one is the evidence; the right ones do not hide it.
    @Test func theFirstViolationIsTold() {
        let check = Check(eachExchange: "x", .must, ["J01"], clause: "c") { exchange in
            exchange.requestBody.isEmpty
                ? .notApplicable
                : exchange.requestBody == [0x30]
                    ? .holds : .violated(String(decoding: exchange.requestBody, as: UTF8.self))
        }
        #expect(check.examine(.request("0", "1", "", "2")) == .violated("1"))
        #expect(check.examine(.request("", "0")) == .holds)
        #expect(check.examine(.request("")) == .notApplicable)
        #expect(check.examine(.examination(1)) == .notApplicable)
    }
}
