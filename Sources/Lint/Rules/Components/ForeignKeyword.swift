import WireJSON

extension Rule {
    static let foreignKeyword = Rule(
        "openrpc.foreign-keyword", .prose, .text, decides: ["O37"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Schema Object: schemas follow JSON Schema draft-07, whose Core \
                §6.4 has readers pass over any keyword that they do not know.
                """,
            why: """
                The keyword says something in OpenAPI or in another draft of JSON Schema and \
                nothing here: a value that it was meant to let through is refused, or one that it \
                was meant to refuse passes.
                """,
            example: #"{ "schema": { "type": "string", "nullable": true } }"#,
            remedy: "Say the same with the keywords of draft-07; the finding names them.")
    ) { reading in
        reading.reach.schemas(of: reading.document).flatMap { schema -> [Remark] in
            guard let object = schema.value.object, !schema.isReference else { return [] }
            return object.members.enumerated().compactMap { position, member in
                guard let foreign = foreign[member.name],
                    object.position(of: member.name) == position,
                    speaks(member, of: schema, in: reading)
                else { return nil }
                return Remark(
                    "a schema has the keywords of draft-07, whose readers pass over "
                        + "'\(member.name)' of \(foreign.home); \(foreign.wayOut)",
                    at: schema.span(member.nameSpan), of: schema)
            }
        }
    }

    /// Whether the keyword would say anything to those who know it that the rest does not say.
    private static func speaks(
        _ member: JSONObject.Member, of schema: Site, in reading: Reading
    ) -> Bool {
        switch member.name {
        case "nullable": return member.value.bool == true && !letsNullPass(schema.value)
        case "extends": return member.value.string == nil
        case "discriminator":
            guard let name = (member.value["propertyName"] ?? member.value).string else {
                return false
            }
            return !reading.branches(of: schema, areToldApartBy: name)
        case "minContains", "maxContains": return schema.value["contains"] != nil
        case "unevaluatedProperties", "unevaluatedItems": return member.value.bool != true
        default: return true
        }
    }

    /// Whether a schema names null among its types, or one of its alternatives does.
    private static func letsNullPass(_ schema: JSONValue) -> Bool {
        let branches = (schema["anyOf"]?.array ?? []) + (schema["oneOf"]?.array ?? [])
        return namesNull(schema)
            || schema["type"] == nil && branches.contains(where: namesNull)
    }

    private static func namesNull(_ schema: JSONValue) -> Bool {
        let types = schema["type"].map { $0.array ?? [$0] } ?? []
        return types.contains { $0.string == "null" }
    }

    /// What other dialects judge values by, and how draft-07 says it.
    private static let foreign: [String: (home: String, wayOut: String)] = [
        "nullable": ("OpenAPI 3.0", "add \"null\" to its types"),
        "discriminator": ("OpenAPI", "give the member a 'const' in each branch"),
        "$defs": ("JSON Schema 2019-09", "write 'definitions'"),
        "$anchor": ("JSON Schema 2019-09", "write '$id' with a '#' before the name"),
        "$recursiveRef": ("JSON Schema 2019-09", "write '$ref'"),
        "$recursiveAnchor": ("JSON Schema 2019-09", "write '$id' and '$ref'"),
        "$dynamicRef": ("JSON Schema 2020-12", "write '$ref'"),
        "$dynamicAnchor": ("JSON Schema 2020-12", "write '$id' and '$ref'"),
        "dependentRequired": ("JSON Schema 2019-09", "write 'dependencies'"),
        "dependentSchemas": ("JSON Schema 2019-09", "write 'dependencies'"),
        "prefixItems": ("JSON Schema 2020-12", "write an array as 'items'"),
        "minContains": ("JSON Schema 2019-09", "draft-07 has 'contains' alone"),
        "maxContains": ("JSON Schema 2019-09", "draft-07 has 'contains' alone"),
        "unevaluatedProperties": (
            "JSON Schema 2019-09", "write 'additionalProperties' beside all the 'properties'"
        ),
        "unevaluatedItems": ("JSON Schema 2019-09", "write 'additionalItems' beside 'items'"),
        "divisibleBy": ("JSON Schema draft-03", "write 'multipleOf'"),
        "disallow": ("JSON Schema draft-03", "write 'not'"),
        "extends": ("JSON Schema draft-03", "write 'allOf'"),
    ]
}

extension Reading {
    /// Whether each alternative of a schema requires a member to be one of some constants.
    fileprivate func branches(of schema: Site, areToldApartBy name: String) -> Bool {
        let branches = ["oneOf", "anyOf"].flatMap { schema.elements(of: $0, as: .schema) }
        return !branches.isEmpty
            && branches.allSatisfy { branch in
                let value = target(branch)?.value["properties"]?[name]
                return value?["const"] != nil || value?["enum"] != nil
            }
    }
}
