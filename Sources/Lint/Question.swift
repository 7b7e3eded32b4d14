import Diagnostics
package import WireJSON

/// One question for a JSON Schema validator: is the value valid by the schema (draft-07)?
package struct Question: Sendable {
    /// The schema, in one of the reading's texts.
    package let schema: Site
    /// The value, in one of the reading's texts.
    package let instance: Site
    /// What is to be said when the value is not valid; the problem's text goes in.
    private let message: @Sendable (_ problem: String) -> String

    init(
        is instance: Site, validBy schema: Site, message: @escaping @Sendable (String) -> String
    ) {
        self.schema = schema
        self.instance = instance
        self.message = message
    }

    /// The remark on a value that is not valid: at the very part that is not, with a note where the
    /// schema refuses it.
    func remark(_ problem: Problem) -> Remark {
        let way = instance.value.resolve(problem.way) == nil ? JSONPointer() : problem.way
        let part = Site(
            value: instance.value.resolve(way) ?? instance.value, place: instance.place.walk(way),
            kind: .data)
        return Remark(message(problem.text), at: part, notes: [note(problem)])
    }

    private func note(_ problem: Problem) -> Diagnostic.Note {
        guard let refusing = problem.schema, let keyword = problem.keyword,
            let span = refusing.nameSpan(of: keyword)
        else { return Diagnostic.Note("the schema stands here", at: schema.span) }
        return Diagnostic.Note("the schema says '\(keyword)' here", at: span)
    }
}

/// Why a value is not valid, in the validator's words.
package struct Problem: Sendable {
    /// One phrase that begins with the place inside the value: `'/name' is 7, not of type string`.
    package var text: String
    /// The way to the part that is not valid, from the value that was asked about.
    package var way: JSONPointer
    /// The schema that refuses it, perhaps deep inside the one that was asked about.
    package var schema: Site?
    /// The keyword of that schema.
    package var keyword: String?

    package init(
        _ text: String, at way: JSONPointer = JSONPointer(), schema: Site? = nil,
        keyword: String? = nil
    ) {
        self.text = text
        self.way = way
        self.schema = schema
        self.keyword = keyword
    }
}

/// What a validator says to a question.
package enum Answer: Sendable {
    case valid
    /// The first problem.
    case invalid(Problem)
    /// The schema, or a pattern or reference in it, is none that can be followed.
    case undecided(String)
}
