import Conformance
import TestSupport
import Testing
import WireJSON

@Suite struct SweepTests {
    private static func cases(
        _ root: JSONValue, answer: ValidationAnswer = .valid
    ) -> [Case] {
        Sweep(document: RawDocument(root), service: "errands", seed: 1).cases { requests in
            requests.map { _ in answer }
        }
    }

    private static func errands() throws -> JSONValue {
        try JSONValue.read(Fixtures.bytes("sweep/errands.json"))
    }

    @Test(arguments: [
        "errand.add", "errand.move", "errand.find", "errand.done", "odd%20name%2F%25%C3%BC",
        "%2E%2E", "twice", "construct",
    ])
    func theCasesAreTheseAndNoOthers(_ method: String) throws {
        let cases = Self.cases(try Self.errands()).filter { $0.id.hasPrefix("sweep/\(method)/") }
        #expect(!cases.isEmpty)
        let name = method.replacing("%", with: "_")
        Snapshot.check(
            cases.map(Self.text).joined(separator: "\n"), at: "fixtures/sweep/errands/\(name).txt")
    }

    @Test func everyCaseBelongsToASnapshot() throws {
        let ids = Self.cases(try Self.errands()).map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("sweep/") })
        #expect(Set(ids.map { $0.split(separator: "/")[1] }).count == 8)
    }

    /// A service whose every value is refused by the oracle is told so, case by case.
    @Test func withoutAValidSampleACaseIsUnsupported() throws {
        let cases = Self.cases(try Self.errands(), answer: .invalid("no good"))
        // Where nothing has to be sent the request can still be seen: an error answers it.
        let played = cases.filter { $0.unsupported == nil }.map(\.id)
        #expect(
            played == [
                "sweep/odd%20name%2F%25%C3%BC/all-params",
                "sweep/odd%20name%2F%25%C3%BC/required-params", "sweep/%2E%2E/required-params",
            ])
        let odd = cases.filter { $0.id.hasPrefix("sweep/odd") }.map(\.unsupported)
        #expect(odd == [nil, nil, "no valid sample found for the result: no good"])
        let moved = cases.first { $0.id == "sweep/errand.move/all-params" }?.unsupported
        #expect(moved == "no valid sample found for the parameter 'by': no good")
    }

    /// The sweep asks again with other candidates and takes the first that is valid.
    @Test func refusedSamplesAreReplaced() throws {
        let root: JSONValue = [
            "openrpc": "1.3.2",
            "methods": [["name": "m", "params": [], "result": ["schema": ["type": "string"]]]],
        ]
        var rounds: [[String]] = []
        let cases = Sweep(document: RawDocument(root), service: "s", seed: 1).cases { requests in
            rounds.append(requests.map { $0.instance.text() })
            return requests.map { _ in rounds.count < 4 ? .invalid("not yet") : .valid }
        }
        #expect(rounds.count == 4)
        #expect(Set(rounds.map { $0[0] }).count >= 3)
        guard case .calls(let steps)? = cases.first?.task,
            case .message(let served)? = steps.first?.served
        else {
            Issue.record("the first case calls nothing")
            return
        }
        #expect(served["result"]?.text() == rounds[3][0])
    }

    @Test func overlappingBranchesAreTakenAtLastAndSaidSo() throws {
        let root: JSONValue = [
            "openrpc": "1.3.2",
            "methods": [
                [
                    "name": "m", "params": [],
                    "result": ["schema": ["oneOf": [["type": "null"], true]]],
                ]
            ],
        ]
        let cases = Sweep(document: RawDocument(root), service: "s", seed: 1).cases { requests in
            requests.map { $0.schema["anyOf"] == nil ? .invalid("two") : .valid }
        }
        #expect(cases.allSatisfy { $0.unsupported == nil && $0.why.contains("overlap") })
    }

    @Test func theSameSeedGivesTheSameCases() throws {
        let root = try Self.errands()
        let text = Self.cases(root).map(Self.text)
        #expect(Self.cases(root).map(Self.text) == text)
        let other = Sweep(document: RawDocument(root), service: "errands", seed: 2)
            .cases { $0.map { _ in .valid } }
        #expect(other.map(\.id) == Self.cases(root).map(\.id))
        #expect(other.map(Self.text) != text)
    }

    /// A case as a person reads it.
    private static func text(_ subject: Case) -> String {
        var lines = ["\(subject.id)  [\(subject.requirements.joined(separator: " "))]"]
        if let reason = subject.unsupported { return "\(lines[0])\n  unsupported: \(reason)\n" }
        switch subject.task {
        case .calls(let steps): for step in steps { lines += text(step) }
        case .construct(let object):
            lines += [
                "  members  \(object.memberNames.joined(separator: " "))",
                "  built of \(JSONValue(.object(object.members)))", "  encoded  \(object.encoded)",
            ]
        case .examine(let name): lines.append("  examine \(name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ step: Case.Step) -> [String] {
        var lines = [
            "  call     \(JSONValue(.object(step.arguments)))",
            "  sent     \(step.sent.map { "\($0)" } ?? "anything")",
        ]
        switch step.served {
        case .message(let message): lines.append("  serve    \(message)")
        case .nothing: lines.append("  serve    nothing")
        case .raw, .close, .stall, .emit, .sequence: lines.append("  serve    no message")
        }
        switch step.expected {
        case .returned(let pattern): lines.append("  returned \(pattern)")
        case .raised(let pattern): lines.append("  raised   \(pattern)")
        }
        return lines
    }
}
