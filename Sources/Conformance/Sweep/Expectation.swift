import WireJSON

extension RawDocument {
    /// What a value must encode back to: itself, where members that the schema does not know may
    /// be dropped, for a client need not keep what it cannot name (G12).
    func kept(_ value: JSONValue, by schema: RawNode) -> Pattern { kept(value, by: [schema]) }

    private func kept(_ value: JSONValue, by schemas: [RawNode]) -> Pattern {
        guard value.array != nil || value.object != nil else { return .exactly(value) }
        var parts: [RawNode] = []
        var seen: Set<String> = []
        for schema in schemas { gather(schema, into: &parts, &seen) }
        let facts = SchemaFacts(parts: parts)
        if let elements = value.array {
            return .array(
                elements.enumerated().map { index, element in
                    kept(element, by: facts.schemas(forElement: index) ?? [])
                })
        }
        return members(value, facts)
    }

    private func members(_ value: JSONValue, _ facts: SchemaFacts) -> Pattern {
        let declared = Set(facts.memberNames)
        let isTyped =
            !facts.parts.contains { $0["properties"]?.members.isEmpty == false }
            || facts.parts.contains { part in
                part.value["patternProperties"] != nil
                    || part.value["additionalProperties"]?.object?.isEmpty == false
            }
        return .object(
            (value.object?.members ?? []).map { member in
                let schemas = facts.parts.compactMap { $0["properties"]?[member.name] }
                let others = facts.parts.compactMap { $0["additionalProperties"] }
                let pattern = kept(member.value, by: schemas.isEmpty ? others : schemas)
                let isKnown = isTyped || declared.contains(member.name)
                return (member.name, isKnown ? pattern : .either([.absent, pattern]))
            })
    }

    /// The schema with all that it includes and every branch of its unions: what any of them knows
    /// is known.
    private func gather(_ schema: RawNode, into parts: inout [RawNode], _ seen: inout Set<String>) {
        guard let node = try? resolved(schema), node.value.object != nil,
            seen.insert(node.pointer).inserted
        else { return }
        parts.append(node)
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for branch in node[keyword]?.elements ?? [] { gather(branch, into: &parts, &seen) }
        }
        for keyword in ["then", "else"] {
            if let branch = node[keyword] { gather(branch, into: &parts, &seen) }
        }
    }
}
