import WireJSON

extension Rule {
    static let malformedReference = Rule(
        "openrpc.malformed-reference", .prose, .must, decides: ["O65", "O66"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Reference Object: '$ref' is a string; JSON Schema draft-07 \
                Core §8.3: a URI reference. In a JSON pointer (RFC 6901 §3 and §6), '~' is followed \
                by '0' or '1' and '%' by two hexadecimal digits.
                """,
            why: "No two tools agree on what such a reference leads to, if to anything.",
            example: ##"{ "schema": { "$ref": "#/components/schemas/a~b" } }"##,
            remedy: "Write '~' as '~0', '/' in a name as '~1', and '%' as '%25'.")
    ) { reading in
        reading.reach.steps.compactMap { step in
            guard let reference = step.site.member("$ref") else { return nil }
            switch step.next {
            case .notAString(let value):
                return Remark(
                    "a reference's '$ref' is a string, found \(value.article); "
                        + "write the reference in quotes", at: reference)
            case .notAPointer(let fragment)
            where fragment.utf8.dropFirst().starts(with: "/".utf8) || fragment.contains("%"):
                return Remark(
                    "a reference's fragment is a JSON pointer, found '\(fragment)'; "
                        + "write '~' as '~0', '/' in a name as '~1' and '%' as '%25'",
                    at: reference)
            default: return nil
            }
        }
    }
}

extension JSONValue {
    /// The kind of a value with its article.
    fileprivate var article: String {
        switch kind {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
