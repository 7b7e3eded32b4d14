import WireJSON

/// The making of one value.
struct SampleRun {
    let document: RawDocument
    let manner: Sampler.Manner
    let attempt: SampleAttempt
    private let seed: UInt64
    private let place: [String]
    /// How often each choice was made, and between how many alternatives.
    private(set) var visits: [String: Int]
    private(set) var sizes: [String: Int] = [:]
    var heights: SchemaHeights
    /// How often each schema is under construction around the present value.
    private var active: [String: Int] = [:]
    private var budget = 400
    private var depth = 0
    /// Nothing optional any more, and the shortest way out of recursion.
    private(set) var isHurried = false

    init(
        _ sampler: Sampler, _ manner: Sampler.Manner, place: [String], visits: [String: Int],
        attempt: SampleAttempt
    ) {
        document = sampler.document
        seed = sampler.seed
        self.manner = attempt.manner(manner)
        self.attempt = attempt
        self.place = place
        self.visits = visits
        heights = SchemaHeights(sampler.document)
    }

    /// A value that satisfies all the schemas; `path` is its place inside the sample.
    mutating func value(_ schemas: [RawNode], at path: String) throws(RawFault) -> JSONValue {
        let wasHurried = isHurried
        budget -= 1
        depth += 1
        if depth > 10 || budget < 0 || schemas.contains(where: { isActive($0, beyond: 1) }) {
            isHurried = true
        }
        defer {
            isHurried = wasHurried
            depth -= 1
        }
        guard depth < 64 else { throw RawFault("the schema is nested too deeply") }
        var facts = SchemaFacts()
        var seen: Set<String> = []
        for schema in schemas { try expand(schema, into: &facts, &seen, at: path) }
        for part in facts.parts { active[part.pointer, default: 0] += 1 }
        defer { for part in facts.parts { active[part.pointer, default: 1] -= 1 } }
        return try value(of: facts, at: path)
    }

    /// Follows references, takes in `allOf` and one branch of each union.
    private mutating func expand(
        _ schema: RawNode, into facts: inout SchemaFacts, _ seen: inout Set<String>,
        at path: String
    ) throws(RawFault) {
        let node = try document.resolved(schema)
        guard seen.insert(node.pointer).inserted else { return }
        if node.value.bool == false { throw RawFault("'\(node.pointer)' allows no value") }
        guard node.value.object != nil else { return }
        facts.parts.append(node)
        for branch in node["allOf"]?.elements ?? [] {
            try expand(branch, into: &facts, &seen, at: path)
        }
        for keyword in ["oneOf", "anyOf"] {
            let branches = node[keyword]?.elements ?? []
            guard !branches.isEmpty else { continue }
            let branch = try branch(of: branches, at: "\(node.pointer)/\(keyword)", path)
            try expand(branch, into: &facts, &seen, at: path)
        }
        if let condition = node["if"] {
            let chosen = attempt.meetsConditions ? [condition, node["then"]] : [node["else"]]
            for branch in chosen.compactMap({ $0 }) {
                try expand(branch, into: &facts, &seen, at: path)
            }
        }
    }

    private mutating func value(
        of facts: SchemaFacts, at path: String
    ) throws(RawFault) -> JSONValue {
        guard let first = facts.parts.first else { return anything(at: path) }
        if attempt.prefersExamples, let example = example(facts, at: path) { return example }
        if let constants = facts.constants {
            guard !constants.isEmpty else {
                throw RawFault("'\(first.pointer)' allows no value that it names")
            }
            return constants[constant(of: constants.count, at: first.pointer, path)]
        }
        guard let types = facts.types ?? Optional(facts.impliedTypes), !types.isEmpty else {
            if facts.types == nil { return anything(at: path) }
            throw RawFault("'\(first.pointer)' demands two types at once")
        }
        switch type(of: types, at: first.pointer, path) {
        case .null: return .null
        case .boolean: return .bool(manner == .least ? false : flip(at: path))
        case .integer: return try number(facts, isInteger: true, at: path)
        case .number: return try number(facts, isInteger: false, at: path)
        case .string: return string(facts, at: path)
        case .array: return try array(facts, at: path)
        case .object: return try object(facts, at: path)
        }
    }

    private func example(_ facts: SchemaFacts, at path: String) -> JSONValue? {
        let examples = facts.parts.flatMap { part in
            (part.value["examples"]?.array ?? [])
                + [part.value["example"], part.value["default"]].compactMap { $0 }
        }
        guard !examples.isEmpty else { return nil }
        var random = random(at: path)
        return random.pick(examples)
    }
}

// MARK: - Choices

extension SampleRun {
    /// The stream of random numbers of one place, the same whatever was made before.
    func random(at path: String) -> SplitMix64 {
        SplitMix64(seed: seed, place + [path, String(attempt.index)])
    }

    private func flip(at path: String) -> Bool {
        var random = random(at: path)
        return random.below(3) > 0
    }

    /// Whether the schema is being made more than so many times around the present value.
    func isActive(_ schema: RawNode, beyond count: Int) -> Bool {
        guard let node = try? document.resolved(schema) else { return false }
        return active[node.pointer, default: 0] > count
    }

    private mutating func branch(
        of branches: [RawNode], at place: String, _ path: String
    ) throws(RawFault) -> RawNode {
        var possible: [RawNode] = []
        for branch in branches where heights.isPossible(branch) { possible.append(branch) }
        guard let first = possible.first else {
            _ = try document.resolved(branches[0])
            throw RawFault("no branch of '\(place)' allows a value")
        }
        if manner == .full, !isHurried { return possible[turn(possible.count, at: place, path)] }
        var best = first
        var least = Int.max
        for branch in possible {
            // Null says the least about a schema: it is taken only where time is short.
            let isNull = branch.types == [.null] && !isHurried
            let height = heights.height(branch) + (isNull ? SchemaHeights.limit : 0)
            if height < least { (best, least) = (branch, height) }
        }
        return best
    }

    private mutating func type(
        of types: [SchemaType], at place: String, _ path: String
    ) -> SchemaType {
        if manner == .full, !isHurried { return types[turn(types.count, at: place, path)] }
        let usable = types.filter { $0 != .null }
        if isHurried, let flat = types.first(where: { $0 != .object && $0 != .array }) {
            return flat
        }
        return usable.first ?? types[0]
    }

    private mutating func constant(of count: Int, at place: String, _ path: String) -> Int {
        if manner == .full, !isHurried { return turn(count, at: place, path) }
        var random = random(at: path)
        return manner == .least ? 0 : random.below(count)
    }

    /// Alternatives take turns, so that a few samples serve each of them; later attempts keep the
    /// top one and draw the others by lot.
    private mutating func turn(_ count: Int, at place: String, _ path: String) -> Int {
        guard count > 1 else { return 0 }
        if attempt.drawsBranches, !path.isEmpty {
            var random = SplitMix64(seed: seed, self.place + [path, place, String(attempt.index)])
            return random.below(count)
        }
        let visit = visits[place, default: 0]
        visits[place] = visit + 1
        sizes[place] = count
        return visit % count
    }

    /// Whether an optional member is made: later attempts leave out more and more of them.
    mutating func takesOptional(_ schemas: [RawNode], at path: String) -> Bool {
        guard manner == .full, !isHurried, let rarity = attempt.optionalRarity else { return false }
        for schema in schemas {
            if isActive(schema, beyond: 1) || !heights.isPossible(schema) { return false }
        }
        guard rarity > 1 else { return true }
        var random = SplitMix64(seed: seed, place + [path, "optional", String(attempt.index)])
        return random.below(rarity) == 0
    }
}
