import Conformance
import Diagnostics
import Testing
import WireJSON

/// Each check of a dispatch refuses a transcript that is wrong in its own way alone.
@Suite struct DispatchJudgeTests {
    private static let request: JSONValue = ["jsonrpc": "2.0", "method": "say", "id": 1]
    private static let reply = #"{"jsonrpc":"2.0","id":1,"result":"well"}"#

    /// A call, its handler, and any answer; what is wrong with the answer is for the checks.
    private static func transcript(_ replies: [String]) -> DispatchTranscript {
        let subject = DispatchCase(
            id: "dispatch/say", title: "say", why: "it is said", requirements: ["J26"],
            service: "echo",
            steps: [
                .send(request), .handled(Pattern(["method": "say"])),
                .receiveAll(replies.map { _ in Pattern(["$any": true]) }),
            ])
        var transcript = DispatchTranscript(subject: subject)
        transcript.requestIDs = [1]
        transcript.messages = replies.map { Array($0.utf8) }
        transcript.steps = [
            .done, .handled(["method": "say"]), .received(transcript.messages),
        ]
        return transcript
    }

    private static func violations(_ transcript: DispatchTranscript) -> [String] {
        DispatchJudge.report(transcript).violations.map(\.check)
    }

    @Test func whatIsLawfulPasses() {
        let report = DispatchJudge.report(Self.transcript([Self.reply]))
        #expect(report.verdict == .passed, "\(report.violations)")
        #expect(report.held == 9)
    }

    @Test(arguments: [
        (#"{"jsonrpc":"1.0","id":1,"result":0}"#, "dispatch.version"),
        (#"{"id":1,"result":0}"#, "dispatch.version"),
        (#"{"jsonrpc":"2.0","id":1}"#, "dispatch.result-or-error"),
        (
            #"{"jsonrpc":"2.0","id":1,"result":0,"error":{"code":1,"message":""}}"#,
            "dispatch.result-or-error"
        ),
        (#"{"jsonrpc":"2.0","result":0}"#, "dispatch.id"),
        (#"{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":""}}"#, "dispatch.error-object"),
        (#"{"jsonrpc":"2.0","id":1,"error":{"code":1}}"#, "dispatch.error-object"),
        (#"{"jsonrpc":"2.0","id":2,"result":0}"#, "dispatch.one-reply"),
        (#"{"jsonrpc":"2.0","id":"1","result":0}"#, "dispatch.one-reply"),
    ])
    func aWrongResponseIsRefused(_ reply: String, _ check: String) {
        #expect(Self.violations(Self.transcript([reply])) == [check])
    }

    @Test func aSecondAnswerIsRefused() {
        let twice = Self.transcript([Self.reply, Self.reply])
        #expect(Self.violations(twice) == ["dispatch.one-reply"])
    }

    /// What is wrong with a conversation beside its responses.
    enum Flaw: String, CaseIterable, Sendable {
        case noJSONIsReceived, nothingIsReceived, anotherIsHandled, aStrayIsHandled, moreComes
        case rubbishComes, nothingIsTaken, badStatus, killed

        var check: String {
            switch self {
            case .noJSONIsReceived, .nothingIsReceived: "case.received"
            case .anotherIsHandled, .aStrayIsHandled: "case.handled"
            case .moreComes: "case.quiet"
            case .rubbishComes: "dispatch.json"
            case .nothingIsTaken: "dispatch.takes"
            case .badStatus, .killed: "dispatch.ends"
            }
        }

        func spoil(_ transcript: inout DispatchTranscript) {
            switch self {
            case .noJSONIsReceived: transcript.steps[2] = .received([[0x5B]])
            case .nothingIsReceived: transcript.steps[2] = .nothing("the end")
            case .anotherIsHandled: transcript.steps[1] = .handled(["method": "sing"])
            case .aStrayIsHandled: transcript.strayCalls = [["method": "say"]]
            case .moreComes: transcript.surplus = transcript.messages
            case .rubbishComes: transcript.messages.append([0x7B])
            case .nothingIsTaken: transcript.steps = [.nothing("it does not read")]
            case .badStatus: transcript.ending = .exited(1)
            case .killed: transcript.ending = .otherwise("it was ended by signal 9")
            }
        }
    }

    @Test(arguments: Flaw.allCases) func aWrongConversationIsRefused(_ flaw: Flaw) {
        var transcript = Self.transcript([Self.reply])
        flaw.spoil(&transcript)
        #expect(Self.violations(transcript) == [flaw.check])
    }

    @Test(arguments: [
        (#""steps": []"#, "'steps' is a list of at least one step"),
        (#""steps": [{"sendText": 5}]"#, "'sendText' is no step with such a content"),
        (#""steps": [{"receiveAll": {}}]"#, "'receiveAll' is no step with such a content"),
        (#""steps": [{"wait": 1}]"#, "'wait' is no step with such a content"),
        (#""steps": [{"send": {}, "receive": {}}]"#, "a step is an object of one member"),
        (#""steps": [{"receive": {"$nothing": 1}}]"#, "$nothing"),
        (#""steps": [{"close": true}], "handlers": []"#, "'handlers' is an object"),
        (#""steps": [{"close": true}], "handlers": {"m": {}}"#, "a handler ends by"),
        (#""steps": [{"close": true}], "needs": ["wings"]"#, "'wings' is nothing that"),
        (#""steps": [{"close": true}], "more": 1"#, "'more' is no member"),
    ])
    func aCaseThatWouldBePlayedOtherwiseThanItSaysIsRefused(_ rest: String, _ why: String) {
        let text = """
            {"title": "t", "why": "w", "requirement": "J01", "service": "s", \(rest)}
            """
        let (read, diagnostics) = DispatchCase.read(Array(text.utf8), id: "dispatch/x", file: "x")
        #expect(read == nil)
        #expect(diagnostics.contains { $0.message.contains(why) }, "\(diagnostics)")
    }
}
