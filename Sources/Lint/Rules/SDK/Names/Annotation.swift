/// The keywords of a schema that no value is judged by (draft-07 §10, and custom).
enum Annotation {
    /// Whether a keyword is one; extensions count.
    static func isOne(_ keyword: String) -> Bool {
        names.contains(keyword) || keyword.hasPrefix("x-")
    }

    private static let names: Set = [
        "title", "description", "default", "examples", "example", "readOnly", "writeOnly",
        "deprecated", "$comment", "$id", "$schema", "definitions", "$defs", "externalDocs", "xml",
        "contentEncoding", "contentMediaType",
    ]
}
