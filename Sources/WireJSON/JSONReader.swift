/// How far a reader goes before it refuses: both bounds are errors with a place, never a crash.
package struct JSONLimits: Sendable {
    /// Nested arrays and objects.
    package var depth = 512
    /// Bytes of the whole text.
    package var bytes = 256 << 20

    package init() {}
}

/// Why a text is not JSON, and where.
package struct JSONFault: Error, Sendable, Equatable {
    /// One phrase in the house wording.
    package var message: String
    /// The byte offset of the first byte that cannot be right.
    package var offset: Int
    /// The permanent id of the rule, such as `json.syntax` or `json.depth`.
    package var rule: String
}

extension JSONValue {
    /// Reads one RFC 8259 text: UTF-8 without byte order mark, nothing after the value but white
    /// space, lone surrogates in escapes refused.
    package static func read(
        _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONFault) -> JSONValue {
        fatalError("written next")
    }

    /// Reads the UTF-8 of a string.
    package static func read(
        _ text: String, limits: JSONLimits = JSONLimits()
    ) throws(JSONFault) -> JSONValue {
        try read(Array(text.utf8), limits: limits)
    }
}
