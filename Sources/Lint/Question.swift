package import WireJSON

/// One question for a JSON Schema validator: is the instance valid by the schema (draft-07)?
package struct Question: Sendable {
    /// Where the schema stands: a URI of one of the reading's texts, with a pointer as fragment.
    package let schema: String
    package let instance: JSONValue
    /// What is to be said when the instance is not valid; the validator's problem goes in.
    let remark: @Sendable (_ problem: String) -> Remark

    init(
        schema: String, instance: JSONValue, remark: @escaping @Sendable (String) -> Remark
    ) {
        self.schema = schema
        self.instance = instance
        self.remark = remark
    }
}

/// What a validator says to a question.
package enum Answer: Sendable, Equatable {
    case valid
    /// The first problem, in the validator's words.
    case invalid(String)
    /// The schema, or a pattern or reference in it, is none that can be followed.
    case undecided(String)
}
