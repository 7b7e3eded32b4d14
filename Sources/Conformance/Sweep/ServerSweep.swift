import WireJSON

/// The calls that a document implies for a server: each method with all parameters, with the
/// required ones, as each example shows, in each form in which parameters may travel.
package struct ServerSweep: Sendable {
    package let cases: [ServerCase]
    /// Lawful calls, the likeliest to succeed first: those of examples, then the smallest ones.
    package let candidates: [KnownCall]
    /// The first method that cannot be called without parameters.
    package let needy: String?

    /// Every value in the cases has been called valid by the oracle; a case for which there is none
    /// is `unsupported` and says why.
    package init<Fault: Error>(
        of document: RawDocument, seed: UInt64,
        validate: ([ValidationRequest]) throws(Fault) -> [ValidationAnswer]
    ) throws(Fault) {
        var slots = SampleSlots(document, seed: seed)
        let methods = document.methods.filter { $0.name != "rpc.discover" }
            .map { MethodSweep($0, document, "", &slots) }
        try slots.settle(validate: validate)
        cases = methods.flatMap { $0.serverCases(slots) }
        candidates =
            methods.flatMap { $0.exampleCalls(slots) } + methods.compactMap { $0.leastCall(slots) }
        needy = methods.first { $0.result != nil && $0.isNeedy }?.method.name
    }
}

extension MethodSweep {
    /// Whether a call without parameters breaks the document.
    var isNeedy: Bool { method.fault == nil && method.parameters.contains(where: \.isRequired) }

    /// The calls of the example pairings that promise a result.
    func exampleCalls(_ slots: SampleSlots) -> [KnownCall] {
        guard result != nil, method.fault == nil else { return [] }
        return pairings.compactMap { plan in
            guard plan.problem == nil, plan.pairing.result != nil,
                let call = try? exampled(plan, slots)
            else { return nil }
            return KnownCall(method: method.name, params: params(call, forms[0]))
        }
    }

    /// The smallest lawful call.
    func leastCall(_ slots: SampleSlots) -> KnownCall? {
        guard result != nil, method.fault == nil, let call = try? required(slots) else {
            return nil
        }
        return KnownCall(method: method.name, params: params(call, forms[0]))
    }

    /// All cases of the method for a server.
    func serverCases(_ slots: SampleSlots) -> [ServerCase] {
        if let fault = method.fault { return [barred("all-params", because: fault.message)] }
        var cases: [ServerCase] = []
        for form in forms {
            let suffix = form == forms[0] ? "" : "-\(form.rawValue)"
            cases.append(
                made("all-params\(suffix)", "with all parameters", form, slots) {
                    () throws(RawFault) in
                    try full(0, slots)
                })
            cases.append(
                made("required-params\(suffix)", "with the required parameters", form, slots) {
                    () throws(RawFault) in
                    try required(slots)
                })
        }
        for (index, plan) in pairings.enumerated() {
            cases.append(
                made("example-\(index + 1)", "as an example shows", forms[0], slots) {
                    () throws(RawFault) in
                    if let problem = plan.problem { throw RawFault(problem) }
                    return try exampled(plan, slots)
                })
        }
        if isNeedy, result != nil { cases.append(withoutParams) }
        return cases
    }

    /// How parameters may travel, the usual way first.
    private var forms: [RawMethod.Structure] {
        switch method.structure {
        case .byName, .byPosition: [method.structure]
        case .either: method.parameters.isEmpty ? [.byName] : [.byName, .byPosition]
        }
    }

    /// The parameters as they travel; nil for a call with none.
    private func params(_ call: SweptCall, _ form: RawMethod.Structure) -> JSONValue? {
        if call.arguments.isEmpty { return nil }
        if form == .byPosition { return .array(call.arguments.map(\.value)) }
        return .object(call.arguments.map { .init($0.parameter.name, $0.value) })
    }

    private func made(
        _ kind: String, _ title: String, _ form: RawMethod.Structure, _ slots: SampleSlots,
        _ call: () throws(RawFault) -> SweptCall
    ) -> ServerCase {
        do throws(RawFault) {
            let call = try call()
            guard form != .byPosition || isLeading(call.arguments.map(\.parameter.name)) else {
                throw RawFault("a position cannot be left out before one that is given")
            }
            if call.isInclusive {
                throw RawFault("no value fits exactly one branch of a 'oneOf'")
            }
            return try stated(kind, title, form, call)
        } catch {
            return barred(kind, because: error.message)
        }
    }

    private func stated(
        _ kind: String, _ title: String, _ form: RawMethod.Structure, _ call: SweptCall
    ) throws(RawFault) -> ServerCase {
        var members: [JSONObject.Member] = [
            .init("jsonrpc", "2.0"), .init("method", .string(method.name)),
        ]
        if let params = params(call, form) { members.append(.init("params", params)) }
        var expected = ServerCase.Expected.silence
        if let result {
            members.append(.init("id", .string(kind)))
            let request = ValidationRequest(
                id: 0, place: result.schema.pointer,
                schema: try document.bundled(result.schema, inclusiveUnions: false),
                instance: .null)
            expected = .result(request, declaredErrors: errors.compactMap(\.error.code))
        }
        let structure =
            switch method.structure {
            case .byName: "O28"
            case .byPosition: "O29"
            case .either: "O30"
            }
        let own = result == nil ? ["O34", "J19"] : ["O33", "J28"]
        return ServerCase(
            id: id(kind), title: "\(method.name) \(title)",
            why: "a lawful call must be served as the document says",
            requirements: ["O22", structure] + own, level: .must,
            steps: [ServerCase.Step(message: .json(.object(members)), expected: expected)])
    }

    /// A call that lacks what it needs.
    private var withoutParams: ServerCase {
        let message: JSONValue = [
            "jsonrpc": "2.0", "method": .string(method.name), "id": "without-params",
        ]
        let reply = Pattern([
            "$including": ["error": ["$including": ["code": -32602]]]
        ])
        return ServerCase(
            id: id("without-params"), title: "\(method.name) without the parameters it needs",
            why: "a caller that forgets a parameter must be told so, not be served something else",
            requirements: ["J12", "J45"], level: .derived,
            steps: [ServerCase.Step(message: .json(message), expected: .replies([reply]))])
    }

    private func barred(_ kind: String, because reason: String) -> ServerCase {
        ServerCase(
            id: id(kind), title: method.name, why: "", requirements: ["O22"], level: .must,
            steps: [], unsupported: reason)
    }

    private func id(_ kind: String) -> String {
        "server/sweep/\(Sweep.component(method.name))/\(kind)"
    }
}
