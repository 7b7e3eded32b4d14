import Diagnostics
import WireJSON

extension Rule {
    static let endlessType = Rule(
        "sdk.endless-type", .sdk, .derived, decides: ["O70"],
        Explanation(
            clause: """
                No sentence of JSON Schema forbids it: a schema may refer to itself. One that does \
                so in something it requires has no finite value (draft-07 §6.4 and §6.5).
                """,
            why: """
                No JSON text is valid by it, so no server can answer with it and no SDK can build \
                one; in Rust the type is of infinite size.
                """,
            example: """
                { "schemas": { "Node": { "type": "object", "required": ["next"],
                    "properties": { "next": { "$ref": "#/components/schemas/Node" } } } } }
                """,
            remedy: "Make the property optional, let it be null, or hold it in an array.")
    ) { reading in
        FiniteValues(reading).endless.map { keyword, name in
            Remark(
                "a schema must let a finite value pass, found \(name) required at every level; "
                    + "make it optional or let it be null", at: keyword)
        }
    }
}

/// Which schemas of a document no finite value can meet, as far as `required`, `minItems` and what
/// is applied to the same value can tell; any other keyword is taken to let something pass.
private struct FiniteValues {
    /// One thing that a schema needs: that one of some schemas can be met.
    private struct Need {
        var anyOf: [Int]
        /// The keyword by which a value inside is needed, and what it is called.
        var inside: (keyword: Site, name: String)?
    }

    /// One place in each set of schemas that need each other without end.
    private(set) var endless: [(keyword: Site, name: String)] = []

    init(_ reading: Reading) {
        let graph = SchemaGraph(reading)
        let needs = graph.sites.indices.map { Self.needs(of: $0, in: graph) }
        let isMet = Self.solve(needs)
        let open = needs.indices.map { number in
            isMet[number] ? [] : needs[number].filter { !$0.anyOf.contains { isMet[$0] } }
        }
        for part in StronglyConnected(open.map { $0.flatMap(\.anyOf) }).parts {
            let members = Set(part)
            let inside = part.flatMap { open[$0] }
                .filter { $0.inside != nil && !members.isDisjoint(with: $0.anyOf) }
                .compactMap(\.inside)
            let first = inside.min {
                $0.keyword.value.span.lower < $1.keyword.value.span.lower
            }
            if let first { endless.append(first) }
        }
    }

    /// Marks what can be met, from the schemas that need nothing outward.
    private static func solve(_ needs: [[Need]]) -> [Bool] {
        var users: [[(node: Int, need: Int)]] = Array(repeating: [], count: needs.count)
        for (node, all) in needs.enumerated() {
            for (index, need) in all.enumerated() {
                for target in need.anyOf { users[target].append((node, index)) }
            }
        }
        var isMet = needs.map(\.isEmpty)
        var unmet = needs.map(\.count)
        var isNeedMet = needs.map { Array(repeating: false, count: $0.count) }
        var waiting = needs.indices.filter { isMet[$0] }
        while let node = waiting.popLast() {
            for user in users[node] where !isNeedMet[user.node][user.need] {
                isNeedMet[user.node][user.need] = true
                unmet[user.node] -= 1
                guard unmet[user.node] == 0 else { continue }
                isMet[user.node] = true
                waiting.append(user.node)
            }
        }
        return isMet
    }

    private static func needs(of number: Int, in graph: SchemaGraph) -> [Need] {
        let site = graph.sites[number]
        if site.isReference { return graph.end(of: number).map { [Need(anyOf: [$0])] } ?? [] }
        let schema = site.value
        // OpenAPI's 'nullable' says that null will do as well.
        guard schema.object != nil, schema["const"] == nil, schema["enum"] == nil,
            schema["nullable"]?.bool != true
        else { return [] }
        var needs = (schema["allOf"]?.array ?? []).compactMap { graph.number(of: $0) }
            .map { Need(anyOf: [$0]) }
        for keyword in ["anyOf", "oneOf"] {
            let branches = schema[keyword]?.array ?? []
            let numbers = branches.compactMap { graph.number(of: $0) }
            if !branches.isEmpty, numbers.count == branches.count {
                needs.append(Need(anyOf: numbers))
            }
        }
        switch only(schema["type"]) {
        case "object": return needs + members(of: site, in: graph)
        case "array": return needs + elements(of: site, in: graph)
        default: return needs
        }
    }

    /// The one type that a schema lets pass.
    private static func only(_ type: JSONValue?) -> String? {
        let types = type?.array ?? type.map { [$0] } ?? []
        return types.count == 1 ? types[0].string : nil
    }

    private static func members(of site: Site, in graph: SchemaGraph) -> [Need] {
        site.elements(of: "required").compactMap { name in
            guard let text = name.value.string, let member = site.value["properties"]?[text],
                let number = graph.number(of: member)
            else { return nil }
            return Need(anyOf: [number], inside: (name, "'\(text)'"))
        }
    }

    private static func elements(of site: Site, in graph: SchemaGraph) -> [Need] {
        guard let least = site.member("minItems"), let count = least.value.int, count > 0,
            let items = site.value["items"]
        else { return [] }
        return (items.array.map { Array($0.prefix(count)) } ?? [items]).compactMap { item in
            graph.number(of: item).map { Need(anyOf: [$0], inside: (least, "an element")) }
        }
    }
}
