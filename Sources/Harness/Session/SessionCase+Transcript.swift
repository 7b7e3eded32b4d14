import Conformance
import Peers
import WireJSON

extension SessionCase {
    /// A recorded conversation as a case: the user calls what was called, the peer answers and
    /// notifies as it did, and each result and each notification arrives as it was recorded.
    init(_ transcript: Transcript, name: String) {
        var steps: [Step] = [
            .connect(.init(ending: Self.outcome("connected"))), .subscribe("all"),
        ]
        var emissions = transcript.greeting
        steps += transcript.greeting.map { .say($0.value) }
        for (index, turn) in transcript.turns.enumerated() {
            steps += Self.steps(of: turn, "call \(index + 1)", id: "id \(index + 1)")
            emissions += turn.emissions
        }
        steps += emissions.map { message in
            let params = message.value["params"].map { [("params", Pattern.literal($0))] } ?? []
            let method = Pattern.exactly(message.value["method"] ?? .null)
            return .notified(
                Notified(name: "all", count: 1, message: .object([("method", method)] + params)))
        }
        self.init(
            id: "session/transcript/\(Sweep.component(name))", title: "\(name) goes as recorded",
            why: "who relies on what was recorded must not be surprised",
            requirements: ["J25", "J28"], steps: steps)
        needs = [.rawCalls, .subscribe]
    }

    private static func outcome(_ name: String) -> Pattern {
        .including([("outcome", .exactly(.string(name)))])
    }

    private static func steps(
        of turn: Transcript.Turn, _ name: String, id: String
    ) -> [Step] {
        let request = turn.request.value
        let params = request["params"]?.object ?? JSONObject()
        let isNotification = request["id"] == nil
        var heard: [(String, Pattern)] = [("method", .exactly(request["method"] ?? .null))]
        if !params.members.isEmpty {
            heard.append(("params", .literal(JSONValue(.object(params)))))
        }
        if !isNotification { heard.append(("id", .bind(id))) }
        var steps: [Step] = [
            .call(
                Call(
                    name: name, method: request["method"]?.string ?? "", params: params,
                    isNotification: isNotification)),
            .hear(.including(heard)),
        ]
        if let reply = turn.reply?.value { steps += end(reply, of: name, id: id) }
        return steps + turn.emissions.map { .say($0.value) }
    }

    /// The recorded reply under the id that the client has chosen now, and what it comes to.
    private static func end(_ reply: JSONValue, of name: String, id: String) -> [Step] {
        let own = JSONObject.Member("id", ["$use": .string(id)])
        let members = (reply.object?.members ?? []).map { $0.name == "id" ? own : $0 }
        var ending = outcome("raised")
        if let result = reply["result"] {
            ending = .including([("outcome", .exactly("returned")), ("value", .literal(result))])
        } else if let code = reply["error"]?["code"] {
            ending = .including([("outcome", .exactly("raised")), ("code", .exactly(code))])
        }
        return [.say(.object(members)), .ends(of: name, ending)]
    }
}
