import WireJSON

extension MethodSweep {
    /// All cases of the method.
    func cases(_ slots: SampleSlots) -> [Case] {
        if let fault = method.fault {
            return [failed("all-params", "with all parameters", [], because: fault)]
        }
        let calls = [
            made("all-params", "with all parameters", ["G11", "G12"]) { () throws(RawFault) in
                try step(full(0, slots), reply(slots, 0))
            },
            made("required-params", "with the required parameters", omissions) {
                () throws(RawFault) in
                try step(required(slots), reply(slots, nil))
            },
        ]
        return calls + variants(slots) + results(slots) + errors.map { errorCase($0, slots) }
            + pairings.enumerated().map { exampleCase($0.offset + 1, $0.element, slots) }
    }

    /// What a call tests that leaves optional parameters out and serves the smallest result.
    private var omissions: [String] {
        let positions = method.structure == .byPosition ? ["J08", "J09"] : []
        return ["O26"] + positions + (result == nil ? [] : ["J36"])
    }

    /// One case for each further variant of the parameters.
    private func variants(_ slots: SampleSlots) -> [Case] {
        let count = parameters.map(\.variants.count).max() ?? 1
        return (1..<max(1, count)).map { turn in
            made("params-\(turn + 1)", "with other arguments", ["G11"]) { () throws(RawFault) in
                try step(full(turn, slots), reply(slots, nil))
            }
        }
    }

    /// One case for each further variant of the result; also the first, when it has no sample.
    private func results(_ slots: SampleSlots) -> [Case] {
        guard let result else { return [] }
        return result.variants.indices.compactMap { turn in
            guard turn > 0 || slots.value(result.variants[0]) == nil else { return nil }
            return made("result-\(turn + 1)", "with another result", ["G11", "G13"]) {
                () throws(RawFault) in
                let reply = try own(result.variants[turn], slots, result.schema)
                return try step(required(slots), reply)
            }
        }
    }

    private func errorCase(_ plan: ErrorPlan, _ slots: SampleSlots) -> Case {
        made(plan.kind, "answered by a declared error", ["J38", "J39", "J41", "J50", "G17"]) {
            () throws(RawFault) in
            guard let code = plan.error.code else {
                throw RawFault("the declared error has no integer code")
            }
            var data: JSONValue?
            switch plan.data {
            case .none: break
            case .literal(let value): data = value
            case .sampled(let id):
                if case .none(let problem) = slots[id] {
                    throw RawFault("no valid sample found for the error's data: \(problem)")
                }
                data = slots.value(id)
            }
            let text = plan.error.message.isEmpty ? "declared error" : plan.error.message
            return try step(required(slots), .error(code, text, data))
        }
    }

    private func exampleCase(_ number: Int, _ plan: PairingPlan, _ slots: SampleSlots) -> Case {
        let title =
            plan.pairing.name.isEmpty ? "as an example shows" : "as in '\(plan.pairing.name)'"
        return made("example-\(number)", title, ["O54", "O55", "O61"]) { () throws(RawFault) in
            if let problem = plan.problem { throw RawFault(problem) }
            return try step(exampled(plan, slots), exampleReply(plan, slots))
        }
    }

    func exampled(_ plan: PairingPlan, _ slots: SampleSlots) throws(RawFault) -> SweptCall {
        var call = SweptCall()
        for parameter in method.parameters {
            guard let given = plan.arguments.first(where: { $0.name == parameter.name }) else {
                guard parameter.isRequired else { continue }
                throw RawFault("example contradicts schema: '\(parameter.name)' is required")
            }
            switch slots[given.slot] {
            case .value(let value, let isInclusive):
                call.arguments.append((parameter, value))
                call.isInclusive = call.isInclusive || isInclusive
            case .none(let problem):
                throw RawFault("example contradicts schema: '\(parameter.name)': \(problem)")
            }
        }
        let names = call.arguments.map(\.parameter.name)
        guard method.structure != .byPosition || isLeading(names) else {
            throw RawFault("the example leaves out a parameter before one that it gives")
        }
        return call
    }

    private func exampleReply(_ plan: PairingPlan, _ slots: SampleSlots) throws(RawFault) -> Reply {
        guard let result else { return .nothing }
        if let error = plan.pairing.error {
            guard let code = error["code"]?.number, code.isInteger,
                let message = error["message"]?.string
            else { throw RawFault("the example's error is no error object") }
            return .error(code, message, error["data"])
        }
        guard let id = plan.result else { return try reply(slots, 0) }
        if case .none(let problem) = slots[id] {
            throw RawFault("example contradicts schema: the result: \(problem)")
        }
        return try own(id, slots, result.schema)
    }
}

// MARK: - Replies

extension MethodSweep {
    /// What the peer answers.
    enum Reply {
        case nothing
        case result(JSONValue, RawNode, isInclusive: Bool)
        case error(JSONNumber, String, JSONValue?)
    }

    /// The result of a variant, or the smallest one for nil; any other where it has no sample. A
    /// schema that allows no value at all is answered by an error, so that the request is seen.
    private func reply(_ slots: SampleSlots, _ turn: Int?) throws(RawFault) -> Reply {
        guard let result else { return .nothing }
        let wanted = turn.map { result.variants[$0] } ?? result.least
        for id in [wanted, result.least] + result.variants where slots.value(id) != nil {
            return try own(id, slots, result.schema)
        }
        return .error(JSONNumber(-32603), "no result can be served", nil)
    }

    private func own(
        _ id: SampleSlots.ID, _ slots: SampleSlots, _ schema: RawNode
    ) throws(RawFault) -> Reply {
        switch slots[id] {
        case .value(let value, let isInclusive):
            return .result(value, schema, isInclusive: isInclusive)
        case .none(let problem):
            throw RawFault("no valid sample found for the result: \(problem)")
        }
    }

    private func step(_ call: SweptCall, _ reply: Reply) throws(RawFault) -> (Case.Step, Bool) {
        let arguments = JSONObject(call.arguments.map { .init($0.parameter.name, $0.value) })
        var step = Case.Step(
            method: method.name, arguments: arguments, sent: sent(call), served: .nothing,
            expected: .returned(.exactly(.null)))
        var isInclusive = call.isInclusive
        switch reply {
        case .nothing: break
        case .result(let value, let schema, let result):
            step.served = .message(Self.response("result", value))
            step.expected = .returned(document.kept(value, by: schema))
            step.typed = .schema(Typing(document, schema))
            isInclusive = isInclusive || result
        case .error(let code, let message, let data):
            var error = JSONObject([
                .init("code", JSONValue(.number(code))), .init("message", .string(message)),
            ])
            if let data { error["data"] = data }
            step.served = .message(Self.response("error", JSONValue(.object(error))))
            let raised = [JSONObject.Member("kind", "rpc")] + error.members
            step.expected = .raised(.literal(.object(raised)))
        }
        return (step, isInclusive)
    }

    private static func response(_ name: String, _ value: JSONValue) -> JSONValue {
        .object([.init("jsonrpc", "2.0"), .init(name, value), .init("id", ["$use": "id"])])
    }
}

// MARK: - Cases

extension MethodSweep {
    private func made(
        _ kind: String, _ title: String, _ requirements: [String],
        _ step: () throws(RawFault) -> (Case.Step, isInclusive: Bool)
    ) -> Case {
        do throws(RawFault) {
            let (step, isInclusive) = try step()
            var made = self.case(kind, title, requirements, .calls([step]))
            if isInclusive {
                made.why += "; branches of a 'oneOf' overlap, so a value in two of them is taken"
            }
            return made
        } catch {
            return failed(kind, title, requirements, because: error)
        }
    }

    private func failed(
        _ kind: String, _ title: String, _ requirements: [String], because fault: RawFault
    ) -> Case {
        var made = self.case(kind, title, requirements, .calls([]))
        made.unsupported = fault.message
        return made
    }

    private func `case`(
        _ kind: String, _ title: String, _ requirements: [String], _ task: Case.Task
    ) -> Case {
        let structure =
            switch method.structure {
            case .byName: ["J10", "O28"]
            case .byPosition: ["J07", "O29"]
            case .either: ["O30"]
            }
        let ending = (result == nil ? ["J23", "O34"] : []) + (method.isDeprecated ? ["O35"] : [])
        return Case(
            id: "sweep/\(Sweep.component(method.name))/\(kind)", title: "\(method.name) \(title)",
            why: "the document declares it",
            requirements: ["O22"] + structure + ending + requirements,
            service: service, task: task)
    }
}
