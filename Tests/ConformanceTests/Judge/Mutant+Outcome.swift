import Conformance
import WireJSON

extension Mutant {
    private static let second = Array(#"{"jsonrpc":"2.0","method":"m","id":2}"#.utf8)

    static let outcomes = [
        Mutant(
            "subject.reports", "broke out of the call",
            .changed { $0.ending = .raised("SystemExit: 0") }),
        Mutant("subject.reports", "timed out", .changed { $0.ending = .timedOut("line 1") }),
        Mutant("subject.reports", "without a report", .changed { $0.ending = .died("status 0") }),
        Mutant(
            "subject.reports", "the report is short",
            .changed { sighting in
                sighting.task = .calls([sighting.call, sighting.call])
                sighting.bodies.append(second)
            }),
        Mutant(
            "subject.method-exists", "'pet.get' in METHODS",
            .changed { sighting in
                sighting.bodies = []
                sighting.outcomes = [.missing("'pet.get' in METHODS")]
            },
            also: "exchange.one-per-call", "case.returned"),
        Mutant("exchange.one-per-call", "0", .changed { $0.bodies = [] }),
        Mutant("exchange.one-per-call", "2", .changed { $0.bodies.append(second) }),
        Mutant(
            "subject.error-kind", "TypeError",
            .changed { sighting in
                sighting.call.expected = .raised(.any)
                sighting.outcomes = [.raised(["kind": "other", "text": "TypeError: x"])]
            }),
        Mutant("subject.quiet", "hello", .changed { $0.output = "hello\n" }),
    ]

    static let expectations = sent + returned + raised + typed + annotated + built

    private static let sent = [
        Mutant(
            "case.sent", "'/method' is \"pet.get\", expected \"pet_get\"",
            .stating(["jsonrpc": "2.0", "method": "pet_get", "id": 1])),
        Mutant(
            "case.sent", "'/params' is absent",
            .stating(["jsonrpc": "2.0", "method": "pet.get", "params": ["id": 7], "id": 1])),
        Mutant(
            "case.sent", "'/id' is 1, expected absent",
            .stating(["jsonrpc": "2.0", "method": "pet.get"])),
        Mutant(
            "case.sent", "the value is absent",
            .changed { sighting in
                sighting.call.sent = .any
                sighting.bodies = [[0x7B]]
            },
            also: "request.json"),
    ]

    private static let returned = [
        Mutant("case.returned", "the value is 8, expected 7", .returning(8, for: 7)),
        Mutant("case.returned", "the value is \"7\", expected 7", .returning("7", for: 7)),
        Mutant("case.returned", "the value is true, expected 1", .returning(true, for: 1)),
        Mutant(
            "case.returned", "'/from' is absent", .returning(["from_": "x"], for: ["from": "x"])),
        Mutant(
            "case.returned", "'/from_' is \"x\", expected absent",
            .returning(["from": "x", "from_": "x"], for: ["from": "x"])),
        Mutant(
            "case.returned", "did not return",
            .changed { $0.outcomes = [.raised(["kind": "rpc", "text": "no pet"])] }),
    ]

    private static let raised = [
        Mutant("case.raised", "did not raise", .error(.returned(wire: .null, shape: [:]))),
        Mutant(
            "case.raised", "'/data' is absent",
            .error(.raised(["kind": "rpc", "code": 404, "message": "no pet"]))),
        Mutant("case.raised", "'/code' is \"404\"", .raising("code", "404")),
        Mutant("case.raised", "'/message' is \"404\"", .raising("message", "404")),
        Mutant("case.raised", "'/data/id' is \"7\", expected 7", .raising("data", ["id": "7"])),
        Mutant("case.raised", "'/kind' is \"protocol\"", .raising("kind", "protocol")),
    ]

    private static let typed = [
        Mutant(
            "case.typed", "'/py' is \"dict\", expected \"Pet\"",
            .typed(.shape(.object([(name: "py", pattern: .exactly("Pet"))])), ["py": "dict"])),
        Mutant(
            "case.typed", "expected integer",
            .typed(schema(["type": "integer"]), ["py": "bool", "value": true])),
        Mutant(
            "case.typed", "dict",
            .typed(
                schema(["type": "object", "properties": ["a": true]]),
                ["py": "dict", "members": [:]])),
    ]

    private static let annotated = [
        Mutant(
            "case.annotated", "the value is a int, annotated str",
            {
                var seen = Observation.typed(
                    schema(["type": "integer"]), ["py": "int", "text": "7"])
                seen.misfits[0] = "the value is a int, annotated str"
                return seen
            }())
    ]

    private static let built = [
        Mutant(
            "case.constructed", "'/from' is absent",
            .construction(.constructed(wire: ["from_": "x"], shape: [:]))),
        Mutant(
            "case.constructed", "could not be built",
            .construction(.raised(["kind": "other", "text": "TypeError: x"]))),
        Mutant(
            "case.constructed", "could not be built",
            .construction(.missing("a dataclass with the members ['from']")),
            also: "subject.method-exists"),
        Mutant(
            "case.examined", "2 problems, the first of them: a", .examination(3, "a", "b")),
    ]

    /// The typing that a schema of a result states.
    static func schema(_ schema: JSONValue) -> Case.Typed {
        .schema(Typing(RawDocument(["openrpc": "1.3.2"]), RawNode(schema, pointer: "#/schema")))
    }
}

extension Observation {
    /// The lawful call in a case that states its request.
    static func stating(_ request: JSONValue) -> Observation {
        changed { $0.call.sent = .literal(request) }
    }

    /// A call that returns `value` where another is expected.
    static func returning(_ value: JSONValue, for expected: JSONValue) -> Observation {
        changed { sighting in
            sighting.call.expected = .returned(.literal(expected))
            sighting.outcomes = [.returned(wire: value, shape: [:])]
        }
    }

    /// The lawful error with one member of the exception changed.
    static func raising(_ name: String, _ value: JSONValue) -> Observation {
        var told = JSONObject([
            .init("kind", "rpc"), .init("code", 404), .init("message", "no pet"),
            .init("data", ["id": 7]),
        ])
        told[name] = value
        return error(.raised(JSONValue(.object(told))))
    }

    /// A call whose value must be typed so, and the driver's description of it.
    static func typed(_ typed: Case.Typed, _ shape: JSONValue) -> Observation {
        changed { sighting in
            sighting.call.typed = typed
            sighting.outcomes = [.returned(wire: 7, shape: shape)]
        }
    }
}
