import Conformance
import Diagnostics
import Testing
import WireJSON

/// Each check of a session refuses a transcript that is wrong in its own way alone.
@Suite struct SessionJudgeTests {
    private static let text = """
        {"title": "t", "why": "w", "requirement": "J33", "needs": "raw-calls",
         "allowed": [{"$including": {"error": {"$any": true}}}],
         "steps": [
           {"connect": {}}, {"subscribe": "all"},
           {"call": {"as": "a", "method": "m", "params": {"n": 1}}},
           {"hear": {"$including": {"id": {"$bind": "id"}}}},
           {"say": {"id": {"$use": "id"}, "result": 1}},
           {"ends": {"of": "a", "returned": 1}},
           {"notified": {"to": "all", "message": {"method": "news"}}},
           {"handled": {"method": "news"}}, {"close": true},
           {"over": {"of": "all", "raised": {"kind": "transport"}}}, {"gone": true}
         ]}
        """

    private static func read(_ text: String) -> (SessionCase?, [String]) {
        let (read, problems) = SessionCase.read(
            Array(text.utf8), id: "session/x", file: "x.json")
        return (read, problems.map(\.description))
    }

    private static func transcript() throws -> SessionTranscript {
        let subject = try #require(read(text).0)
        var transcript = SessionTranscript(
            subject: subject, way: Way(.async, over: .stdioLines))
        let request = Array(#"{"id":7,"method":"m"}"#.utf8)
        transcript.wire = [.init(isPeers: false, text: request)]
        transcript.steps = [
            .outcome(["outcome": "connected", "session": 1]),
            .outcome(["outcome": "subscribed", "subscription": 1]), .done, .heard([request]),
            .done, .outcome(["outcome": "returned", "value": 1]),
            .notified([["method": "news"]]), .told(["method": "news"]),
            .outcome(["outcome": "returned", "value": .null]),
            .outcome(["outcome": "raised", "kind": "transport"]), .done,
        ]
        transcript.closing = .outcome(["outcome": "returned", "value": .null])
        return transcript
    }

    @Test func whatIsLawfulPasses() throws {
        let report = SessionJudge.report(try Self.transcript())
        #expect(report.verdict == .passed, "\(report.violations)")
        #expect(report.held == 12 && report.calls == 1)
    }

    /// What is wrong with a session.
    enum Flaw: String, CaseIterable, Sendable {
        case isNotConnected, isNotSubscribed, returnsAnother, raisesAnother, neverEnds
        case hearsAnother, hearsNothing, doesNotTake, isToldAnother, isNeverTold, handlesAnother
        case closeRaises, closeHangs, staysOpen, endsSilently, saysMore, isLeft, breaches, breaksOff

        var check: String {
            switch self {
            case .isNotConnected: "session.connects"
            case .returnsAnother, .raisesAnother, .neverEnds: "session.ends"
            case .hearsAnother, .hearsNothing, .breaksOff: "session.hears"
            case .doesNotTake: "session.takes"
            case .isNotSubscribed, .isToldAnother, .isNeverTold: "session.notified"
            case .handlesAnother: "session.handled"
            case .closeRaises, .closeHangs: "session.closes"
            case .staysOpen, .isLeft: "session.gone"
            case .endsSilently: "session.over"
            case .saysMore: "session.quiet"
            case .breaches: "session.protocol"
            }
        }

        func spoil(_ transcript: inout SessionTranscript) {
            let raised: JSONValue = ["outcome": "raised", "kind": "other"]
            switch self {
            case .isNotConnected: transcript.steps[0] = .outcome(raised)
            case .isNotSubscribed: transcript.steps[1] = .outcome(raised)
            case .returnsAnother:
                transcript.steps[5] = .outcome(["outcome": "returned", "value": "1"])
            case .raisesAnother: transcript.steps[5] = .outcome(raised)
            case .neverEnds: transcript.steps[5...] = [.nothing("it does not end")]
            case .hearsAnother: transcript.steps[3] = .heard([[0x5B, 0x5D]])
            case .hearsNothing: transcript.steps[3...] = [.nothing("nothing came")]
            case .doesNotTake: transcript.steps[4...] = [.nothing("it is full")]
            case .isToldAnother: transcript.steps[6] = .notified([["method": "more"]])
            case .isNeverTold: transcript.steps[6...] = [.nothing("0 of 1")]
            case .handlesAnother: transcript.steps[7] = .told(["method": "more"])
            case .closeRaises: transcript.steps[8] = .outcome(raised)
            case .closeHangs: transcript.closing = .nothing("it does not end")
            case .staysOpen: transcript.steps[10] = .nothing("the child still runs")
            case .endsSilently:
                transcript.steps[9] = .outcome(["outcome": "returned", "value": .null])
            case .saysMore: transcript.surplus = [Array(#"{"id":8,"method":"m"}"#.utf8)]
            case .isLeft: transcript.isLeft = true
            case .breaches: transcript.breach = "the adapter ended"
            case .breaksOff: transcript.steps.removeLast()
            }
        }
    }

    @Test(arguments: Flaw.allCases) func aWrongSessionIsRefused(_ flaw: Flaw) throws {
        var transcript = try Self.transcript()
        flaw.spoil(&transcript)
        let report = SessionJudge.report(transcript)
        #expect(report.violations.map(\.check) == [flaw.check])
        #expect(report.verdict == .failed)
        #expect(SessionJudge.checks.map(\.id).contains(flaw.check))
        guard case .violated(_, _, let seen, _)? = report.violations.first?.finding else { return }
        #expect(seen.contains(#"client {"id":7,"method":"m"}"#), "no bytes: \(seen)")
    }

    /// What the case lets the client send at any time is no surplus.
    @Test func whatIsAllowedIsNoSurplus() throws {
        var transcript = try Self.transcript()
        transcript.surplus = [Array(#"{"id":8,"error":{"code":-32601}}"#.utf8)]
        #expect(SessionJudge.report(transcript).verdict == .passed)
    }

    @Test(arguments: [("unsupported", Verdict.unsupported), ("could-not-run", .inconclusive)])
    func whatCouldNotBePlayedIsNoFailure(_ outcome: String, _ verdict: Verdict) throws {
        var transcript = try Self.transcript()
        transcript.steps = [.outcome(["outcome": .string(outcome), "reason": "no such thing"])]
        let report = SessionJudge.report(transcript)
        #expect(report.verdict == verdict && report.reason == "no such thing")
    }

    @Test(arguments: [
        (#""steps": []"#, "'steps' is a list of at least one step"),
        (#""steps": [{"wait": 1}]"#, "'wait' is no step with such a content"),
        (#""steps": [{"sayText": 5}]"#, "'sayText' is no step with such a content"),
        (#""steps": [{"say": {}, "hear": {}}]"#, "a step is an object of one member"),
        (#""steps": [{"hear": {"$nothing": 1}}]"#, "$nothing"),
        (#""steps": [{"ends": {"of": "a", "returned": 1}}]"#, "an ending names in 'of'"),
        (#""steps": [{"cancel": "a"}]"#, "'cancel' names no call or subscription before it"),
        (#""steps": [{"call": {"as": "a"}}]"#, "'method' is missing"),
        (#""steps": [{"connect": {"handlers": "kind"}}]"#, "'handlers' is 'failing'"),
        (#""steps": [{"connect": {"wings": 1}}]"#, "'wings' is no member of 'connect'"),
        (#""steps": [{"notified": {"to": "all"}}]"#, "'notified' needs a subscription's name"),
        (#""steps": [{"close": true}], "needs": ["wings"]"#, "'wings' is nothing that"),
        (#""steps": [{"close": true}], "transport": "tcp""#, "'tcp' is no stream"),
        (#""steps": [{"close": true}], "client": "both""#, "'client' is 'sync' or 'async'"),
        (#""steps": [{"close": true}], "service": "x""#, "'service' is no member"),
    ])
    func whatIsNoCaseIsRefused(_ members: String, _ problem: String) {
        let (read, problems) = Self.read(
            #"{"title": "t", "why": "w", "requirement": "J33", \#(members)}"#)
        #expect(read == nil)
        let isTold = problems.contains { $0.contains(problem) && $0.contains("x.json:1:") }
        #expect(isTold, "\(problems)")
    }
}
