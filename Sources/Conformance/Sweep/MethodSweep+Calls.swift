import WireJSON

/// The arguments of one call, in the order of the method's parameters.
struct SweptCall {
    var arguments: [(parameter: RawParameter, value: JSONValue)] = []
    /// Some value is valid only because a `oneOf` was taken for an `anyOf`.
    var isInclusive = false
}

extension MethodSweep {
    /// Arguments for a call with every parameter; `turn` picks the variant of each.
    func full(_ turn: Int, _ slots: SampleSlots) throws(RawFault) -> SweptCall {
        var call = SweptCall()
        for (parameter, samples) in zip(method.parameters, parameters) {
            let own = samples.variants[turn % samples.variants.count]
            try call.add(parameter, slots, [own])
        }
        return call
    }

    /// Arguments for a call with the required parameters alone, and with those optional ones that
    /// a position in front of them cannot do without (J09).
    func required(_ slots: SampleSlots) throws(RawFault) -> SweptCall {
        var call = SweptCall()
        let last = method.parameters.lastIndex(where: \.isRequired)
        for (index, parameter) in method.parameters.enumerated() {
            let isLed = method.structure == .byPosition && index < last ?? 0
            guard parameter.isRequired || isLed else { continue }
            let samples = parameters[index]
            try call.add(parameter, slots, [samples.least] + samples.variants)
        }
        return call
    }

    /// The request that such a call must put on the wire.
    func sent(_ call: SweptCall) -> Pattern {
        var members: [(name: String, pattern: Pattern)] = [
            ("jsonrpc", .exactly("2.0")), ("method", .exactly(.string(method.name))),
            ("params", params(call)),
        ]
        if result != nil { members.append(("id", .bind("id"))) }
        return .object(members)
    }

    private func params(_ call: SweptCall) -> Pattern {
        let values = call.arguments.map { document.kept($0.value, by: $0.parameter.schema) }
        let names = call.arguments.map(\.parameter.name)
        let object = Pattern.object(Array(zip(names, values)).map { (name: $0.0, pattern: $0.1) })
        let array = Pattern.array(values)
        var forms: [Pattern]
        switch method.structure {
        case .byName: forms = [object]
        case .byPosition: forms = [array]
        case .either: forms = isLeading(names) ? [object, array] : [object]
        }
        if values.isEmpty { forms = method.parameters.isEmpty ? [object, array] : forms }
        if values.isEmpty { forms.append(.absent) }
        return forms.count == 1 ? forms[0] : .either(forms)
    }

    /// Whether the names are the first of the parameters, so that positions can tell them.
    func isLeading(_ names: [String]) -> Bool {
        method.parameters.prefix(names.count).map(\.name) == names
    }
}

extension SweptCall {
    /// Takes the first settled of the slots.
    fileprivate mutating func add(
        _ parameter: RawParameter, _ slots: SampleSlots, _ candidates: [SampleSlots.ID]
    ) throws(RawFault) {
        for id in candidates {
            guard case .value(let value, let isInclusive) = slots[id] else { continue }
            arguments.append((parameter, value))
            self.isInclusive = self.isInclusive || isInclusive
            return
        }
        guard let first = candidates.first, case .none(let problem) = slots[first] else { return }
        throw RawFault("no valid sample found for the parameter '\(parameter.name)': \(problem)")
    }
}
