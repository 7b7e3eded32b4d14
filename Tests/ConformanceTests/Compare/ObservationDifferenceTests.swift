import Conformance
import JSONRPC
import Testing
import WireJSON

@Suite struct ObservationDifferenceTests {
    private static let subject = Case(
        id: "sweep/m/all-params", title: "", why: "", requirements: [], service: "s",
        task: .calls([]))

    private func seen(
        body: String = "{}", head: String = "POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
        step: StepOutcome? = nil, ending: Observation.Ending = .reported
    ) -> Observation {
        Observation(
            subject: Self.subject, steps: step.map { [$0] } ?? [],
            exchanges: [
                Exchange(requestHead: Array(head.utf8), requestBody: Array(body.utf8))
            ], ending: ending)
    }

    private func check(
        _ old: Observation, _ new: Observation, _ place: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        switch old.compare(with: new) {
        case .same: #expect(place == nil, sourceLocation: sourceLocation)
        case .differs(let evidence):
            #expect(evidence.place == place, sourceLocation: sourceLocation)
            #expect(
                Array(evidence.old.utf8) != Array(evidence.new.utf8), sourceLocation: sourceLocation
            )
        case .unknown(let reason): #expect(reason == place, sourceLocation: sourceLocation)
        }
    }

    @Test func requestsAreComparedByTheirBytes() {
        check(seen(), seen(), nil)
        check(seen(body: "{}"), seen(body: "{ }"), "request 1: body")
        check(seen(body: "\"\u{E9}\""), seen(body: "\"e\u{301}\""), "request 1: body")
        let head = "POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:"
        check(seen(head: head + "80\r\n\r\n"), seen(head: head + "8080\r\n\r\n"), nil)
        check(seen(head: head + "80\r\n\r\n"), seen(head: head + "80\r\nX: y\r\n\r\n"), "request 1")
        var more = seen()
        more.exchanges += more.exchanges
        check(seen(), more, "sweep/m/all-params: requests")
    }

    @Test func valuesAreComparedWithTheirTypesButNotTheirNames() throws {
        func book(_ name: String, _ kind: String) -> Observation {
            let shape: JSONValue = [
                "py": .string(name), "dataclass": true,
                "members": ["n": ["py": .string(kind), "text": "1"]],
            ]
            return seen(step: .returned(wire: ["n": 1], shape: shape))
        }
        check(book("Book", "int"), book("Tome", "int"), nil)
        check(book("Book", "int"), book("Book", "float"), "step 1: outcome")
        check(
            seen(step: .returned(wire: 1, shape: [:])), seen(step: .missing("x")),
            "step 1: outcome")
    }

    @Test func exceptionsAreComparedWithoutTheirModules() {
        func raised(_ type: String, _ text: String) -> Observation {
            seen(step: .raised(["kind": "other", "type": .string(type), "text": .string(text)]))
        }
        check(raised("E", "a.b.E: no\n  File 1"), raised("E", "c.E: no\n  File 2"), nil)
        check(raised("E", "E: <x at 0x7f01>"), raised("E", "E: <x at 0x7f02>"), nil)
        check(raised("E", "E: no"), raised("E", "E: yes"), "step 1: outcome")
    }

    @Test func endings() {
        check(seen(), seen(ending: .died("killed by signal 9")), "the end")
        check(seen(), seen(ending: .timedOut("x")), "the end")
        check(seen(ending: .timedOut("x")), seen(ending: .timedOut("y")), "both timed out: x")
    }
}
