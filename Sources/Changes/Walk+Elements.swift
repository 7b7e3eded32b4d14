import Lint
import WireJSON

extension Walk {
    /// Compares what the elements of arrays must be.
    mutating func compareElements(_ pair: ConjunctionPair) {
        compareSingle("items", pair, .type) { walk, old, new in
            walk.compareItems(old, new, pair)
        }
        compareSingle("additionalItems", pair, .bounds)
        compareSingle("contains", pair, .bounds)
    }

    /// Compares what holds on conditions: unions beside other keywords, `not` and `if`.
    mutating func compareConditions(_ pair: ConjunctionPair) {
        for keyword in ["anyOf", "oneOf"] {
            compareSingle(keyword, pair, .bounds) { walk, old, new in
                walk.compareVariants(
                    old.elements(as: .schema), new.elements(as: .schema), (old, new), pair.side)
            }
        }
        for keyword in ["not", "if"] {
            compareSingle(keyword, pair, .bounds) { walk, old, new in
                walk.visit(old, new, .neither)
            }
        }
        for keyword in ["then", "else"] { compareSingle(keyword, pair, .bounds) }
    }

    private mutating func compareItems(_ old: Site, _ new: Site, _ pair: ConjunctionPair) {
        guard let before = old.value.array, let after = new.value.array else {
            if old.value.array == nil && new.value.array == nil {
                return visit(old, new, pair.side)
            }
            return compareRaw(["items"], pair)
        }
        if before.count != after.count {
            let spots = pair.spots("items")
            report(
                .schemaChanged,
                "\(pair.right.label) had \(before.count) places and has \(after.count)", spots.old,
                spots.new)
        }
        for (before, after) in zip(old.elements(as: .schema), new.elements(as: .schema)) {
            visit(before, after, pair.side)
        }
    }

    /// Compares a keyword that is one schema on each side; a second one beside it is not decided.
    mutating func compareSingle(
        _ keyword: String, _ pair: ConjunctionPair, _ aspect: Aspect,
        _ body: ((inout Walk, Site, Site) -> Void)? = nil
    ) {
        let sites = pair.sites(keyword, as: .schema)
        if sites.old.isEmpty && sites.new.isEmpty { return }
        guard sites.old.isEmpty || sites.new.isEmpty || sites.old.count == sites.new.count else {
            return compareRaw([keyword], pair)
        }
        for (before, after) in zip(sites.old, sites.new) {
            if let body { body(&self, before, after) } else { visit(before, after, pair.side) }
        }
        let all = sites.old + sites.new
        if sites.old.isEmpty || sites.new.isEmpty {
            if all.allSatisfy(\.value.isAlways) { return compareRaw([keyword], pair, .sameMeaning) }
            reportBound(keyword, sites.old.isEmpty ? .narrowed : .widened, pair, aspect)
        }
    }
}
