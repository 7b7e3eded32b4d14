import Lint
import WireJSON

extension Walk {
    /// Has two schemas compared, unless that pair has been.
    mutating func visit(_ left: Site, _ right: Site, _ side: Side) {
        let pair = SchemaPair(old: left, new: right, side: side)
        if visited.insert(pair.key).inserted { queue.append(pair) }
    }

    /// Compares the schemas that wait, and those that they lead to.
    mutating func compareQueue() {
        while let pair = queue.popLast() {
            guard let (left, right) = targets(pair.old, pair.new) else { continue }
            if pair.old.isReference || pair.new.isReference {
                compareNames(pair.old, pair.new, left, right)
                visit(left, right, pair.side)
            } else {
                compareSchemas(left, right, pair.side)
            }
        }
    }

    private mutating func compareSchemas(_ left: Site, _ right: Site, _ side: Side) {
        guard left.value.object != nil, right.value.object != nil else {
            return compareBooleans(left, right, side)
        }
        compareWords(left, right)
        if side == .words { return }
        if compareAsUnions(left, right, side) { return }
        let before = Conjunction(left, old)
        let after = Conjunction(right, new)
        if before.opaque.count != after.opaque.count || before.isNever != after.isNever {
            report(.schemaChanged, "\(right.label) is made of other parts", left, right)
        }
        for (old, new) in zip(before.opaque, after.opaque) { visit(old, new, side) }
        let pair = ConjunctionPair(left, right, before, after, side)
        guard compareTypes(pair) else { return }
        compareByType(pair)
        comparePatterns(["format"], pair)
        compareConditions(pair)
    }

    /// Compares the keywords that concern values of one type.
    private mutating func compareByType(_ pair: ConjunctionPair) {
        if concerns([.integer, .fraction], pair) { compareNumbers(pair) }
        if concerns(.string, pair) {
            compareCount("minLength", "maxLength", pair)
            comparePatterns(["pattern", "contentEncoding", "contentMediaType"], pair)
        }
        if concerns(.array, pair) {
            compareCount("minItems", "maxItems", pair)
            compareUnique(pair)
            compareElements(pair)
        }
        if concerns(.object, pair) {
            compareCount("minProperties", "maxProperties", pair)
            compareProperties(pair)
            compareAdditionalProperties(pair)
            compareSingle("propertyNames", pair, .bounds)
            compareMap("dependencies", pair)
        }
    }

    /// Whether keywords for some types are to be compared. Where one side alone allows the types,
    /// that has been told; where neither does, whoever wrote the keywords meant something by them.
    private func concerns(_ types: TypeSet, _ pair: ConjunctionPair) -> Bool {
        let before = pair.before.types ?? .all
        let after = pair.after.types ?? .all
        return before.isDisjoint(with: types) == after.isDisjoint(with: types)
    }

    /// One of both is `true`, `false` or no schema.
    private mutating func compareBooleans(_ left: Site, _ right: Site, _ side: Side) {
        if left.isSame(as: right) { return }
        let (before, after) = (left.value, right.value)
        let message = "\(right.label) was '\(left.brief)' and is '\(right.brief)'"
        let areSchemas = [before, after].allSatisfy { $0.bool != nil || $0.object != nil }
        if !areSchemas {
            report(.undecided, message, left, right)
        } else if before.isAlways && after.isAlways {
            report(.sameMeaning, message, left, right)
        } else if side != .words {
            let isNarrower = before.isAlways || after.bool == false
            report(.rule(.type, isNarrower ? .narrowed : .widened, side), message, left, right)
        }
    }

    /// Compares the names of what references lead to, by which generators name types.
    private mutating func compareNames(
        _ left: Site, _ right: Site, _ before: Site, _ after: Site
    ) {
        let was = left.isReference ? before.place.token : nil
        let name = right.isReference ? after.place.token : nil
        if was.map(JSONName.init) == name.map(JSONName.init),
            left.value["$ref"] == right.value["$ref"]
        {
            return
        }
        guard before.isNamedType && after.isNamedType,
            was.map(JSONName.init) != name.map(JSONName.init)
        else {
            let message =
                "\(right.label) was given "
                + (was.map { "as '\($0)'" } ?? "in its place") + " and is given "
                + (name.map { "as '\($0)'" } ?? "in its place")
            return report(.referenceChanged, message, left, right)
        }
        if let was, let name, isGone(was, from: new), isGone(name, from: old) {
            guard renamed.insert([JSONName(was), JSONName(name)]).inserted else { return }
            return report(
                .typeRenamed, "type '\(was)' is named '\(name)' now", before, after)
        }
        let message =
            "\(right.label) was of " + (was.map { "type '\($0)'" } ?? "a type without a name")
            + " and is of " + (name.map { "type '\($0)'" } ?? "a type without a name")
        report(.typeRenamed, message, left, right)
    }

    private func isGone(_ name: String, from reading: Reading) -> Bool {
        reading.root.value["components"]?["schemas"]?[name] == nil
    }
}

extension Site {
    /// Whether generators make a type with a name of it: an object, an enumeration, or a union of
    /// more than one thing and null.
    var isNamedType: Bool {
        guard let object = value.object else { return false }
        if value["type"]?.string == "object" { return true }
        let variants = (value["oneOf"]?.array ?? []) + (value["anyOf"]?.array ?? [])
        return variants.count { $0["type"]?.string != "null" } > 1
            || ["properties", "enum", "allOf"].contains { object[$0] != nil }
    }
}

/// Two schemas with all their parts.
struct ConjunctionPair {
    let left: Site
    let right: Site
    let before: Conjunction
    let after: Conjunction
    let side: Side

    init(
        _ left: Site, _ right: Site, _ before: Conjunction, _ after: Conjunction, _ side: Side
    ) {
        self.left = left
        self.right = right
        self.before = before
        self.after = after
        self.side = side
    }

    /// The values of a keyword on both sides.
    func sites(_ keyword: String, as kind: Kind = .data) -> (old: [Site], new: [Site]) {
        (before.sites(keyword, as: kind), after.sites(keyword, as: kind))
    }

    /// Whether both sides say the same of some keywords, number for number.
    func isSame(_ keywords: [String]) -> Bool {
        keywords.allSatisfy { keyword in
            let (old, new) = sites(keyword)
            return old.count == new.count && zip(old, new).allSatisfy { $0.isSame(as: $1) }
        }
    }

    /// Where a change of a keyword is shown: at the keyword, or at the schema where it has none.
    func spots(_ keyword: String) -> (old: Site, new: Site) {
        (before.sites(keyword).first ?? left, after.sites(keyword).first ?? right)
    }
}
