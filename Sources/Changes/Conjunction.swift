import Lint
import WireJSON

/// A schema and every part of its `allOf`, and theirs: a value must be valid by each of them, so
/// that a keyword may move from one to another and say the same.
struct Conjunction {
    /// Objects, references followed; the schema itself is the first.
    private(set) var parts: [Site] = []
    /// Whether `false` is among the parts: no value is valid.
    private(set) var isNever = false
    /// What is no schema or leads to none, and what is too much.
    private(set) var opaque: [Site] = []

    /// The parts that have a keyword.
    private var owners: [JSONName: [Site]] = [:]

    /// Beyond so many parts the rest is opaque, lest a chain of them cost its length for each.
    private static let limit = 32

    init(_ schema: Site, _ reading: Reading) {
        var seen: Set<SiteKey> = []
        var waiting = [schema]
        while let next = waiting.popLast() {
            guard let site = reading.target(next), parts.count < Self.limit else {
                opaque.append(next)
                continue
            }
            guard seen.insert(SiteKey(site)).inserted else { continue }
            switch site.value.kind {
            case .bool(let isAlways): if !isAlways { isNever = true }
            case .object:
                parts.append(site)
                for name in site.names { owners[JSONName(name), default: []].append(site) }
                waiting += site.elements(of: "allOf", as: .schema).reversed()
            default: opaque.append(site)
            }
        }
    }

    /// The values of a keyword in the parts that have it.
    func sites(_ keyword: String, as kind: Kind = .data) -> [Site] {
        (owners[JSONName(keyword)] ?? []).compactMap { $0.member(keyword, as: kind) }
    }

    /// The types that every part allows; nil when a part's `type` is none.
    var types: TypeSet? {
        var types = isNever ? TypeSet() : .all
        for site in sites("type") {
            guard let part = TypeSet(keyword: site.value) else { return nil }
            types.formIntersection(part)
        }
        return types
    }

    /// The values that `enum` and `const` leave, of the allowed types; nil without either.
    func values(_ types: TypeSet) -> [JSONValue]? {
        var lists = sites("enum").compactMap(\.value.array)
        lists += sites("const").map { [$0.value] }
        guard var values = lists.first else { return nil }
        for list in lists.dropFirst() {
            let names = Set(list.map(\.name))
            values.removeAll { !names.contains($0.name) }
        }
        return values.filter { types.contains(TypeSet(of: $0)) }
    }

    /// The names that the parts require.
    var required: Set<JSONName> {
        Set(
            sites("required").flatMap { $0.value.array ?? [] }.compactMap(\.string).map(
                JSONName.init))
    }

    /// The schemas of each property, by the order of the text.
    var properties: (names: [JSONName], schemas: [JSONName: [Site]]) {
        var names: [JSONName] = []
        var schemas: [JSONName: [Site]] = [:]
        for site in sites("properties") {
            for text in site.names {
                guard let schema = site.member(text, as: .schema) else { continue }
                let name = JSONName(text)
                if schemas[name] == nil { names.append(name) }
                schemas[name, default: []].append(schema)
            }
        }
        return (names, schemas)
    }

    /// Whether some part refuses every property that it does not name.
    var isClosed: Bool { sites("additionalProperties").contains { $0.value.bool == false } }
}

extension JSONValue {
    /// The value as one text, for sets: equal values have equal names.
    var name: JSONName { JSONName(text(.canonical)) }

    /// Whether it is the schema by which every value is valid.
    var isAlways: Bool { bool == true || object?.isEmpty == true }
}
