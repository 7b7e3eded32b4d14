import Lint
import WireJSON

extension Walk {
    /// Compares `type`, `enum` and `const`; false when no value can be valid by both, so that
    /// nothing else need be told.
    mutating func compareTypes(_ pair: ConjunctionPair) -> Bool {
        guard let before = pair.before.types, let after = pair.after.types else {
            compareRaw(["type"], pair)
            return true
        }
        let told = reports
        let values = (pair.before.values(before), pair.after.values(after))
        switch values {
        case (let old?, let new?): compareValues(old, new, pair)
        case (nil, let new?):
            let types = new.reduce(into: TypeSet()) { $0.formUnion(TypeSet(of: $1)) }
            reportType(
                before.names, new.briefs, before.isSuperset(of: types) ? .narrowed : .changed,
                "enum", pair)
        case (let old?, nil):
            let types = old.reduce(into: TypeSet()) { $0.formUnion(TypeSet(of: $1)) }
            reportType(
                old.briefs, after.names, after.isSuperset(of: types) ? .widened : .changed, "enum",
                pair)
        case (nil, nil): compareTypes(before, after, pair)
        }
        if reports == told, !pair.isSame(["type", "enum", "const"]) {
            compareRaw(["type", "enum", "const"], pair, .sameMeaning)
        }
        return !before.isDisjoint(with: after) || before == after
    }

    private mutating func compareTypes(
        _ before: TypeSet, _ after: TypeSet, _ pair: ConjunctionPair
    ) {
        if before == after { return }
        if before.symmetricDifference(after) == .null {
            return reportNull(after.contains(.null), "type", pair)
        }
        let effect: Effect =
            after.isSubset(of: before)
            ? .narrowed : after.isSuperset(of: before) ? .widened : .changed
        reportType(before.names, after.names, effect, "type", pair)
    }

    private mutating func compareValues(
        _ before: [JSONValue], _ after: [JSONValue], _ pair: ConjunctionPair
    ) {
        let names = (Set(before.map(\.name)), Set(after.map(\.name)))
        var removed = before.filter { !names.1.contains($0.name) }
        var added = after.filter { !names.0.contains($0.name) }
        if removed.contains(where: \.isNull) { reportNull(false, "enum", pair) }
        if added.contains(where: \.isNull) { reportNull(true, "enum", pair) }
        removed.removeAll(where: \.isNull)
        added.removeAll(where: \.isNull)
        let spots = pair.spots("enum")
        if !removed.isEmpty {
            report(
                .rule(.enumMember, .narrowed, pair.side),
                "\(pair.right.label) is no longer \(removed.briefs)\(pair.side.phrase)",
                spots.old, spots.new)
        }
        if !added.isEmpty {
            report(
                .rule(.enumMember, .widened, pair.side),
                "\(pair.right.label) may be \(added.briefs) now\(pair.side.phrase)",
                spots.old, spots.new)
        }
        if removed.isEmpty, added.isEmpty, before.map(\.name) != after.map(\.name),
            before.count == after.count
        {
            report(
                .orderChanged, "the values of \(pair.right.label) stand in another order",
                spots.old, spots.new)
        }
    }

    private mutating func reportNull(_ isAllowed: Bool, _ keyword: String, _ pair: ConjunctionPair)
    {
        let spots = pair.spots(keyword)
        report(
            .rule(.null, isAllowed ? .widened : .narrowed, pair.side),
            "\(pair.right.label) \(isAllowed ? "may be" : "is no longer") null"
                + "\(isAllowed ? " now" : "")\(pair.side.phrase)",
            spots.old, spots.new)
    }

    private mutating func reportType(
        _ before: String, _ after: String, _ effect: Effect, _ keyword: String,
        _ pair: ConjunctionPair
    ) {
        let spots = pair.spots(keyword)
        report(
            .rule(.type, effect, pair.side),
            "\(pair.right.label) was \(before) and is \(after)\(pair.side.phrase)",
            spots.old, spots.new)
    }

    /// Tells of keywords of which the parts differ, and nothing more can be said.
    mutating func compareRaw(
        _ keywords: [String], _ pair: ConjunctionPair, _ rule: ChangeRule = .schemaChanged
    ) {
        for keyword in keywords where !pair.isSame([keyword]) {
            let spots = pair.spots(keyword)
            report(rule, "'\(keyword)' of \(pair.right.label) was changed", spots.old, spots.new)
        }
    }
}

extension Side {
    /// Who sends the value, as the end of a message.
    var phrase: String {
        switch self {
        case .request: " in what callers send"
        case .response: " in what the server answers"
        case .neither, .words: ""
        }
    }
}

extension [JSONValue] {
    /// The first few, quoted.
    fileprivate var briefs: String {
        let shown = prefix(5).map { value in
            let text = value.text(.compact).unicodeScalars
            return "'\(String(String.UnicodeScalarView(text.prefix(40))))'"
        }
        let rest = count > shown.count ? " or one of \(count - shown.count) more" : ""
        return isEmpty ? "nothing" : shown.joined(separator: " or ") + rest
    }
}
