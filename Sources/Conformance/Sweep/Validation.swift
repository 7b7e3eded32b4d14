package import WireJSON

/// One question to an outside oracle: is the instance valid by the schema (JSON Schema draft-07)?
package struct ValidationRequest: Sendable {
    /// Its index among the questions asked together.
    package var id: Int
    /// The place of the schema in its document; requests with one place have one schema.
    package var place: String
    /// A schema that stands alone: every reference leads into its own `definitions`.
    package var schema: JSONValue
    package var instance: JSONValue

    package init(id: Int, place: String, schema: JSONValue, instance: JSONValue) {
        self.id = id
        self.place = place
        self.schema = schema
        self.instance = instance
    }

    /// `{"id": …, "place": …, "schema": …, "instance": …}`.
    package var json: JSONValue {
        ["id": .number(id), "place": .string(place), "schema": schema, "instance": instance]
    }
}

/// What the oracle says.
package enum ValidationAnswer: Sendable, Equatable {
    case valid
    /// The first problem, in the oracle's words.
    case invalid(String)

    /// Reads `{"id": …, "problem": null | text}`.
    package init?(_ json: JSONValue) {
        switch json["problem"]?.kind {
        case .null: self = .valid
        case .string(let text): self = .invalid(text)
        default: return nil
        }
    }
}
