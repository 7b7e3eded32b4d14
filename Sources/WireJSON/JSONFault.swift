/// Why a text is not JSON, and where.
package struct JSONFault: Error, Sendable, Equatable {
    /// One phrase in the house wording.
    package var message: String
    /// The byte offset of the first byte that cannot be right; the length of the text when its end
    /// came too early.
    package var offset: Int
    /// The permanent id of the rule, such as `json.syntax` or `json.depth`.
    package var rule: String

    package init(_ message: String, at offset: Int, rule: String = "json.syntax") {
        self.message = message
        self.offset = offset
        self.rule = rule
    }
}
