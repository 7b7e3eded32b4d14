import Diagnostics
import ServiceModel
import WireJSON

// oneOf and anyOf: both become a union; which of several matching alternatives is meant is for
// the reader of a value to decide.

extension Lowering {
    /// More combinations than these are not told apart.
    private static let mostVariants = 64

    /// The type of facets that have groups of alternatives.
    func alternatives(_ facets: Facets, _ site: Site) -> TypeReference {
        var facets = facets
        // Groups like `anyOf: [{required: [a]}, {required: [b]}]` choose no type.
        facets.groups.removeAll { group in group.allSatisfy { Self.isConstraint($0.value) } }
        if facets.groups.isEmpty { return plain(facets, site) }
        if facets.groups.count == 1, !facets.hasMembersOrItems {
            let type = union(of: facets.groups[0], facets, site)
            return facets.isNullable ? .optional(type) : type
        }
        guard let variants = variants(of: facets, at: site.place) else {
            report(
                .warning, "too-many-alternatives",
                "a schema must not combine more than \(Self.mostVariants) alternatives; only what"
                    + " they have in common is used", at: site.place.value)
            facets.groups = []
            if case .forbidden = facets.additional { facets.additional = .unstated }
            return plain(facets, site)
        }
        if variants.count == 1 {
            return type(variants[0].facets, Site(place: site.place, owner: site.owner))
        }
        let base = site.owner.map { drafts[$0.index].definition.name } ?? name(of: site.place).text
        return .oneOf(
            variants.map { variant in
                let name = variantName(of: base, at: variant.place)
                return type(variant.facets, Site(place: site.place, name: name, isWhole: false))
            })
    }

    private static func isConstraint(_ schema: JSONValue) -> Bool {
        !hasContent(schema, besides: ["required", "not"])
    }

    /// The union of one group.
    private func union(of group: [Place], _ facets: Facets, _ site: Site) -> TypeReference {
        if let values = constants(of: group) {
            return enumeration(values, facets.types, isNullable: facets.isNullable, site)
        }
        let others = group.filter {
            !Self.isNothing($0.value) && $0.value["type"]?.string != "null"
        }
        if let only = others.first, group.count == 1, !facets.isNullable, !only.isReference,
            only.value.object != nil, site.owner != nil, !targets.contains(only.key)
        {
            return body(Site(place: only, owner: site.owner))
        }
        return .oneOf(group.map { Self.isNothing($0.value) ? .null : type(of: $0) })
    }

    /// `{"not": {}}` beside alternatives says that there may be no value.
    private static func isNothing(_ schema: JSONValue) -> Bool {
        guard let object = schema.object, object.count == 1, let not = object["not"] else {
            return false
        }
        return not.bool == true || not.object?.isEmpty == true
    }

    /// All values of a group whose every alternative is inline and lists its values.
    private func constants(of group: [Place]) -> [JSONValue]? {
        var values: [JSONValue] = []
        for place in group where place.value["type"]?.string != "null" {
            guard !place.isReference, !targets.contains(place.key),
                let listed = place.value["const"].map({ [$0] }) ?? place.value["enum"]?.array
            else { return nil }
            values += listed
        }
        if values.isEmpty { return nil }
        if group.contains(where: { $0.value["type"]?.string == "null" }) { values.append(.null) }
        return values
    }

    /// The facets of each combination of one alternative from every group, in the order of the
    /// text; nil when there are too many. Combinations that allow nothing are left out.
    private func variants(
        of facets: Facets, at place: Place
    ) -> [(facets: Facets, place: Place)]? {
        var open = [(facets: facets, place: place)]
        var complete: [(facets: Facets, place: Place)] = []
        var steps = 0
        while var next = open.popLast() {
            guard let group = next.facets.groups.first else {
                if !next.facets.isNever { complete.append(next) }
                continue
            }
            next.facets.groups.removeFirst()
            if group.allSatisfy({ Self.isConstraint($0.value) }) {
                open.append(next)
                continue
            }
            steps += group.count
            if steps > Self.mostVariants { return nil }
            for alternative in group.reversed() {
                // What contradicts the rest allows nothing; what narrows it is no conflict.
                var variant = next.facets
                if !variant.add(self.facets(of: alternative)) { variant.isNever = true }
                open.append((variant, alternative))
            }
        }
        return complete
    }
}
