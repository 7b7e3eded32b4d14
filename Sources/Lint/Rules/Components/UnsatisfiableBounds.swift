import Diagnostics
import WireJSON

extension Rule {
    static let unsatisfiableBounds = Rule(
        "openrpc.unsatisfiable-bounds", .prose, .derived, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07 Validation §6.2 to §6.5: each keyword must hold for itself, \
                so bounds that exclude each other let no value of their type pass.
                """,
            why: """
                No call can ever carry such a value, no sample of it can be made, and an SDK that \
                checks what it sends refuses every caller.
                """,
            example: #"{ "schema": { "type": "integer", "minimum": 10, "maximum": 1 } }"#,
            remedy: "Correct one of the two keywords.")
    ) { reading in
        reading.reach.schemas(of: reading.document).flatMap { schema -> [Remark] in
            guard schema.value.object != nil, !schema.isReference else { return [] }
            return crossed(schema) + strangers(schema) + emptyChoice(schema)
        }
    }

    /// Pairs of keywords, the things that they bound, and whether the bounds may be equal.
    private static let pairs: [(low: String, high: String, things: String, mayMeet: Bool)] = [
        ("minimum", "maximum", "number", true),
        ("exclusiveMinimum", "maximum", "number", false),
        ("minimum", "exclusiveMaximum", "number", false),
        ("exclusiveMinimum", "exclusiveMaximum", "number", false),
        ("minLength", "maxLength", "string", true),
        ("minItems", "maxItems", "array", true),
        ("minProperties", "maxProperties", "object", true),
    ]

    private static func crossed(_ schema: Site) -> [Remark] {
        pairs.compactMap { pair in
            guard let low = schema.member(pair.low), let high = schema.member(pair.high),
                let least = low.value.number, let most = high.value.number
            else { return nil }
            let order = JSONDecimal(least).order(JSONDecimal(most))
            guard order > 0 || order == 0 && !pair.mayMeet else { return nil }
            return Remark(
                "a schema's bounds must leave room for a value, found '\(pair.low)' "
                    + "\(least.text) and '\(pair.high)' \(most.text), between which no "
                    + "\(pair.things) is; correct one of them",
                at: low,
                notes: [Diagnostic.Note("'\(pair.high)' is \(most.text) here", at: high.span)])
        }
    }

    /// Members that an object must have and cannot have.
    private static func strangers(_ schema: Site) -> [Remark] {
        guard schema.value["additionalProperties"]?.bool == false,
            schema.value["patternProperties"] == nil || hasNone(schema, "patternProperties"),
            schema.value["properties"] == nil || schema.value["properties"]?.object != nil
        else { return [] }
        return schema.elements(of: "required").compactMap { name in
            guard let text = name.value.string, schema.value["properties"]?[text] == nil else {
                return nil
            }
            return Remark(
                "a required member must be one that the object may have, found '\(text)', which "
                    + "'additionalProperties' refuses; declare it in 'properties'", at: name)
        }
    }

    private static func hasNone(_ schema: Site, _ name: String) -> Bool {
        schema.value[name]?.object?.isEmpty == true
    }

    private static func emptyChoice(_ schema: Site) -> [Remark] {
        guard let choices = schema.member("enum"), choices.value.array?.isEmpty == true else {
            return []
        }
        return [
            Remark(
                "an 'enum' must leave room for a value, found an empty one; list what is allowed",
                at: choices)
        ]
    }
}

extension JSONDecimal {
    /// Less than, equal to or greater than zero, as this number is to the other.
    fileprivate func order(_ other: JSONDecimal) -> Int {
        if self == other { return 0 }
        if sign != other.sign { return sign < other.sign ? -1 : 1 }
        return magnitudeIsLess(other) == isNegative ? 1 : -1
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func magnitudeIsLess(_ other: JSONDecimal) -> Bool {
        if exponent != other.exponent { return Self.isLess(exponent, other.exponent) }
        return digits.lexicographicallyPrecedes(other.digits)
    }

    /// The order of decimal integers without leading zeros.
    private static func isLess(_ left: String, _ right: String) -> Bool {
        let isNegative = (left.utf8.first == 0x2D, right.utf8.first == 0x2D)
        if isNegative.0 != isNegative.1 { return isNegative.0 }
        let (left, right) = isNegative.0 ? (right, left) : (left, right)
        let (short, long) = (left.utf8.count, right.utf8.count)
        return short == long
            ? left.utf8.lexicographicallyPrecedes(right.utf8) : short < long
    }
}
