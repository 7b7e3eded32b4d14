import Lint
import WireJSON

extension Walk {
    /// What is compared as a part of the schema's meaning.
    static let keywords: Set = [
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
        "exclusiveMinimum", "maxLength", "minLength", "pattern", "items", "additionalItems",
        "maxItems", "minItems", "uniqueItems", "contains", "maxProperties", "minProperties",
        "required", "properties", "patternProperties", "additionalProperties", "dependencies",
        "propertyNames", "if", "then", "else", "allOf", "anyOf", "oneOf", "not", "format",
        "contentMediaType", "contentEncoding",
    ]

    /// What says nothing of the values.
    private static let words: Set = [
        "$id", "$schema", "$comment", "readOnly", "writeOnly", "description", "summary",
        "externalDocs", "example",
    ]

    /// Compares what a schema says to people and to generators, itself and the parts of `allOf`.
    mutating func compareWords(_ left: Site, _ right: Site) {
        for name in Pairing.names(left, right) where !Self.keywords.contains(name) {
            switch name {
            case "title": compareTitle(left, right)
            case "default":
                let isNew = left.member(name) == nil
                compareData(name, left, right, isNew ? .defaultAdded : .defaultChanged)
            case "examples", "example": compareData(name, left, right, .examplesChanged)
            case "deprecated":
                compareFlag(
                    name, left, right, on: .deprecated, off: .undeprecated,
                    ("is deprecated now", "is no longer deprecated"))
            case "definitions": compareDefinitions(left, right)
            case _ where Self.words.contains(name) || name.hasPrefix("x-"):
                compareData(name, left, right, Self.rule(for: name))
            default: compareData(name, left, right, .unknownKeywordChanged)
            }
        }
        compareParts(left, right)
    }

    private mutating func compareTitle(_ left: Site, _ right: Site) {
        // A component is named by its key, whatever its title says.
        let areInline = [left, right].allSatisfy {
            !["schemas", "definitions"].contains($0.place.parent?.token)
        }
        let renames = areInline && left.isNamedType && right.isNamedType
        compareText(
            "title", left, right, renames ? .typeRenamed : .titleChanged,
            "the title of \(right.label)")
    }

    /// Definitions that methods use are compared where they are used.
    private mutating func compareDefinitions(_ left: Site, _ right: Site) {
        guard let before = left.member("definitions"), let after = right.member("definitions"),
            before.value.object != nil, after.value.object != nil
        else { return compareData("definitions", left, right, .unusedComponentChanged) }
        for name in Pairing.names(before, after) {
            let known = (before.member(name), after.member(name))
            if let old = known.0, let new = known.1, isVisited(old, new) { continue }
            compareData(name, before, after, .unusedComponentChanged)
        }
    }

    /// Whether a pair has been compared or waits to be.
    private func isVisited(_ left: Site, _ right: Site) -> Bool {
        [Side.request, .response, .neither].contains {
            visited.contains(SchemaPair(old: left, new: right, side: $0).key)
        }
    }

    /// The words of the parts of `allOf`; what they mean is compared as a whole.
    private mutating func compareParts(_ left: Site, _ right: Site) {
        let before = left.elements(of: "allOf", as: .schema)
        let after = right.elements(of: "allOf", as: .schema)
        if before.isEmpty && after.isEmpty {
            if left.value["allOf"] != right.value["allOf"] {
                compareData("allOf", left, right, .undecided)
            }
            return
        }
        let pairing = Pairing(before, after) { $0.value["$ref"]?.name ?? $0.value.name }
        if pairing.isReordered { reportOrder("allOf", left, right) }
        let rest = zip(pairing.removed, pairing.added)
        for (before, after) in pairing.pairs + Array(rest) { visit(before, after, .words) }
        if pairing.removed.count != pairing.added.count {
            report(
                .sameMeaning, "\(right.label) is made of \(after.count) parts, not \(before.count)",
                left, right)
        }
    }
}
