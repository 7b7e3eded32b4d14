import Diagnostics
import WireJSON

extension Rule {
    static let ignoredSibling = Rule(
        "openrpc.ignored-sibling", .prose, .text, decides: ["O67"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Reference Object: what stands beside '$ref' is ignored; JSON \
                Schema draft-07 Core §8.3 says the same of schemas.
                """,
            why: """
                The keyword was written to narrow the schema and does nothing: every value that \
                the reference lets pass still passes. Readers of later drafts do listen to it, so \
                two tools see two schemas.
                """,
            example: """
                { "schema": { "$ref": "#/components/schemas/Name", "maxLength": 10 } }
                """,
            remedy: """
                Write { "allOf": [ { "$ref": … } ], … }, or say it in the schema that is referred \
                to.
                """)
    ) { reading in
        reading.reach.schemas(of: reading.document).flatMap { schema -> [Remark] in
            guard schema.isReference, let object = schema.value.object, object.count > 1 else {
                return []
            }
            let target = reading.target(schema)?.value
            return object.members.enumerated().compactMap { position, member in
                guard narrowing.contains(member.name),
                    object.position(of: member.name) == position,
                    target?[member.name]?.equals(member.value, numbers: .value) != true
                else { return nil }
                return Remark(
                    "what stands beside a '$ref' is ignored, found '\(member.name)'; put the "
                        + "reference into an 'allOf'",
                    at: schema.span(member.nameSpan), of: schema)
            }
        }
    }

    /// The keywords of draft-07 that refuse values; titles, descriptions and defaults do not.
    private static let narrowing: Set = [
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
        "exclusiveMinimum", "maxLength", "minLength", "pattern", "items", "additionalItems",
        "maxItems", "minItems", "uniqueItems", "contains", "maxProperties", "minProperties",
        "required", "properties", "patternProperties", "additionalProperties", "dependencies",
        "propertyNames", "if", "allOf", "anyOf", "oneOf", "not",
    ]
}
