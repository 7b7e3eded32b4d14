import WireJSON

/// Every value of a text that is of some kind, found in one walk, in the order of the text.
///
/// The walk follows no reference, so each value is found once, where it stands. A Reference Object
/// is of the kind that it stands for.
package struct Survey: Sendable {
    private var byKind = [[Site]](repeating: [], count: Kind.allCases.count)
    /// The kind of each value by its first byte, which no two values of a text share.
    private var kinds: [UInt32: Kind] = [:]

    /// The sites of one kind.
    package subscript(kind: Kind) -> [Site] { byKind[kind.rawValue] }

    /// What a value of the surveyed text is by the place where it stands; nil for plain data.
    func kind(of value: JSONValue) -> Kind? { kinds[value.span.lower] }

    /// Every site that is a Reference Object, in the order of the kinds.
    package var references: [Site] {
        Kind.allCases.filter(\.mayRefer).flatMap { self[$0].filter(\.isReference) }
    }

    /// Surveys a text whose root is an OpenRPC document, unless told what it is.
    init(_ text: LintText, as kind: Kind = .document) {
        add(Site(value: text.root, place: Place(root: text), kind: kind))
    }

    /// A survey of nothing, to be extended.
    init() {}

    /// Surveys one more value of the same text and what is below it, but nothing twice; the
    /// references that are new come back.
    mutating func extend(with site: Site) -> [Site] {
        let counts = byKind.map(\.count)
        add(site)
        return Kind.allCases.filter(\.mayRefer).flatMap { kind in
            self[kind].dropFirst(counts[kind.rawValue]).filter(\.isReference)
        }
    }

    private mutating func add(_ site: Site) {
        // A value that was built in code has no place in the text.
        let isKnown = kinds.updateValue(site.kind, forKey: site.value.span.lower) != nil
        if isKnown, site.value.span != .none { return }
        byKind[site.kind.rawValue].append(site)
        // What stands beside a `$ref` is ignored (draft-07 §8.3), other than named definitions.
        guard let object = site.value.object else { return }
        let refers = site.isReference
        for (index, member) in object.members.enumerated() {
            guard let part = site.kind.part(member.name),
                !refers || member.name == "definitions" && site.kind == .schema,
                object.position(of: member.name) == index
            else { continue }
            add(part, member.value, site.place.step(member.name))
        }
    }

    private mutating func add(_ part: Part, _ value: JSONValue, _ place: Place) {
        switch part {
        case .one(let kind): add(Site(value: value, place: place, kind: kind))
        case .list(let kind): addElements(value, kind, place)
        case .map(let kind): addMembers(value, kind, place) { _ in true }
        case .mapOfSchemasOrNames: addMembers(value, .schema, place) { $0.array == nil }
        case .oneOrList(let kind):
            if value.array == nil {
                add(Site(value: value, place: place, kind: kind))
            } else {
                addElements(value, kind, place)
            }
        }
    }

    private mutating func addElements(_ value: JSONValue, _ kind: Kind, _ place: Place) {
        for (index, element) in (value.array ?? []).enumerated() {
            add(Site(value: element, place: place.step(String(index)), kind: kind))
        }
    }

    private mutating func addMembers(
        _ value: JSONValue, _ kind: Kind, _ place: Place, where belongs: (JSONValue) -> Bool
    ) {
        guard let object = value.object else { return }
        for (index, member) in object.members.enumerated()
        where belongs(member.value) && object.position(of: member.name) == index {
            add(Site(value: member.value, place: place.step(member.name), kind: kind))
        }
    }
}
