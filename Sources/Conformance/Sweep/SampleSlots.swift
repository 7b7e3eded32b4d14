import WireJSON

/// Values that a sweep needs, each settled when the oracle has called a candidate valid.
struct SampleSlots {
    private var sampler: Sampler
    private var slots: [Slot] = []
    private var schemas: [String: Result<JSONValue, RawFault>] = [:]

    /// A position among the slots.
    struct ID: Sendable { fileprivate var index: Int }

    /// How a slot ended.
    enum Outcome {
        /// `isInclusive`: only by taking `oneOf` for `anyOf`.
        case value(JSONValue, isInclusive: Bool)
        case none(String)
    }

    private struct Slot {
        var schema: RawNode
        var wish: Wish
        var outcome = Outcome.none("the oracle was not asked")
        var isOpen = true
    }

    private enum Wish {
        case sample(Sampler.Manner, place: [String], Sampler.Variant)
        /// A value of the document's own, taken or left.
        case given(JSONValue)
    }

    init(_ document: RawDocument, seed: UInt64) { sampler = Sampler(document, seed: seed) }

    mutating func add(
        _ schema: RawNode, _ manner: Sampler.Manner, place: [String],
        variant: Sampler.Variant = .first
    ) -> ID {
        slots.append(Slot(schema: schema, wish: .sample(manner, place: place, variant)))
        return ID(index: slots.count - 1)
    }

    /// One slot for each variant of the schema, the first of them the plain full value.
    mutating func addVariants(_ schema: RawNode, place: [String]) -> [ID] {
        sampler.variants(schema, place: place).map {
            add(schema, .full, place: place, variant: $0)
        }
    }

    mutating func add(given value: JSONValue, for schema: RawNode) -> ID {
        slots.append(Slot(schema: schema, wish: .given(value)))
        return ID(index: slots.count - 1)
    }

    subscript(id: ID) -> Outcome { slots[id.index].outcome }

    /// The settled value, if there is one.
    func value(_ id: ID) -> JSONValue? {
        if case .value(let value, _) = self[id] { value } else { nil }
    }

    /// Asks the oracle about a candidate for each open slot, as often as there are attempts.
    mutating func settle<Fault: Error>(
        validate: ([ValidationRequest]) throws(Fault) -> [ValidationAnswer]
    ) throws(Fault) {
        for attempt in SampleAttempt.all {
            let requests = slots.indices.compactMap { request(for: $0, attempt) }
            if requests.isEmpty { continue }
            let answers = try validate(requests)
            precondition(answers.count == requests.count, "the oracle answers every question")
            for (request, answer) in zip(requests, answers) {
                switch answer {
                case .valid:
                    let value = Outcome.value(request.instance, isInclusive: attempt.isInclusive)
                    close(request.id, value)
                case .invalid(let problem): slots[request.id].outcome = .none(problem)
                }
            }
        }
        for index in slots.indices { slots[index].isOpen = false }
    }

    private mutating func close(_ index: Int, _ outcome: Outcome) {
        slots[index].outcome = outcome
        slots[index].isOpen = false
    }

    private mutating func request(for index: Int, _ attempt: SampleAttempt) -> ValidationRequest? {
        let slot = slots[index]
        guard slot.isOpen else { return nil }
        // A given value does not change: it is asked once for each way to ask.
        if case .given = slot.wish, attempt != .first, attempt != .inclusive { return nil }
        do throws(RawFault) {
            let instance = try candidate(slot, attempt)
            let place = slot.schema.pointer + (attempt.isInclusive ? "?inclusive" : "")
            let schema = try bundled(slot.schema, place, attempt.isInclusive)
            return ValidationRequest(id: index, place: place, schema: schema, instance: instance)
        } catch {
            slots[index].outcome = .none(error.message)
            return nil
        }
    }

    private mutating func candidate(
        _ slot: Slot, _ attempt: SampleAttempt
    ) throws(RawFault) -> JSONValue {
        switch slot.wish {
        case .given(let value): return value
        case .sample(let manner, let place, let variant):
            return try sampler.sample(
                slot.schema, manner, place: place, variant: variant, attempt: attempt)
        }
    }

    private mutating func bundled(
        _ schema: RawNode, _ place: String, _ isInclusive: Bool
    ) throws(RawFault) -> JSONValue {
        if let known = schemas[place] { return try known.get() }
        let document = sampler.document
        let made = Result { () throws(RawFault) in
            try document.bundled(schema, inclusiveUnions: isInclusive)
        }
        schemas[place] = made
        return try made.get()
    }
}
