import Lint
import WireJSON

extension Walk {
    /// Compares two schemas of which at least one is nothing but a union, the other as a union of
    /// one; false when that is not how they must be compared. The variants of a `oneOf` are taken
    /// to exclude each other, as they do where it is well used.
    mutating func compareAsUnions(_ left: Site, _ right: Site, _ side: Side) -> Bool {
        let unions = (left.union, right.union)
        guard unions.0 != nil || unions.1 != nil,
            unions.0 != nil || left.isPlain, unions.1 != nil || right.isPlain
        else { return false }
        if let before = unions.0, let after = unions.1 {
            compareKinds(before, after, side, right)
            compareVariants(
                before.elements(as: .schema), after.elements(as: .schema), (before, after), side)
            return true
        }
        // What stands alone is no reference any more; its variants are looked at in the same way.
        let before = unions.0.map { targets(of: $0, old) } ?? [left]
        let after = unions.1.map { targets(of: $0, new) } ?? [right]
        let matched = Matching(before, after, self)
        guard !matched.pairs.isEmpty else {
            let was = unions.0 == nil ? "one schema and is a union" : "a union and is one schema"
            report(.schemaChanged, "\(right.label) was \(was)\(side.phrase)", left, right)
            return true
        }
        tell(matched, (unions.0 ?? left, unions.1 ?? right), side)
        if matched.removed.isEmpty && matched.added.isEmpty {
            report(.sameMeaning, "\(right.label) is a union of one, or was", left, right)
        }
        return true
    }

    /// Compares the variants of two unions.
    mutating func compareVariants(
        _ before: [Site], _ after: [Site], _ spots: (old: Site, new: Site), _ side: Side
    ) {
        guard spots.old.value.array != nil, spots.new.value.array != nil else {
            if spots.old.isSame(as: spots.new) { return }
            return report(
                .undecided, "\(spots.new.label) is no list of schemas", spots.old, spots.new)
        }
        let direct = Matching(before, after, self)
        tell(direct.onlyPairs, spots, side)
        if direct.removed.isEmpty && direct.added.isEmpty { return }
        // A variant that is a union itself may have been spelled out, or the other way round.
        let removed = direct.removed.flatMap { spelledOut($0, old) }
        let added = direct.added.flatMap { spelledOut($0, new) }
        let matched = Matching(removed, added, self)
        tell(matched, spots, side)
        if removed.count > direct.removed.count || added.count > direct.added.count {
            report(
                .sameMeaning, "the variants of \(spots.new.label) are given in another way",
                spots.old, spots.new)
        }
    }

    private mutating func tell(
        _ matched: Matching, _ spots: (old: Site, new: Site), _ side: Side
    ) {
        for (before, after) in matched.pairs { visit(before, after, side) }
        if matched.isReordered {
            report(
                .orderChanged, "the variants of \(spots.new.label) stand in another order",
                spots.old, spots.new)
        }
        for variant in matched.removed {
            let isNull = old.target(variant)?.value["type"]?.string == "null"
            report(
                .rule(isNull ? .null : .variant, .narrowed, side),
                "'\(variant.variantName)' is no longer a variant of \(spots.new.label)"
                    + side.phrase,
                removed: variant, from: spots.new)
        }
        for variant in matched.added {
            let isNull = new.target(variant)?.value["type"]?.string == "null"
            report(
                .rule(isNull ? .null : .variant, .widened, side),
                "'\(variant.variantName)' is a variant of \(spots.new.label) now\(side.phrase)",
                added: variant)
        }
    }

    /// `anyOf` and `oneOf` differ where a value is valid by two variants.
    private mutating func compareKinds(
        _ before: Site, _ after: Site, _ side: Side, _ schema: Site
    ) {
        guard before.place.token != after.place.token else { return }
        let isTighter = after.place.token == "oneOf"
        if max(before.value.array?.count ?? 0, after.value.array?.count ?? 0) < 2 {
            return report(.sameMeaning, "\(schema.label) is a union of one", before, after)
        }
        report(
            .rule(.bounds, isTighter ? .narrowed : .widened, side),
            "values of \(schema.label) must be valid by "
                + (isTighter ? "exactly one variant" : "some variant") + side.phrase,
            before, after)
    }

    private func targets(of union: Site, _ reading: Reading) -> [Site] {
        union.elements(as: .schema).map { reading.target($0) ?? $0 }
    }

    /// The variants of a variant that is a union, and theirs; at most a thousand.
    private func spelledOut(_ variant: Site, _ reading: Reading) -> [Site] {
        var found: [Site] = []
        var seen: Set<SiteKey> = []
        var waiting = [variant]
        while let next = waiting.popLast() {
            guard let union = reading.target(next)?.union, found.count + waiting.count < 1000 else {
                found.append(next)
                continue
            }
            if seen.insert(SiteKey(union)).inserted {
                waiting += union.elements(as: .schema).reversed()
            }
        }
        return found
    }
}

/// The variants of two unions that belong together.
struct Matching {
    private(set) var pairs: [(old: Site, new: Site)] = []
    private(set) var removed: [Site]
    private(set) var added: [Site]
    private(set) var isReordered = false

    /// Pairs by reference or text, then by component, content, title, and the types that are as
    /// often among those left on either side.
    init(_ before: [Site], _ after: [Site], _ walk: Walk) {
        (removed, added) = (before, after)
        func target(_ site: Site) -> Site {
            (site.place.text === walk.old.document ? walk.old : walk.new).target(site) ?? site
        }
        pair { $0.value["$ref"]?.name ?? $0.small }
        pair { site in
            let pointer = target(site).place.pointer
            return pointer.tokens.first == "components" ? JSONName(pointer.description) : nil
        }
        pair { target($0).small }
        pair { target($0).name("title") }
        func type(_ site: Site) -> JSONName? { target(site).value["type"]?.name }
        let counts = [removed, added].map { sites in
            sites.reduce(into: [:]) { $0[type($1), default: 0] += 1 }
        }
        pair { site in counts[0][type(site)] == counts[1][type(site)] ? type(site) : nil }
        if removed.count == 1 && added.count == 1 {
            pairs.append((removed[0], added[0]))
            (removed, added) = ([], [])
        }
    }

    private mutating func pair(by key: (Site) -> JSONName?) {
        if removed.isEmpty || added.isEmpty { return }
        let old = Set(removed.map(SiteKey.init))
        let pairing = Pairing(removed, added) { site in
            // What has no key is paired with nothing.
            key(site) ?? JSONName("\u{0}\(old.contains(SiteKey(site)))\(site.value.span)")
        }
        pairs += pairing.pairs
        (removed, added) = (pairing.removed, pairing.added)
        isReordered = isReordered || pairing.isReordered
    }

    /// The same without those that have no partner.
    var onlyPairs: Matching {
        var copy = self
        (copy.removed, copy.added) = ([], [])
        return copy
    }
}

extension Site {
    /// The value of `anyOf` or `oneOf` of a schema that says nothing else of the values.
    fileprivate var union: Site? {
        let found = ["anyOf", "oneOf"].compactMap { member($0) }
        guard found.count == 1, let union = found.first, union.value.array?.isEmpty == false,
            names.allSatisfy({ $0 == union.place.token || !Walk.keywords.contains($0) })
        else { return nil }
        return union
    }

    /// Whether a schema says something of the values and has no union of its own.
    fileprivate var isPlain: Bool {
        value["anyOf"] == nil && value["oneOf"] == nil
            && names.contains { Walk.keywords.contains($0) }
    }

    /// The text as a key, where it is short enough to be made often.
    fileprivate var small: JSONName? { value.span.range.count < 4_000 ? value.name : nil }

    /// What a variant is called: the component, the title, or its text.
    fileprivate var variantName: String {
        if let reference = value["$ref"]?.string {
            return reference.split(separator: "/").last.map(String.init) ?? reference
        }
        return value["title"]?.string ?? place.componentName ?? brief
    }
}

extension Place {
    /// The name of the component that stands here.
    fileprivate var componentName: String? {
        parent?.token == "schemas" && parent?.parent?.token == "components" ? token : nil
    }
}
