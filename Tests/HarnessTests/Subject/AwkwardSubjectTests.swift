import Conformance
import EmbeddedPython
import Peers
import TestSupport
import Testing
import WireJSON

@testable import Harness

/// A subject that lies, crashes, hangs, floods or breaks the protocol: one verdict for the case in
/// hand, and the next one is played with a process of its own.
@Suite struct AwkwardSubjectTests {
    private static let script = "\(Fixtures.root)/subjects/awkward.py"

    /// A lane whose subject misbehaves in calls of `book.delete`.
    private static func lane(_ mode: String, in folder: TestFolder) throws -> SubjectLane {
        let path = "\(Fixtures.root)/openrpc/bookshelf.json"
        let bytes = try #require(Repository.bytes(of: path))
        let command = SubjectCommand(
            words: ["/usr/bin/python3", "-B", script, mode, "book.delete"])
        let staged = StagedAdapter(
            command: command, service: "bookshelf", document: try JSONValue.read(bytes),
            documentBytes: bytes)
        let settings = LaneSettings(
            python: try Interpreters.subject(nil), seed: 1, timeout: .seconds(2))
        return SubjectLane(staged, settings, directory: folder.path)
    }

    private static func authored(_ id: String) throws -> Playing {
        let builtIn = try BuiltIn.load(root: Repository.root)
        let cases = builtIn.services.flatMap(\.cases)
        let found = try #require(cases.first { $0.id == id })
        return Playing(found, ways: [Way(.sync, over: .tcp)])
    }

    /// The mode, how the case of `book.delete` ends, and the check or reason that says so.
    private static let modes: [(String, Verdict, String)] = [
        ("honest", .passed, ""),
        ("lies", .failed, "case.returned: the value"),
        ("lacks", .failed, "the SDK lacks what the document declares: a deletion"),
        ("misfits", .failed, "case.annotated: the value is a bit, annotated bool"),
        ("exits", .failed, "the adapter is gone: the program ended: it ended with status 3"),
        ("crashes", .failed, "it was ended by signal 11"),
        ("hangs", .failed, "the adapter hangs: 'call' was not answered within 2"),
        ("floods", .failed, "the adapter floods"),
        ("floods-errors", .failed, "the adapter floods"),
        ("floods-lines", .failed, "the adapter answered twice: 'call'"),
        ("complains", .failed, "subject.quiet: the SDK printed: careful!"),
        ("twice", .failed, "the adapter answered twice: 'call'"),
        ("unknown-id", .failed, "the adapter answered what nobody asked: id 4711"),
        ("no-json", .failed, "the adapter wrote what is no JSON: <html>"),
        ("no-message", .failed, "the adapter wrote what is no message: ["),
        ("unasked", .failed, "the adapter wrote what is no message: nobody waits for 'notified'"),
        ("misshapen", .failed, "misshapen: what was returned has no 'value'"),
        ("unknown-outcome", .failed, "misshapen: 'outcome' of 'call' is \"fine\""),
        ("refuses", .failed, "the adapter refused a lawful request: 'call'"),
        ("could-not-run", .inconclusive, "'call': the weather"),
        ("unsupported", .unsupported, "'call': not in this library"),
    ]

    @Test(arguments: modes.indices)
    func itIsOneVerdictAndTheNextCaseIsPlayed(_ index: Int) throws {
        let (mode, verdict, text) = Self.modes[index]
        let folder = try TestFolder()
        let lane = try Self.lane(mode, in: folder)
        let spoilt = lane.play(try Self.authored("results/false"))
        let next = lane.play(try Self.authored("errors/data-reaches-caller"))
        #expect(spoilt.map(\.verdict) == [verdict], "\(mode): \(Self.told(spoilt))")
        #expect(Self.told(spoilt).contains(text), "\(mode): \(Self.told(spoilt))")
        #expect(next.map(\.verdict) == [.passed], "\(mode): \(Self.told(next))")
    }

    /// A transport that is handed in goes where its 'url' says; without one declared there is none.
    @Test(arguments: [("injects", Verdict.passed), ("honest", .unsupported)])
    func aTransportMayBeInjected(_ mode: String, _ verdict: Verdict) throws {
        let folder = try TestFolder()
        var playing = try Self.authored("results/false")
        playing.ways = [Way(.sync, over: .tcp), Way(.sync, over: .injected)]
        let reports = try Self.lane(mode, in: folder).play(playing)
        #expect(reports.map(\.verdict) == [.passed, verdict], "\(Self.told(reports))")
    }

    /// What it does wrong before it is asked for any case.
    @Test(arguments: [
        ("version", "the adapter speaks version 2 of the protocol, not 1"),
        ("crashes-at-once", "it ended with status 1\nno such library"),
    ])
    func aSubjectThatCannotBeMetHasOneReason(_ mode: String, _ text: String) throws {
        let folder = try TestFolder()
        let lane = try Self.lane(mode, in: folder)
        guard case .refused(let refusal) = try lane.meet() else {
            Issue.record("\(mode) was met")
            return
        }
        #expect(refusal.verdict == .failed)
        #expect(refusal.reason.contains(text), "\(refusal.reason)")
    }

    /// The second call ends first, and each has its own value.
    @Test func answersMayComeInAnyOrder() throws {
        let folder = try TestFolder()
        let (process, peer, session) = try Self.connected(in: folder)
        peer.load(
            MockScript([
                .delay(.milliseconds(300), then: .message(["id": ["$use": "id"], "result": 1])),
                .message(["jsonrpc": "2.0", "id": ["$use": "id"], "result": 2]),
            ]))
        let params: JSONValue = ["session": .number(session), "method": "slow", "params": [:]]
        let slow = try process.send(.call, params)
        let deadline = ContinuousClock.now + .seconds(10)
        while peer.takeRequests().isEmpty, .now < deadline {}
        let quick = try process.send(.call, params)
        guard case .returned(let second, _, _) = try process.outcome(of: quick, .call) else {
            Issue.record("the quick call did not return")
            return
        }
        #expect(second == 2)
        guard case .raised(let exception) = try process.outcome(of: slow, .call) else {
            Issue.record("a reply without a version was taken")
            return
        }
        #expect(exception["kind"] == "protocol")
    }

    private static func connected(
        in folder: TestFolder
    ) throws -> (SubjectProcess, SubjectPeer, Int) {
        let staged = StagedAdapter(
            command: SubjectCommand(words: ["/usr/bin/python3", "-B", script]), service: "",
            document: [:], documentBytes: [])
        let settings = LaneSettings(
            python: try Interpreters.subject(nil), seed: 1, timeout: .seconds(10))
        let peer = SubjectPeer(
            staged.document, staged.documentBytes, settings, directory: folder.path)
        let process = try SubjectProcess(staged.command)
        _ = try process.describe()
        let connection = try peer.connection(Way(.sync, over: .tcp))
        let outcome = try process.ask(.connect, .object(connection + [.init("timeout", 10)]))
        guard case .connected(let session) = outcome else {
            throw HarnessFault("nothing is connected: \(outcome)")
        }
        return (process, peer, session)
    }

    private static func told(_ reports: [CaseReport]) -> String {
        reports.map { report in
            let violations = report.violations.map { judgement in
                guard case .violated(let what, let expected, let seen, _) = judgement.finding else {
                    return ""
                }
                return "\(judgement.check): \(what): \(seen) (\(expected))"
            }
            return ([report.reason ?? ""] + violations).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
