import WireJSON

/// What a sweep does to one method: the values it needs, then the cases made of them.
struct MethodSweep {
    let method: RawMethod
    let document: RawDocument
    let service: String
    let parameters: [Samples]
    /// Samples of the result; nil for a notification.
    let result: Samples?
    private(set) var errors: [ErrorPlan] = []
    private(set) var pairings: [PairingPlan] = []

    /// The values of one schema: its variants, and the smallest one.
    struct Samples {
        var schema: RawNode
        var variants: [SampleSlots.ID]
        var least: SampleSlots.ID

        init(
            _ schema: RawNode, _ least: Sampler.Manner, place: [String],
            _ slots: inout SampleSlots
        ) {
            self.schema = schema
            variants = slots.addVariants(schema, place: place)
            self.least = slots.add(schema, least, place: place)
        }
    }

    /// One declared error and the `data` that it is served with.
    struct ErrorPlan {
        var kind: String
        var error: RawError
        var data: Data

        enum Data {
            case none
            case literal(JSONValue)
            case sampled(SampleSlots.ID)
        }
    }

    /// One example pairing with the questions whether it keeps to the schemas.
    struct PairingPlan {
        var pairing: RawPairing
        /// Values by parameter name, with the slot that judges each.
        var arguments: [(name: String, slot: SampleSlots.ID)] = []
        var result: SampleSlots.ID?
        var problem: String?
    }

    init(
        _ method: RawMethod, _ document: RawDocument, _ service: String,
        _ slots: inout SampleSlots
    ) {
        self.method = method
        self.document = document
        self.service = service
        parameters = method.parameters.map {
            Samples($0.schema, .required, place: [method.name, "params", $0.name], &slots)
        }
        switch method.outcome {
        case .result(let schema):
            result = Samples(schema, .least, place: [method.name, "result"], &slots)
        case .notification: result = nil
        }
        // No reply, no error: a notification's errors cannot be told.
        if result != nil { errors = plannedErrors(&slots) }
        pairings = method.pairings.map { planned($0, &slots) }
    }

    private func plannedErrors(_ slots: inout SampleSlots) -> [ErrorPlan] {
        var used: [String: Int] = [:]
        return method.errors.enumerated().map { index, error in
            let code = error.code?.text ?? "without-code"
            used[code, default: 0] += 1
            let count = used[code, default: 1]
            let data: ErrorPlan.Data
            switch error.data {
            case .literal(let value): data = .literal(value)
            case .schema(let schema):
                let place = [method.name, "errors", String(index)]
                data = .sampled(slots.add(schema, .full, place: place))
            // A service may send data that its document does not mention.
            case .none:
                data = index % 2 == 0 ? .literal(["reason": "sample", "at": [0, .null]]) : .none
            }
            let kind = "error-\(code)" + (count == 1 ? "" : "-\(count)")
            return ErrorPlan(kind: kind, error: error, data: data)
        }
    }

    private func planned(_ pairing: RawPairing, _ slots: inout SampleSlots) -> PairingPlan {
        var plan = PairingPlan(pairing: pairing)
        guard pairing.fault == nil else {
            plan.problem = pairing.fault?.message
            return plan
        }
        guard pairing.arguments.count <= parameters.count else {
            plan.problem = "example contradicts schema: it has more values than parameters"
            return plan
        }
        for (parameter, value) in assigned(pairing) {
            plan.arguments.append(
                (parameter.name, slots.add(given: value, for: parameter.schema)))
        }
        if let value = pairing.result {
            if let result {
                plan.result = slots.add(given: value, for: result.schema)
            } else {
                plan.problem = "example contradicts schema: the method has no result"
            }
        }
        return plan
    }

    /// The pairing's values with their parameters: by name where all names are the parameters',
    /// else in their order, for an example's name is its own.
    private func assigned(_ pairing: RawPairing) -> [(RawParameter, JSONValue)] {
        let names = pairing.arguments.compactMap(\.name)
        let byName = names.compactMap { name in method.parameters.first { $0.name == name } }
        let isByName = byName.count == pairing.arguments.count && Set(names).count == names.count
        let parameters = isByName ? byName : method.parameters
        return Array(zip(parameters, pairing.arguments.map(\.value)))
    }
}
