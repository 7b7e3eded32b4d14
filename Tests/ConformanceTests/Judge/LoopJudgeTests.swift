import Conformance
import Testing
import WireJSON

/// What a client and a dispatch of one document make of each other's JSON.
@Suite struct LoopJudgeTests {
    private static let document = """
        {"openrpc": "1.2.6", "info": {"title": "Echo", "version": "1"}, "methods": [
          {"name": "say", "params": [{"name": "what", "required": true,
            "schema": {"const": "hello"}}],
           "result": {"name": "said", "schema": {"const": "well"}}}]}
        """

    private static let subject: LoopCase? = {
        guard let root = try? JSONValue.read(document) else { return nil }
        let raw = RawDocument(root)
        let swept = Sweep(document: raw, service: "echo", seed: 1)
            .cases { questions in questions.map { _ in .valid } }
        return LoopCase.cases(of: swept, raw).first { $0.id == "loop/say/all-params" }
    }()

    private static func report(
        handled: [String], returned: JSONValue, ending: Observation.Ending = .reported
    ) throws -> CaseReport {
        var transcript = LoopTranscript(
            subject: try #require(subject), outcome: .returned(wire: returned, shape: .null),
            ending: ending)
        transcript.handled = try handled.map { try JSONValue.read($0) }
        return LoopJudge.report(transcript)
    }

    private static let call = #"{"method": "say", "params": {"what": "hello"}}"#

    @Test func whatBothEndsAgreeOnPasses() throws {
        let report = try Self.report(handled: [Self.call], returned: "well")
        #expect(report.verdict == .passed && report.held == 3)
        #expect(report.requirements == ["G25"])
    }

    @Test(arguments: [
        ([#"{"method": "say", "params": {"what": "hallo"}}"#], "well", "loop.handled"),
        ([#"{"method": "say", "params": {}}"#], "well", "loop.handled"),
        ([#"{"method": "sing", "params": {"what": "hello"}}"#], "well", "loop.handled"),
        ([call], "Well", "loop.answered"), ([], "well", "loop.accepted"),
        ([call, call], "well", "loop.accepted"),
    ])
    func whatOneEndHasOtherwiseFails(
        _ handled: [String], _ returned: String, _ check: String
    ) throws {
        let report = try Self.report(handled: handled, returned: .string(returned))
        #expect(report.verdict == .failed)
        #expect(report.violations.map(\.check) == [check])
    }

    @Test func aCallerThatDiesFails() throws {
        let report = try Self.report(handled: [Self.call], returned: "well", ending: .died("hup"))
        #expect(report.violations.map(\.check) == ["loop.accepted"])
    }
}
