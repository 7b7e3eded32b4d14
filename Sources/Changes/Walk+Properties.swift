import Lint
import WireJSON

extension Walk {
    /// Compares the properties of objects and which of them are required.
    mutating func compareProperties(_ pair: ConjunctionPair) {
        let (before, after) = (pair.before.properties, pair.after.properties)
        compareRequired(pair, Set(before.names), Set(after.names))
        for name in before.names {
            guard let old = before.schemas[name], let first = old.first else { continue }
            guard let new = after.schemas[name] else {
                reportRemoved(name.text, first, pair)
                continue
            }
            comparePropertySchemas(name.text, old, new, pair)
        }
        for name in after.names where before.schemas[name] == nil {
            if let schema = after.schemas[name]?.first { reportAdded(name.text, schema, pair) }
        }
        for keyword in ["properties", "required"] {
            let sites = pair.sites(keyword)
            let isBroken = (sites.old + sites.new).contains {
                keyword == "required" ? $0.value.array == nil : $0.value.object == nil
            }
            if isBroken { compareRaw([keyword], pair) }
        }
    }

    /// The schemas that the parts of both sides give one property.
    private mutating func comparePropertySchemas(
        _ name: String, _ old: [Site], _ new: [Site], _ pair: ConjunctionPair
    ) {
        let pairing = Pairing(old, new) { $0.value.name }
        var rest = pairing.pairs
        if pairing.removed.count == pairing.added.count {
            rest += Array(zip(pairing.removed, pairing.added))
        } else {
            report(
                .schemaChanged, "'\(name)' of \(pair.right.label) is said in other parts",
                old[0], new[0])
        }
        for (before, after) in rest { visit(before, after, pair.side) }
    }

    private mutating func compareRequired(
        _ pair: ConjunctionPair, _ before: Set<JSONName>, _ after: Set<JSONName>
    ) {
        if pair.isSame(["required"]) { return }
        let told = reports
        let required = (pair.before.required, pair.after.required)
        let spots = pair.spots("required")
        for name in required.1.subtracting(required.0).sorted(by: JSONName.isBefore)
        where before.contains(name) || !after.contains(name) {
            report(
                .becameRequired(pair.side),
                "'\(name.text)' of \(pair.right.label) became required\(pair.side.phrase)",
                spots.old, spots.new)
        }
        for name in required.0.subtracting(required.1).sorted(by: JSONName.isBefore)
        where after.contains(name) || !before.contains(name) {
            report(
                .becameOptional(pair.side),
                "'\(name.text)' of \(pair.right.label) became optional\(pair.side.phrase)",
                spots.old, spots.new)
        }
        if reports == told, required.0 == required.1 {
            let isOrder = spots.old.value.array?.count == spots.new.value.array?.count
            report(
                isOrder ? .orderChanged : .sameMeaning,
                "'required' of \(pair.right.label) says the same in another way", spots.old,
                spots.new)
        }
    }

    private mutating func reportRemoved(_ name: String, _ schema: Site, _ pair: ConjunctionPair) {
        let isRequired = pair.before.required.contains(JSONName(name))
        let rule: ChangeRule =
            switch pair.side {
            case .request: .requestPropertyRemoved
            case .response: isRequired ? .responsePropertyRemoved : .sourcePropertyRemoved
            case .neither, .words: .schemaChanged
            }
        report(
            rule, "'\(name)' of \(pair.right.label) was removed\(pair.side.phrase)",
            removed: schema, from: pair.right)
    }

    private mutating func reportAdded(_ name: String, _ schema: Site, _ pair: ConjunctionPair) {
        let isRequired = pair.after.required.contains(JSONName(name))
        let wasRequired = pair.before.required.contains(JSONName(name))
        let rule: ChangeRule =
            switch pair.side {
            case .request:
                isRequired && !wasRequired
                    ? .requestRequiredPropertyAdded : .requestOptionalPropertyAdded
            case .response:
                pair.before.isClosed ? .responsePropertyAddedToClosed : .responsePropertyAdded
            case .neither, .words: .schemaChanged
            }
        let required = pair.side == .request && isRequired ? " and is required" : ""
        report(
            rule, "'\(name)' of \(pair.right.label) was added\(required)\(pair.side.phrase)",
            added: schema)
    }

    /// Compares which properties may be there besides those that are named.
    mutating func compareAdditionalProperties(_ pair: ConjunctionPair) {
        compareMap("patternProperties", pair)
        let keyword = "additionalProperties"
        let sites = pair.sites(keyword, as: .schema)
        func openness(_ sites: [Site]) -> Int? {
            if sites.contains(where: { $0.value.bool == false }) { return 0 }
            let typed = sites.count { !$0.value.isAlways }
            return typed == 0 ? 2 : typed == 1 ? 1 : nil
        }
        guard let before = openness(sites.old), let after = openness(sites.new) else {
            return compareRaw([keyword], pair)
        }
        if before != after {
            let effect: Effect = after < before ? .narrowed : .widened
            reportBound(keyword, effect, pair, .additionalProperties)
        } else if before == 1, let old = sites.old.first(where: { !$0.value.isAlways }),
            let new = sites.new.first(where: { !$0.value.isAlways })
        {
            visit(old, new, pair.side)
        } else {
            compareRaw([keyword], pair, .sameMeaning)
        }
    }

    /// Compares a keyword that is a map to schemas: those of one name with each other.
    mutating func compareMap(_ keyword: String, _ pair: ConjunctionPair) {
        let sites = pair.sites(keyword)
        guard sites.old.count <= 1, sites.new.count <= 1 else {
            return compareRaw([keyword], pair)
        }
        for name in Pairing.names(sites.old.first, sites.new.first) {
            let old = sites.old.first?.member(name, as: .schema)
            let new = sites.new.first?.member(name, as: .schema)
            if let old, let new, old.value.array == nil, new.value.array == nil {
                visit(old, new, pair.side)
            } else if old.map({ new?.isSame(as: $0) ?? false }) != true {
                let spots = pair.spots(keyword)
                report(
                    .schemaChanged,
                    "'\(keyword)' of \(pair.right.label) says other things of '\(name)'",
                    old ?? spots.old, new ?? spots.new)
            }
        }
        let isBroken = (sites.old + sites.new).contains { $0.value.object == nil }
        if isBroken || sites.old.isEmpty != sites.new.isEmpty { compareRaw([keyword], pair) }
    }
}

extension JSONName {
    /// The order of names in messages.
    fileprivate static func isBefore(_ left: JSONName, _ right: JSONName) -> Bool {
        precedes(left.text, right.text)
    }
}

extension ChangeRule {
    fileprivate static func becameRequired(_ side: Side) -> ChangeRule {
        switch side {
        case .request: .requestPropertyBecameRequired
        case .response: .responsePropertyBecameRequired
        case .neither, .words: .schemaChanged
        }
    }

    fileprivate static func becameOptional(_ side: Side) -> ChangeRule {
        switch side {
        case .request: .requestPropertyBecameOptional
        case .response: .responsePropertyBecameOptional
        case .neither, .words: .schemaChanged
        }
    }
}
