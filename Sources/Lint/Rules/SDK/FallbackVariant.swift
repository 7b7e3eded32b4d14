import Diagnostics
import WireJSON

extension Rule {
    static let fallbackVariant = Rule(
        "sdk.fallback-variant", .sdk, .derived, severity: .note, decides: ["G22"],
        Explanation(
            clause: """
                No sentence of JSON Schema forbids it. Rust has no variant 'Self', and SDKs that \
                survive new values of an enum keep a variant for them, most often 'Unknown'.
                """,
            why: """
                The value's own variant meets the one that catches every other value, so a caller \
                cannot tell a server's 'unknown' from a value that the SDK is too old for.
                """,
            example: #"{ "type": "string", "enum": ["open", "closed", "unknown"] }"#,
            remedy: "Choose another word, such as 'unspecified', while the API is young.")
    ) { reading in
        var found = Gatherings<String>()
        for name in reading.survey[.schema].flatMap(reading.constants) {
            let words = Words(name.text).list
            guard words.count == 1, let word = words.first?.lowercased(),
                word == "unknown" || word == "self"
            else { continue }
            found.add(word, name.span, name.bearer)
        }
        return found.remarks { word, times in
            word == "self"
                ? "an enum value should be able to be a variant, 'Self' is none in Rust\(times); "
                    + "choose another word"
                : "an enum value should leave the variant 'Unknown' to values that an SDK is too "
                    + "old for, found 'unknown'\(times); choose another word"
        }
    }
}
