import Conformance
import JSONRPC
import WireJSON

/// An observation in the making: one lawful call of `pet.get`, of which a test changes one thing.
struct Sighting {
    /// The bodies that reached the peer.
    var bodies = [Array(Sighting.request.utf8)]
    /// The head of every request; `#` stands for the body's length.
    var head = "POST /rpc HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: #\r\n\r\n"
    var carrier = Exchange.Carrier.http
    /// Why the last exchange's carrier could not be read any further.
    var fault: String?
    var call = Case.Step(
        method: "pet.get", served: .message(["jsonrpc": "2.0", "id": 1, "result": 7]),
        expected: .returned(.literal(7)))
    /// The task when it is no call.
    var task: Case.Task?
    var outcomes: [StepOutcome] = [.returned(wire: 7, shape: ["py": "int", "text": "7"])]
    var ending = Observation.Ending.reported
    var output = ""
    /// What was sent another way, when it was played so.
    var reference: Observation.Reference?

    static let request = #"{"jsonrpc":"2.0","method":"pet.get","id":1}"#

    /// The observation as it stands.
    var observation: Observation {
        let task = task ?? .calls(outcomes.map { _ in call })
        let subject = Case(
            id: "trial/case", title: "t", why: "w", requirements: ["J01"], service: "s", task: task)
        var observation = Observation(
            subject: subject, by: Way(.async, over: .memory), steps: outcomes,
            exchanges: bodies.map(exchange), ending: ending, output: output)
        observation.reference = reference
        return observation
    }

    private func exchange(_ body: [UInt8]) -> Exchange {
        let head = head.split(separator: "#", omittingEmptySubsequences: false)
            .joined(separator: String(body.count))
        return Exchange(
            carrier: carrier, fault: fault, requestHead: Array(head.utf8), requestBody: body)
    }
}

extension Observation {
    /// The lawful call with one thing changed.
    static func changed(_ change: (inout Sighting) -> Void) -> Observation {
        var sighting = Sighting()
        change(&sighting)
        return sighting.observation
    }

    /// The lawful call with another request on the wire.
    static func request(_ bodies: String...) -> Observation {
        changed { sighting in
            sighting.bodies = bodies.map { Array($0.utf8) }
            while sighting.outcomes.count < bodies.count {
                sighting.outcomes.append(sighting.outcomes[0])
            }
        }
    }

    /// The lawful call, and what it was the other way.
    static func elsewhere(_ messages: String..., hasStableIDs: Bool = true) -> Observation {
        changed { sighting in
            sighting.reference = Observation.Reference(
                way: Way(.sync, over: .tcp), messages: messages.map { Array($0.utf8) },
                hasStableIDs: hasStableIDs)
        }
    }

    /// The lawful call with another head on the wire.
    static func head(_ head: String) -> Observation { changed { $0.head = head } }

    /// The lawful call as a message that has no head.
    static func carried(_ carrier: Exchange.Carrier, fault: String? = nil) -> Observation {
        changed { sighting in
            sighting.head = ""
            sighting.carrier = carrier
            sighting.fault = fault
        }
    }

    /// A case that examines and calls nothing.
    static func examination(_ compared: Int, _ problems: String...) -> Observation {
        changed { sighting in
            sighting.bodies = []
            sighting.task = .examine("imports")
            sighting.outcomes = [.examined(compared: compared, problems: problems)]
        }
    }

    /// A case that builds an object of one member `from`, and how each class of it came out.
    static func construction(_ outcomes: StepOutcome...) -> Observation {
        changed { sighting in
            sighting.bodies = []
            sighting.task = .construct(
                Case.Construction(
                    memberNames: ["from"], members: JSONObject([.init("from", "x")]),
                    encoded: .literal(["from": "x"])))
            sighting.outcomes = outcomes
        }
    }

    /// The call whose error is expected, and how it came out.
    static func error(_ outcome: StepOutcome) -> Observation {
        changed { sighting in
            sighting.call.expected = .raised(
                .literal(["kind": "rpc", "code": 404, "message": "no pet", "data": ["id": 7]]))
            sighting.outcomes = [outcome]
        }
    }

    /// A notification with this request on the wire.
    static func notification(_ body: String) -> Observation {
        changed { sighting in
            sighting.bodies = [Array(body.utf8)]
            sighting.call.served = .nothing
            sighting.call.expected = .returned(.literal(.null))
            sighting.outcomes = [.returned(wire: .null, shape: ["py": "None"])]
        }
    }
}
