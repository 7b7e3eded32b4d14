import Diagnostics
import WireJSON

extension Rule {
    static let ambiguousUnion = Rule(
        "sdk.ambiguous-union", .sdk, .derived, decides: ["G11"],
        Explanation(
            clause: """
                draft-07 §6.7.3: a value is valid by 'oneOf' when exactly one branch accepts it. \
                No sentence asks that the branches of 'anyOf' differ.
                """,
            why: """
                A value that two branches of 'oneOf' accept is refused by every validator. By \
                'anyOf' an SDK takes the first branch that fits, and drops or mistypes what \
                only the other one knows.
                """,
            example: """
                { "oneOf": [ { "type": "array", "items": { "type": "string" } },
                             { "type": "array", "items": { "type": "object" } } ] }
                """,
            remedy: """
                Give every branch a required property with a 'const' of its own; or, for arrays, \
                let one branch hold them all.
                """)
    ) { reading in
        var unions = Unions(shapes: Shapes(reading))
        var texts: [JSONName] = []
        let remarks = reading.survey[.schema].compactMap { schema -> Remark? in
            guard let remark = unions.remark(on: schema) else { return nil }
            texts.append(schema.likeness)
            return remark
        }
        return remarks.folded(by: texts)
    }
}

/// Judges unions, each pair of branches once.
private struct Unions {
    var shapes: Shapes
    private var known: [Pair: Overlap?] = [:]

    private struct Pair: Hashable {
        let first: Spot
        let second: Spot
        let types: Set<String>?
        let isExclusive: Bool
    }

    init(shapes: Shapes) { self.shapes = shapes }

    /// What is to be said of a schema that is a union and nothing more; other keywords beside the
    /// union, or an 'allOf' around it, may set its branches apart.
    mutating func remark(on schema: Site) -> Remark? {
        guard !schema.isReference, let object = schema.value.object,
            schema.place.parent?.token != "allOf"
        else { return nil }
        let words = object.names.filter { !Annotation.isOne($0) && $0 != "type" }
        guard words == ["oneOf"] || words == ["anyOf"], object["discriminator"] == nil else {
            return nil
        }
        return remark(on: schema, words[0])
    }

    private mutating func remark(on schema: Site, _ keyword: String) -> Remark? {
        // Past some number nobody reads on, and pairs would be too many.
        let branches = schema.elements(of: keyword, as: .schema).prefix(64)
        for second in branches.indices {
            for first in branches.indices.prefix(second) {
                let overlap = overlap(
                    branches[first], branches[second], within: schema.value["type"],
                    isExclusive: keyword == "oneOf")
                guard let overlap else { continue }
                return Remark(
                    keyword == "oneOf"
                        ? overlap.refusal(first + 1, second + 1)
                        : overlap.doubt(first + 1, second + 1),
                    at: schema.nameSpan(of: keyword) ?? schema.span, of: schema,
                    notes: [first, second].map {
                        Diagnostic.Note("branch \($0 + 1) stands here", at: branches[$0].span)
                    })
            }
        }
        return nil
    }

    private mutating func overlap(
        _ first: Site, _ second: Site, within type: JSONValue?, isExclusive: Bool
    ) -> Overlap? {
        guard let left = shapes.reading.target(first), let right = shapes.reading.target(second)
        else { return nil }
        let types = type.map { Set(($0.array ?? [$0]).compactMap(\.string)) }
        let pair = Pair(
            first: left.spot, second: right.spot, types: types, isExclusive: isExclusive)
        if let answer = known[pair] { return answer }
        var (one, other) = (shapes.shape(of: left), shapes.shape(of: right))
        one.types = Shape.common(one.types, types)
        other.types = Shape.common(other.types, types)
        var answer = shapes.overlapOfObjects(one, other)
        if !isExclusive, case .looser(by: _) = answer { answer = nil }
        if answer == nil, isExclusive { answer = shapes.overlapOfOthers(one, other) }
        known[pair] = answer
        return answer
    }
}

extension Site {
    /// A text that values which say the same share; a long one is taken to be said once.
    fileprivate var likeness: JSONName {
        JSONName(
            value.span.range.count <= 4096 ? value.text(.canonical) : "\(value.span.lower)")
    }
}

extension Overlap {
    /// What is to be said of two branches of 'oneOf' that have this in common.
    fileprivate func refusal(_ first: Int, _ second: Int) -> String {
        let fact =
            switch self {
            case .value, .members: "\(words) is valid by branches \(first) and \(second)"
            case .stricter(by: let name):
                "what branch \(second) requires is valid by branch \(first) too, which does not "
                    + "forbid '\(name.text)'"
            case .looser(by: let name):
                "what branch \(first) requires is valid by branch \(second) too, which does not "
                    + "forbid '\(name.text)'"
            }
        return "the branches of 'oneOf' must exclude each other, \(fact), so validators refuse it; "
            + "set them apart by a required property or use 'anyOf'"
    }

    /// What is to be said of two branches of 'anyOf' that have this in common.
    fileprivate func doubt(_ first: Int, _ second: Int) -> String {
        guard case .stricter(by: let name) = self else {
            return "the branches of 'anyOf' should be told apart, \(words) fits branches \(first) "
                + "and \(second); set them apart by a required property"
        }
        return "the stricter branch of 'anyOf' should stand first, an object with '\(name.text)' "
            + "as branch \(second) asks for fits branch \(first), which does not know it; "
            + "change their order"
    }

    private var words: String {
        switch self {
        case .value(let text): return text
        case .stricter(by: let name), .looser(by: let name): return "'\(name.text)'"
        case .members(let names):
            guard !names.isEmpty else { return "an object without members" }
            let rest = names.count > 3 ? ["\(names.count - 3) more"] : []
            let all = names.prefix(3).map { "'\($0.text)'" } + rest
            let last = all.count > 1 ? " and " + all[all.count - 1] : ""
            return "an object of "
                + all.prefix(max(1, all.count - 1)).joined(separator: ", ") + last
        }
    }
}
