import WireJSON

/// What the value of a member must be, as far as a meta-schema tells.
indirect enum Form: Sendable {
    case any
    case string
    /// A string of at least one character.
    case name
    /// Of any type, and not empty when it is a string.
    case nameOrOther
    case boolean
    /// A number without a fraction, however it is spelled.
    case integer
    case word([String])
    /// The version of the specification.
    case version
    case object(Kind)
    /// The object, or a Reference Object in its place.
    case reference(Kind)
    /// The object, a Reference Object, or a list of alternatives under `oneOf`.
    case choice(Kind)
    case list(Form)
    /// An object whose members are each of a form, those with an outlandish name aside.
    case map(Form)
    case schema
    case keyword(Keyword)

    /// What the value of a keyword of JSON Schema draft-07 must be.
    enum Keyword: Sendable {
        case text, flag, number, array
        /// A number above zero.
        case divisor
        /// An integer from zero on.
        case limit
        /// An array of strings, none twice.
        case names
        /// One of the seven types, or an array of some of them.
        case types
        /// An array of at least one schema.
        case schemas
        /// A schema, or an array of at least one.
        case schemaOrSchemas
        /// An object whose members are schemas.
        case namedSchemas
        /// An object whose members are schemas or arrays of names.
        case dependencies
        case schema
    }
}

extension Form.Keyword {
    /// The keywords of draft-07; any other may have any value.
    static let all: [JSONName: Form.Keyword] = {
        let rows: [(Form.Keyword, [String])] = [
            (
                .text,
                [
                    "$id", "$schema", "$ref", "$comment", "title", "description", "pattern",
                    "format", "contentMediaType", "contentEncoding",
                ]
            ),
            (.flag, ["readOnly", "uniqueItems"]),
            (.array, ["examples", "enum"]),
            (.number, ["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"]),
            (.divisor, ["multipleOf"]),
            (
                .limit,
                [
                    "maxLength", "minLength", "maxItems", "minItems", "maxProperties",
                    "minProperties",
                ]
            ),
            (.names, ["required"]),
            (.types, ["type"]),
            (.schemas, ["allOf", "anyOf", "oneOf"]),
            (.schemaOrSchemas, ["items"]),
            (.namedSchemas, ["definitions", "properties", "patternProperties"]),
            (.dependencies, ["dependencies"]),
            (
                .schema,
                [
                    "additionalItems", "contains", "additionalProperties", "propertyNames", "if",
                    "then", "else", "not",
                ]
            ),
        ]
        return Dictionary(
            uniqueKeysWithValues: rows.flatMap { row in row.1.map { (JSONName($0), row.0) } })
    }()
}
