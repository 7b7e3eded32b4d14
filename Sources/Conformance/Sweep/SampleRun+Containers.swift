import WireJSON

extension SampleRun {
    mutating func object(_ facts: SchemaFacts, at path: String) throws(RawFault) -> JSONValue {
        var members: [JSONObject.Member] = []
        let required = facts.requiredNames
        let declared = facts.memberNames
        let drawnIn = required.subtracting(declared).sorted()
        for name in declared + drawnIn {
            let place = "\(path)/\(name)"
            guard let schemas = facts.schemas(forMember: name) else {
                guard required.contains(name) else { continue }
                throw RawFault("'\(name)' is required and forbidden")
            }
            if required.contains(name) {
                members.append(.init(name, try value(schemas, at: place)))
            } else if takesOptional(schemas, at: place),
                let value = try? value(schemas, at: place)
            {
                members.append(.init(name, value))
            }
        }
        try fill(&members, facts, at: path)
        return .object(members)
    }

    /// Adds members that the schema does not name: two to a map, and what `minProperties` asks.
    private mutating func fill(
        _ members: inout [JSONObject.Member], _ facts: SchemaFacts, at path: String
    ) throws(RawFault) {
        let least = facts.largest("minProperties") ?? 0
        let most = facts.smallest("maxProperties") ?? Int.max
        let goal = min(max(members.count + spontaneous(facts), least), most)
        var turn = 0
        while members.count < goal, turn < goal * 4 + 8 {
            let name = try memberName(facts, turn, at: path)
            turn += 1
            guard !members.contains(where: { $0.name == name }),
                !facts.memberNames.contains(name),
                let schemas = facts.schemas(forMember: name),
                let value = try? value(schemas, at: "\(path)/\(name)")
            else { continue }
            members.append(.init(name, value))
        }
        if members.count < least { throw RawFault("an object has no room for \(least) members") }
    }

    private func spontaneous(_ facts: SchemaFacts) -> Int {
        guard manner == .full, !isHurried, attempt.optionalRarity != nil else { return 0 }
        let patterns = facts.values("patternProperties").reduce(0) { $0 + ($1.object?.count ?? 0) }
        if patterns > 0 { return max(2, patterns) }
        let isMap = facts.values("properties").allSatisfy { $0.object?.isEmpty ?? true }
        if isMap { return 2 }
        let isTyped = facts.values("additionalProperties").contains { $0.object?.isEmpty == false }
        return isTyped ? 1 : 0
    }

    private mutating func memberName(
        _ facts: SchemaFacts, _ turn: Int, at path: String
    ) throws(RawFault) -> String {
        var random = random(at: "\(path)/\(turn)/name")
        let patterns = facts.parts.flatMap { $0["patternProperties"]?.members.map(\.name) ?? [] }
        if !patterns.isEmpty, let pattern = ECMAPattern(patterns[turn % patterns.count]) {
            return pattern.sample(&random, length: 0...64)
        }
        let names = facts.parts.compactMap { $0["propertyNames"] }
        if !names.isEmpty, let name = try value(names, at: "\(path)/\(turn)/name").string {
            return name
        }
        return random.pick(["key", "Key", "key with space", "clé", "from", "a-b", "x.y"])
            + String(random.below(900) + 100)
    }

    mutating func array(_ facts: SchemaFacts, at path: String) throws(RawFault) -> JSONValue {
        let contained = facts.parts.compactMap { $0["contains"] }
        let least = max(facts.largest("minItems") ?? 0, contained.isEmpty ? 0 : 1)
        let most = facts.smallest("maxItems") ?? Int.max
        var goal = facts.tupleCount
        if goal == 0, manner == .full, !isHurried { goal = 2 }
        goal = min(max(goal, least), most)
        guard goal <= 10_000 else { throw RawFault("an array of \(goal) elements is too long") }
        let isUnique = facts.values("uniqueItems").contains { $0.bool == true }
        var elements: [JSONValue] = []
        var turn = 0
        while elements.count < goal, turn < goal * 4 + 8 {
            let index = elements.count
            guard let schemas = facts.schemas(forElement: index) else { break }
            do throws(RawFault) {
                let place = turn == index ? "\(path)/\(index)" : "\(path)/\(index)/\(turn)"
                turn += 1
                let element = try value(schemas + (index == 0 ? contained : []), at: place)
                let isRepeated = elements.contains { $0.equals(element, numbers: .value) }
                if !isUnique || !isRepeated { elements.append(element) }
            } catch {
                // An element that nothing satisfies still leaves the empty list.
                guard least > index else { break }
                throw error
            }
        }
        if elements.count < least { throw RawFault("an array has no room for \(least) elements") }
        return .array(elements)
    }

    /// A value where anything goes: each kind of JSON has its turn.
    func anything(at path: String) -> JSONValue {
        var random = random(at: path)
        let number = random.below(9_000) + 1
        if manner == .least { return random.pick([0, "", false]) }
        let text = JSONValue.string(SampleText.flavored(&random))
        switch isHurried || manner != .full ? random.below(3) : random.below(6) {
        case 0: return .number(number)
        case 1: return text
        case 2: return .bool(number % 2 == 0)
        case 3: return [.number(number), text, .null, true, []]
        default:
            return [
                "anything": .number(number), "text": text, "list": [.null, false], "empty": [:],
            ]
        }
    }
}
