import Conformance
import JSONRPC
import Testing
import WireJSON

/// The judge on trial: a check that refuses no mutant is untested, and so is one that refuses all.
@Suite struct CheckTests {
    @Test(arguments: Check.all) func someMutantIsCaught(by check: Check) {
        #expect(Mutant.all.contains { $0.caughtBy == check.id })
    }

    @Test(arguments: Mutant.all) func aMutantIsCaughtForTheReasonNamed(_ mutant: Mutant) throws {
        let report = Judge.report(mutant.observation)
        #expect(report.verdict == .failed)
        let found = report.violations.first { $0.check == mutant.caughtBy }?.finding
        guard case .violated(let message, let expected, let seen, _)? = found else {
            Issue.record("'\(mutant.caughtBy)' lets it pass")
            return
        }
        let told = "\(message), expected \(expected), seen \(seen)"
        #expect(told.contains(mutant.reason), "\(told)")
    }

    @Test(arguments: Mutant.all) func noOtherCheckIsInTheWay(_ mutant: Mutant) {
        let caught = Set(Judge.report(mutant.observation).violations.map(\.check))
        #expect(caught == Set([mutant.caughtBy] + mutant.others))
    }

    @Test(arguments: Check.all) func aRightSubjectHolds(_ check: Check) throws {
        let right = try #require(Self.right[check.id], "no right observation for '\(check.id)'")
        for observation in right { #expect(check.examine(observation) == .holds) }
    }

    /// Every check has its silence but one: whatever is asked, a subject must report.
    @Test(arguments: Check.all) func whatItDoesNotSpeakOfIsNotItsConcern(_ check: Check) {
        let silent = Observation.changed { sighting in
            sighting.bodies = []
            sighting.task = .examine("imports")
            sighting.outcomes = []
            sighting.ending = .timedOut("line 1")
        }
        if check.id == "subject.reports" { return }
        #expect(check.examine(silent) == .notApplicable)
        for observation in Self.notApplicable[check.id] ?? [] {
            #expect(check.examine(observation) == .notApplicable)
        }
    }

    @Test func idsAreDistinctAndEveryCheckNamesItsClause() {
        #expect(Set(Check.all.map(\.id)).count == Check.all.count)
        #expect(Check.all.count >= 26)
        for check in Check.all {
            #expect(!check.clause.isEmpty && !check.requirements.isEmpty)
        }
        let known = Set(Check.all.map(\.id))
        #expect(Mutant.all.allSatisfy { known.contains($0.caughtBy) })
        #expect(Set(Self.right.keys) == known)
        #expect(Set(Self.notApplicable.keys).isSubset(of: known))
    }

    @Test func aLawfulCallPassesEverything() {
        let report = Judge.report(.changed { _ in })
        #expect(report.verdict == .passed)
        #expect(report.violations.isEmpty)
        #expect(report.held >= 12)
    }
}

extension CheckTests {
    private static let lawful = Observation.changed { _ in }
    private static let withParams = #"{"jsonrpc":"2.0","method":"m","params":[],"id":"a"}"#
    private static let notification = Observation.notification(#"{"jsonrpc":"2.0","method":"m"}"#)
    private static let two = Observation.request(
        #"{"jsonrpc":"2.0","method":"m","id":1}"#, #"{"jsonrpc":"2.0","method":"m","id":"1"}"#)

    private static func number(_ text: String) -> JSONValue {
        JSONValue(.number(JSONNumber(text: text)))
    }

    private static let right: [String: [Observation]] = [
        "request.json": [lawful], "request.unique-names": [lawful],
        "request.version": [
            lawful, .request(#"[{"jsonrpc":"2.0","method":"m"}]"#),
        ],
        "request.method": [lawful],
        "request.params": [
            lawful, .request(withParams),
            .request(#"{"jsonrpc":"2.0","method":"m","params":{},"id":1}"#),
        ],
        "request.id-type": [lawful, .request(withParams)],
        "request.id-not-null": [lawful], "request.id-not-fractional": [lawful],
        "request.members": [lawful, .request(withParams)],
        "request.reserved-method": [
            lawful, .request(#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#),
            .request(#"{"jsonrpc":"2.0","method":"rpcs","id":1}"#),
        ],
        "request.ids-unique": [two],
        "request.notification-id": [notification],
        "request.same-bytes": [
            .elsewhere(Sighting.request),
            .elsewhere(#"{"jsonrpc":"2.0","method":"pet.get","id":"x"}"#, hasStableIDs: false),
        ],
        "http.post": [lawful],
        "http.content-type": [
            lawful,
            .head("POST / HTTP/1.1\r\ncontent-type: Application/JSON; charset=utf-8\r\n\r\n"),
        ],
        "http.content-length": [lawful],
        "carrier.lawful": [.carried(.webSocket), .carried(.frames)],
        "subject.reports": [lawful, .construction()],
        "subject.method-exists": [lawful],
        "exchange.one-per-call": [lawful, two, notification],
        "subject.error-kind": [.raising("kind", "rpc"), .raising("kind", "transport")],
        "subject.quiet": [lawful],
        "case.sent": [.stating(["id": number("1.0"), "jsonrpc": "2.0", "method": "pet.get"])],
        "case.returned": [lawful, .returning(number("7.0"), for: 7), .returning([:], for: [:])],
        "case.raised": [.raising("kind", "rpc"), .raising("type", "RpcError")],
        "case.annotated": [.typed(.shape(.any), ["py": "int"])],
        "case.typed": [
            .typed(.shape(.any), ["py": "int"]),
            .typed(Mutant.schema(["type": "integer"]), ["py": "int", "text": "7"]),
        ],
        "case.constructed": [
            .construction(.constructed(wire: ["from": "x"], shape: [:])),
            .construction(
                .raised(["kind": "other"]), .constructed(wire: ["from": "x"], shape: [:])),
        ],
        "case.examined": [.examination(1)],
    ]

    private static let notApplicable: [String: [Observation]] = [
        "request.unique-names": [.request("{")],
        "http.post": [.carried(.webSocket), .carried(.frames)],
        "http.content-type": [.carried(.webSocket), .carried(.frames)],
        "carrier.lawful": [lawful],
        "request.version": [.request("{")],
        "request.id-type": [notification],
        "request.id-not-null": [notification],
        "request.id-not-fractional": [notification, .request(withParams)],
        "request.reserved-method": [.request(#"{"jsonrpc":"2.0","method":7,"id":1}"#)],
        "request.ids-unique": [lawful, notification],
        "request.notification-id": [lawful],
        "request.same-bytes": [lawful],
        "http.content-length": [.head("POST / HTTP/1.1\r\n\r\n"), .carried(.frames)],
        "subject.method-exists": [.examination(1), .construction()],
        "exchange.one-per-call": [.examination(1)],
        "subject.error-kind": [lawful],
        "case.sent": [lawful],
        "case.returned": [.raising("kind", "rpc")],
        "case.raised": [lawful],
        "case.typed": [lawful, .error(.raised([:]))],
        "case.annotated": [lawful, .error(.raised([:]))],
        "case.constructed": [lawful],
        "case.examined": [lawful, .examination(0)],
    ]
}

extension Check: CustomTestStringConvertible {
    /// The id, which is what a person looks for.
    public var testDescription: String { id }
}
