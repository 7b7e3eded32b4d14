extension Rule {
    /// What a text must be before any rule can look at it.
    static let textRules: [Rule] = [
        .syntax, .empty, .notJSON, .utf8, .surrogate, .byteOrderMark, .depth, .size,
    ]

    private static func text(
        _ id: String, _ clause: String, example: String, remedy: String
    ) -> Rule {
        .beside(
            id, .json, decides: ["O18"],
            Explanation(
                clause: clause,
                why: "What cannot be read as JSON cannot be judged, and no other tool reads it.",
                example: example, remedy: remedy))
    }

    static let syntax = text(
        "json.syntax", "RFC 8259 §2 to §7: the grammar of JSON.",
        example: #"{ "openrpc": "1.3.2", }"#, remedy: "Put right what stands at the place.")

    private static let empty = text(
        "json.empty", "RFC 8259 §2: a text holds one value.", example: " ",
        remedy: "Write the document, or name another file.")

    private static let notJSON = text(
        "json.not-json", "OpenRPC 1.0 to 1.4, Format: a document is JSON.",
        example: "openrpc: 1.3.2", remedy: "Convert the document to JSON.")

    private static let utf8 = text(
        "json.utf8", "RFC 8259 §8.1: a text is UTF-8.", example: #""\#u{FFFD}""#,
        remedy: "Save the file as UTF-8.")

    private static let surrogate = text(
        "json.surrogate", "RFC 8259 §8.2: an escape of half a surrogate pair is no character.",
        example: #""\ud800""#, remedy: "Write the character itself, or both halves.")

    private static let byteOrderMark = text(
        "json.byte-order-mark", "RFC 8259 §8.1: no byte order mark stands before a text.",
        example: "a text whose first bytes are EF BB BF",
        remedy: "Save the file as UTF-8 without a byte order mark.")

    private static let depth = text(
        "json.depth", "RFC 8259 §9: a reader may bound the depth of nesting; here it is 512.",
        example: "[[[[ … ]]]]", remedy: "Nest less deeply.")

    private static let size = text(
        "json.size", "RFC 8259 §9: a reader may bound the size of a text; here it is 256 MiB.",
        example: "a text of 300 MiB", remedy: "Split the document.")
}
