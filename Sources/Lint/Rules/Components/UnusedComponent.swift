import WireJSON

extension Rule {
    static let unusedComponent = Rule(
        "openrpc.unused-component", .prose, .may, decides: ["O64"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Components Object: what it holds has no effect on the API \
                unless something outside of it refers to it.
                """,
            why: """
                A component that nothing refers to is either left over, or something should refer \
                to it and does not.
                """,
            example: """
                { "methods": [ { "name": "ping", "params": [] } ],
                  "components": { "schemas": { "Pet": { "type": "object" } } } }
                """,
            remedy: "Refer to it, or remove it.")
    ) { reading in
        // A document without methods is a collection for others to refer to.
        guard reading.root.value["methods"]?.array?.isEmpty == false else { return [] }
        let uses = Uses(in: reading)
        return reading.componentGroups.flatMap { group -> [Remark] in
            let object = group.value.object ?? JSONObject()
            return object.members.enumerated().compactMap { position, member in
                guard object.position(of: member.name) == position, !member.isReference,
                    !uses.contains(member.value.span)
                else { return nil }
                let place = Site(
                    value: member.value, place: group.place.step(member.name), kind: .data)
                return Remark(
                    "a component has no effect unless something refers to it, and nothing refers "
                        + "to '\(member.name)'; refer to it or remove it",
                    at: group.span(member.nameSpan), of: place)
            }
        }
    }
}

/// What is referred to in a document: by its references, by any string that is the fragment of a
/// value, and by the texts it refers to.
private struct Uses {
    /// The start of each value that is referred to and the start of what refers to it, by the
    /// former.
    private var uses: [(target: Int, source: Int?)] = []
    /// Where the objects begin whose '$ref' has been followed.
    private var followed: Set<UInt32> = []

    init(in reading: Reading) {
        for step in reading.reach.steps {
            guard case .found(let target) = step.next, target.place.text === reading.document
            else { continue }
            let isOwn = step.site.place.text === reading.document
            if isOwn { followed.insert(step.site.value.span.lower) }
            add(target, from: isOwn ? step.site.value.span : nil)
        }
        collect(reading.document.root, reading.root)
        uses.sort { ($0.target, $0.source ?? -1) < ($1.target, $1.source ?? -1) }
    }

    /// Whether anything outside of a value refers to it, or to something in it.
    func contains(_ span: JSONValue.Span) -> Bool {
        var low = 0
        var high = uses.count
        while low < high {
            let middle = (low + high) / 2
            if uses[middle].target < Int(span.lower) { low = middle + 1 } else { high = middle }
        }
        return uses[low...].prefix { $0.target < Int(span.upper) }.contains { use in
            use.source.map { !span.range.contains($0) } ?? true
        }
    }

    private mutating func add(_ target: Site, from source: JSONValue.Span?) {
        uses.append((Int(target.value.span.lower), source.map { Int($0.lower) }))
    }

    /// Adds what the strings in a value name: extensions and discriminators refer so.
    private mutating func collect(_ value: JSONValue, _ root: Site) {
        switch value.kind {
        case .object(let object):
            let isFollowed = followed.contains(value.span.lower)
            for member in object.members where !(isFollowed && member.name == "$ref") {
                collect(member.value, root)
            }
        case .array(let elements): for element in elements { collect(element, root) }
        case .string(let text) where text.utf8.starts(with: "#/".utf8):
            guard let pointer = JSONPointer(fragment: text),
                let target = root.value.resolve(pointer)
            else { return }
            uses.append((Int(target.span.lower), Int(value.span.lower)))
        default: break
        }
    }
}
