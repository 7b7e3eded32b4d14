import Diagnostics
import WireJSON

extension Rule {
    static let endlessSchema = Rule(
        "openrpc.endless-schema", .prose, .should, decides: ["O70"],
        Explanation(
            clause: """
                JSON Schema draft-07 Core §8.3: a schema should not lead back to itself for the \
                same value, by references within 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then' \
                or 'else'; what that means is undefined. Through a member or an element of the \
                value, recursion is lawful.
                """,
            why: """
                A validator that takes the schema at its word never ends, and a generator finds no \
                type.
                """,
            example: """
                { "schemas": { "A": { "allOf": [ { "$ref": "#/components/schemas/B" } ] },
                               "B": { "allOf": [ { "$ref": "#/components/schemas/A" } ] } } }
                """,
            remedy: "Take the reference that leads back out of one of the schemas.")
    ) { reading in
        SchemaLoops(reading).loops.compactMap { loop in
            let references = loop.filter(\.isReference).compactMap { $0.member("$ref") }
                .sorted { $0.value.span.lower < $1.value.span.lower }
            // Where nothing but references is in it, the circle of references says so.
            guard references.count < loop.count, let first = references.first else { return nil }
            let notes = references.dropFirst().prefix(3).map {
                Diagnostic.Note("it leads on from here", at: $0.span)
            }
            return Remark(
                "a schema must come to an end for one value, found "
                    + "'\(first.value.string ?? "")' leading back to the schema that it stands in; "
                    + "take it out of there",
                at: first, notes: notes)
        }
    }
}

/// The sets of schemas of a document that lead to each other for one and the same value: the
/// strongly connected parts of a graph (Tarjan), found without recursion.
private struct SchemaLoops {
    private(set) var loops: [[Site]] = []
    private let sites: [Site]
    private let targets: [[Int]]

    /// A schema whose targets are being looked at.
    private struct Visit {
        let node: Int
        var next = 0
    }

    init(_ reading: Reading) {
        sites = reading.reach.schemas(of: reading.document)
        var numbers: [UInt32: Int] = [:]
        for (number, site) in sites.enumerated() { numbers[site.value.span.lower] = number }
        var targets = sites.map { site in
            site.isReference
                ? [] : Self.applied(in: site.value).compactMap { numbers[$0.span.lower] }
        }
        for step in reading.reach.steps {
            guard case .found(let target) = step.next,
                step.site.place.text === reading.document,
                target.place.text === reading.document,
                let from = numbers[step.site.value.span.lower],
                let to = numbers[target.value.span.lower]
            else { continue }
            targets[from] = [to]
        }
        self.targets = targets
        find()
    }

    /// The schemas in a schema that are held against the same value.
    private static func applied(in schema: JSONValue) -> [JSONValue] {
        ["allOf", "anyOf", "oneOf"].flatMap { schema[$0]?.array ?? [] }
            + ["not", "if", "then", "else"].compactMap { schema[$0] }
    }

    private mutating func find() {
        var order = [Int?](repeating: nil, count: sites.count)
        var low = [Int](repeating: 0, count: sites.count)
        var isWaiting = [Bool](repeating: false, count: sites.count)
        var waiting: [Int] = []
        var count = 0
        for start in sites.indices where order[start] == nil {
            var visits = [Visit(node: start)]
            while let visit = visits.last {
                let node = visit.node
                if order[node] == nil {
                    (order[node], low[node]) = (count, count)
                    count += 1
                    waiting.append(node)
                    isWaiting[node] = true
                }
                if visit.next < targets[node].count {
                    visits[visits.count - 1].next += 1
                    let target = targets[node][visit.next]
                    if let seen = order[target] {
                        if isWaiting[target] { low[node] = min(low[node], seen) }
                    } else {
                        visits.append(Visit(node: target))
                    }
                    continue
                }
                visits.removeLast()
                if let parent = visits.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node], let first = waiting.lastIndex(of: node) else {
                    continue
                }
                let part = waiting[first...]
                for each in part { isWaiting[each] = false }
                if part.count > 1 { loops.append(part.map { sites[$0] }) }
                waiting.removeSubrange(first...)
            }
        }
    }
}
