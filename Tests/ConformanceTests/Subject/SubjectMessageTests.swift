import Conformance
import Testing
import WireJSON

/// What an adapter says, read by the letter of the protocol.
@Suite struct SubjectMessageTests {
    private static let description = #"""
        {"protocol": "1", "name": "n", "version": "2", "language": "l", "features": ["notify"],
         "transports": ["websocket", "injected", "tcp"], "clients": ["async"]}
        """#

    @Test func aDescriptionSaysTheWays() throws {
        let read = try SubjectDescription(JSONValue.read(Self.description))
        #expect(read.ways.map(\.description) == ["async/tcp", "async/injected", "async/websocket"])
        #expect(read.features == [.notify])
        #expect(read.name == "n" && read.version == "2" && read.language == "l")
    }

    @Test(arguments: [
        (#""1""#, #""2""#, "speaks version 2 of the protocol, not 1"),
        (#""protocol""#, #""p""#, "names no 'protocol'"),
        (#""notify""#, #""fly""#, "'features' has \"fly\"; there is construct, notify, batch"),
        (#""tcp""#, #""pigeon""#, "'transports' has \"pigeon\"; there is tcp, unix, injected"),
        (#"["async"]"#, "[]", "has no 'clients'"),
        (#"["async"]"#, "null", "'clients' of the description is no array"),
        (#""l""#, "1", "'language' of the description is no string"),
    ])
    func aWrongDescriptionIsAFault(_ old: String, _ new: String, _ text: String) throws {
        let value = try JSONValue.read(Self.description.replacing(old, with: new))
        check(text) { () throws(SubjectFault) in _ = try SubjectDescription(value) }
    }

    @Test(arguments: [
        ("call", #"{"outcome": "returned", "value": null}"#, "returned null"),
        ("call", #"{"outcome": "raised", "kind": "rpc", "code": 1}"#, "raised {"),
        ("call", #"{"outcome": "could-not-run", "reason": "r"}"#, "could not run: r"),
        ("call", #"{"outcome": "unsupported", "reason": "r"}"#, "unsupported: r"),
        ("call", #"{"outcome": "missing", "what": "w"}"#, "missing: w"),
        ("construct", #"{"outcome": "missing", "what": "w"}"#, "missing: w"),
        (
            "construct",
            """
            {"outcomes": [{"outcome": "raised", "kind": "sdk"},
                          {"outcome": "constructed", "encoded": 1}]}
            """,
            #"raised {"outcome":"raised","kind":"sdk"}; constructed 1"#
        ),
        ("connect", #"{"outcome": "connected", "session": 3}"#, "connected, session 3"),
        ("construct", #"{"outcome": "constructed", "encoded": {}}"#, "constructed {}"),
        ("subscribe", #"{"outcome": "subscribed", "subscription": 1}"#, "subscribed, sub"),
        ("batch", #"{"outcomes": [{"outcome": "returned", "value": 1}]}"#, "returned 1"),
    ])
    func anOutcomeIsRead(_ name: String, _ text: String, _ told: String) throws {
        let request = try #require(SubjectOutcome.Request(rawValue: name))
        let outcome = try SubjectOutcome(JSONValue.read(text), of: request)
        #expect(outcome.description.hasPrefix(told))
    }

    @Test(arguments: [
        ("call", "1", "that of 'call' is 1"),
        ("call", #"{"outcome": "connected", "session": 1}"#, "'outcome' of 'call' is"),
        ("call", #"{"value": 1}"#, "'outcome' of 'call' is absent"),
        ("call", #"{"outcome": "returned"}"#, "has no 'value'"),
        ("call", #"{"outcome": "raised", "kind": "odd"}"#, "'kind' is \"odd\"; there is rpc"),
        ("call", #"{"outcome": "raised", "kind": "rpc", "message": 1}"#, "'message' is no string"),
        ("call", #"{"outcome": "unsupported"}"#, "has no 'reason'"),
        ("call", #"{"outcome": "missing", "reason": "r"}"#, "has no 'what'"),
        ("connect", #"{"outcome": "missing", "what": "w"}"#, "'outcome' of 'connect' is"),
        ("call", #"{"outcome": "returned", "value": 1, "misfit": 1}"#, "has no 'misfit'"),
        ("call", #"{"outcome": "raised", "kind": "rpc", "text": 1}"#, "'text' is no string"),
        ("construct", #"{"outcomes": []}"#, "'outcomes' is empty"),
        ("construct", #"{"outcomes": [{"outcome": "missing", "what": "w"}]}"#, "among 'outcomes'"),
        ("connect", #"{"outcome": "connected", "session": 0}"#, "'session' is 0"),
        ("construct", #"{"outcome": "constructed"}"#, "has no 'encoded'"),
        ("batch", #"{"outcomes": 1}"#, "'outcomes' is no array"),
        ("batch", #"{"outcome": "returned", "value": 1}"#, "'outcome' of 'batch' is"),
    ])
    func aMisshapenOutcomeIsAFault(_ name: String, _ text: String, _ problem: String) throws {
        let request = try #require(SubjectOutcome.Request(rawValue: name))
        let value = try JSONValue.read(text)
        check(problem) { () throws(SubjectFault) in _ = try SubjectOutcome(value, of: request) }
    }

    /// What the service sent is in the exceptions of its errors alone; checks go by the letter.
    @Test(arguments: [
        ("rpc", #"{"kind":"rpc","code":1,"message":"m","data":null,"text":"m"}"#),
        ("transport", #"{"kind":"transport","text":"m"}"#),
    ])
    func anExceptionIsAStep(_ kind: String, _ told: String) throws {
        let text = #"{"outcome":"raised","kind":"\#(kind)","code":1,"message":"m","data":null}"#
        let outcome = try SubjectOutcome(JSONValue.read(text), of: .call)
        guard case .raised(let exception)? = outcome.step else {
            Issue.record("no step: \(outcome)")
            return
        }
        let text2 = exception.text().replacing(#""text":"\#(kind): m""#, with: #""text":"m""#)
        #expect(text2 == told)
    }

    /// What the subject's language says of an exception goes before what its parts say.
    @Test func anExceptionMayTellItself() throws {
        let told = #"{"outcome":"raised","kind":"sdk","type":"T","message":"m","text":"pkg.T: m!"}"#
        let outcome = try SubjectOutcome(JSONValue.read(told), of: .call)
        guard case .raised(let exception)? = outcome.step else {
            Issue.record("no step: \(outcome)")
            return
        }
        #expect(exception.text() == #"{"kind":"sdk","type":"T","text":"pkg.T: m!"}"#)
    }

    private func check(_ text: String, _ read: () throws(SubjectFault) -> Void) {
        do throws(SubjectFault) {
            try read()
            Issue.record("it was read; expected: \(text)")
        } catch {
            #expect(error.description.contains(text), "\(error.description)")
        }
    }
}
