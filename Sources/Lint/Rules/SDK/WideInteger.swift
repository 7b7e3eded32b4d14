import Diagnostics
import WireJSON

extension Rule {
    static let wideInteger = Rule(
        "sdk.wide-integer", .sdk, .derived, severity: .note, decides: ["J63"],
        Explanation(
            clause: """
                RFC 8259 §6: integers beyond 2^53 are not read alike by all programs. draft-07 \
                knows no 'int64'; it is a format by custom, and it allows such integers.
                """,
            why: """
                Python and Rust keep them, JavaScript rounds them without a word; a chain's \
                amounts or a database's ids come out wrong by a few units.
                """,
            example: #"{ "type": "integer", "format": "uint64" }"#,
            remedy: """
                Send such values as strings, or give a 'maximum' of 9007199254740991 where they \
                do not get that large.
                """)
    ) { reading in
        var found = Gathering()
        for schema in reading.survey[.schema] where !schema.isReference {
            guard let format = schema.member("format"), let name = format.value.string,
                ["int64", "uint64"].contains(name), !isBounded(schema.value),
                schema.value["type"].map(mayBeNumber) ?? false
            else { continue }
            found.add(format.span, schema)
        }
        return [
            found.remark {
                "an integer should stay within 2^53 for readers that use doubles, this format "
                    + "does not\($0); give a 'maximum' or use strings"
            }
        ].compactMap { $0 }
    }

    private static func mayBeNumber(_ type: JSONValue) -> Bool {
        (type.array ?? [type]).contains { $0.string == "integer" || $0.string == "number" }
    }

    private static func isBounded(_ schema: JSONValue) -> Bool {
        if schema["enum"] != nil || schema["const"] != nil { return true }
        return ["maximum", "exclusiveMaximum"].contains { name in
            schema[name]?.number.map { $0.double <= 9_007_199_254_740_992 } ?? false
        }
    }
}
