import WireJSON

extension Rule {
    static let misspelledKeyword = Rule(
        "openrpc.misspelled-keyword", .prose, .derived, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07 Core §6.4: readers pass over a keyword that they do not know. \
                Keywords are case-sensitive.
                """,
            why: "What the keyword was meant to demand is not demanded by anyone.",
            example: #"{ "schema": { "type": "string", "minlength": 1 } }"#,
            remedy: "Correct the keyword, or begin it with 'x-' if it is an extension.")
    ) { reading in
        var nearest = Nearest()
        return reading.reach.schemas(of: reading.document).flatMap { schema -> [Remark] in
            guard let object = schema.value.object, !schema.isReference else { return [] }
            return object.members.compactMap { member in
                guard !known.contains(member.name), !member.name.utf8.starts(with: "x-".utf8),
                    let meant = meant(by: member, &nearest), object[meant] == nil
                else { return nil }
                return Remark(
                    "a schema has the keywords of draft-07, whose readers pass over "
                        + "'\(member.name)'; did you mean '\(meant)'",
                    at: schema.span(member.nameSpan), of: schema)
            }
        }
    }

    private static func meant(
        by member: JSONObject.Member, _ nearest: inout Nearest
    ) -> String? {
        let name = member.name
        if let short = short.first(where: { $0 == name.lowercased() }) { return short }
        let isPointer = member.value.string?.utf8.starts(with: "#/".utf8) ?? false
        if name == "ref" || name == "@ref", isPointer { return "$ref" }
        return nearest.name(to: name, among: keywords, most: name.utf8.count >= 10 ? 2 : 1)
    }

    /// Keywords that other words differ from by a letter; only their case may be wrong.
    private static let short = ["if", "then", "else", "not", "$id", "$ref", "$schema", "$comment"]

    private static let keywords = [
        "title", "description", "default", "readOnly", "writeOnly",
        "examples", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "additionalItems", "items", "maxItems", "minItems",
        "uniqueItems", "contains", "maxProperties", "minProperties", "required",
        "additionalProperties", "definitions", "properties", "patternProperties", "dependencies",
        "propertyNames", "const", "enum", "type", "format", "contentMediaType", "contentEncoding",
        "allOf", "anyOf", "oneOf",
    ]

    /// Keywords of draft-07, and what is one elsewhere.
    private static let known = Set(keywords + short).union([
        "example", "deprecated", "id", "contentSchema", "externalDocs", "xml", "minContains",
        "maxContains", "unevaluatedItems", "unevaluatedProperties", "prefixItems", "$defs",
        "nullable", "discriminator", "dependentRequired", "dependentSchemas", "extends",
        "disallow", "divisibleBy",
    ])
}
