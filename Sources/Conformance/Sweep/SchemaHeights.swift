import WireJSON

/// How deep the smallest value of a schema is, so that a sampler in a hurry finds its way out of
/// recursion, and whether there is one at all.
struct SchemaHeights {
    /// More levels than any sensible value needs; what does not fit is taken for impossible.
    static let limit = 20
    private let document: RawDocument
    private var known: [Question: Bool] = [:]

    private struct Question: Hashable {
        var pointer: String
        var levels: Int
    }

    init(_ document: RawDocument) { self.document = document }

    /// Whether some value of the schema can be built at all.
    mutating func isPossible(_ node: RawNode) -> Bool { fits(node, Self.limit) }

    /// The levels that the smallest value needs; more than `limit` when there is none.
    mutating func height(_ node: RawNode) -> Int {
        var levels = 0
        while levels <= Self.limit, !fits(node, levels) { levels += 1 }
        return levels
    }

    private mutating func fits(_ node: RawNode, _ levels: Int) -> Bool {
        guard levels >= 0 else { return false }
        let question = Question(pointer: node.pointer, levels: levels)
        if let answer = known[question] { return answer }
        let answer = answer(node, levels)
        known[question] = answer
        return answer
    }

    private mutating func answer(_ node: RawNode, _ levels: Int) -> Bool {
        guard let target = try? document.resolved(node) else { return false }
        guard target.pointer == node.pointer else { return fits(target, levels - 1) }
        if let bool = node.value.bool { return bool }
        for branch in node["allOf"]?.elements ?? [] where !fits(branch, levels) { return false }
        for keyword in ["oneOf", "anyOf"] {
            let branches = node[keyword]?.elements ?? []
            guard branches.isEmpty || branches.contains(where: { fits($0, levels) }) else {
                return false
            }
        }
        if let constants = node.constants { return !constants.isEmpty }
        return containers(node, levels)
    }

    private mutating func containers(_ node: RawNode, _ levels: Int) -> Bool {
        let facts = SchemaFacts(parts: [node])
        let types = facts.types ?? facts.impliedTypes
        let flat = types.isEmpty || types.contains { $0 != .object && $0 != .array }
        if flat { return true }
        return types.contains { type in
            type == .object ? object(facts, levels - 1) : array(facts, levels - 1)
        }
    }

    private mutating func object(_ facts: SchemaFacts, _ levels: Int) -> Bool {
        for name in facts.requiredNames.sorted() {
            guard let schemas = facts.schemas(forMember: name) else { return false }
            for schema in schemas where !fits(schema, levels) { return false }
        }
        return true
    }

    private mutating func array(_ facts: SchemaFacts, _ levels: Int) -> Bool {
        let count = max(facts.largest("minItems") ?? 0, facts.tupleCount)
        for index in 0..<min(count, 64) {
            guard let schemas = facts.schemas(forElement: index) else {
                return index >= facts.largest("minItems") ?? 0
            }
            for schema in schemas where !fits(schema, levels) { return false }
        }
        return true
    }
}
