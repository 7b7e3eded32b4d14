import Lint
import WireJSON

extension Walk {
    /// Compares the bounds of numbers.
    mutating func compareNumbers(_ pair: ConjunctionPair) {
        for keyword in ["minimum", "exclusiveMinimum"] {
            compareBound(keyword, isLower: true, pair)
        }
        for keyword in ["maximum", "exclusiveMaximum"] {
            compareBound(keyword, isLower: false, pair)
        }
        compareMultiple(pair)
    }

    /// Compares the bounds of a length or count.
    mutating func compareCount(_ least: String, _ most: String, _ pair: ConjunctionPair) {
        compareBound(least, isLower: true, pair)
        compareBound(most, isLower: false, pair)
    }

    private mutating func compareBound(_ keyword: String, isLower: Bool, _ pair: ConjunctionPair) {
        if pair.isSame([keyword]) { return }
        let sites = pair.sites(keyword)
        guard (sites.old + sites.new).allSatisfy({ $0.value.number != nil }) else {
            return compareRaw([keyword], pair)
        }
        // No length or count is below 0, whether it is said or not.
        let isCount = keyword.hasPrefix("min") && keyword != "minimum"
        let floor = isCount ? 0.0 : -Double.infinity
        func bound(_ sites: [Site]) -> Double {
            let numbers = sites.compactMap { $0.value.number?.double }
            return isLower
                ? numbers.reduce(floor) { max($0, $1) }
                : numbers.reduce(.infinity) { min($0, $1) }
        }
        let (before, after) = (bound(sites.old), bound(sites.new))
        if before == after {
            let isExact =
                sites.old.isEmpty || sites.new.isEmpty || sites.old.count != sites.new.count
            return compareRaw([keyword], pair, isExact ? .sameMeaning : .schemaChanged)
        }
        reportBound(keyword, (after > before) == isLower ? .narrowed : .widened, pair)
    }

    /// Tells what a keyword was and is.
    mutating func reportBound(
        _ keyword: String, _ effect: Effect, _ pair: ConjunctionPair, _ aspect: Aspect = .bounds
    ) {
        let sites = pair.sites(keyword)
        let spots = pair.spots(keyword)
        let was = sites.old.first.map { "'\($0.brief)'" } ?? "absent"
        let now = sites.new.first.map { "'\($0.brief)'" } ?? "absent"
        report(
            .rule(aspect, effect, pair.side),
            "'\(keyword)' of \(pair.right.label) was \(was) and is \(now)\(pair.side.phrase)",
            spots.old, spots.new)
    }

    /// A multiple of 4 is a multiple of 2.
    private mutating func compareMultiple(_ pair: ConjunctionPair) {
        let keyword = "multipleOf"
        if pair.isSame([keyword]) { return }
        let sites = pair.sites(keyword)
        guard sites.old.count <= 1, sites.new.count <= 1,
            (sites.old + sites.new).allSatisfy({ $0.value.number != nil })
        else { return compareRaw([keyword], pair) }
        switch (sites.old.first, sites.new.first) {
        case (nil, _): reportBound(keyword, .narrowed, pair)
        case (_, nil): reportBound(keyword, .widened, pair)
        case (let before?, let after?):
            guard let before = before.value.int, let after = after.value.int, before > 0, after > 0
            else { return compareRaw([keyword], pair) }
            if after.isMultiple(of: before) {
                reportBound(keyword, .narrowed, pair)
            } else if before.isMultiple(of: after) {
                reportBound(keyword, .widened, pair)
            } else {
                compareRaw([keyword], pair)
            }
        }
    }

    mutating func compareUnique(_ pair: ConjunctionPair) {
        let keyword = "uniqueItems"
        if pair.isSame([keyword]) { return }
        let sites = pair.sites(keyword)
        guard (sites.old + sites.new).allSatisfy({ $0.value.bool != nil }) else {
            return compareRaw([keyword], pair)
        }
        let before = sites.old.contains { $0.value.bool == true }
        let after = sites.new.contains { $0.value.bool == true }
        if before == after { return compareRaw([keyword], pair, .sameMeaning) }
        reportBound(keyword, after ? .narrowed : .widened, pair)
    }

    /// Compares what texts must look like. Whether one pattern allows all that another does is not
    /// decided.
    mutating func comparePatterns(_ keywords: [String], _ pair: ConjunctionPair) {
        for keyword in keywords where !pair.isSame([keyword]) {
            let sites = pair.sites(keyword)
            let names = (sites.old.map(\.value.name), sites.new.map(\.value.name))
            let isSubset = Set(names.0).isSubset(of: names.1)
            let isSuperset = Set(names.0).isSuperset(of: names.1)
            if isSubset && isSuperset {
                compareRaw([keyword], pair, .sameMeaning)
            } else {
                let effect: Effect = isSubset ? .narrowed : isSuperset ? .widened : .changed
                reportBound(keyword, effect, pair, .pattern)
            }
        }
    }
}
