import Diagnostics
import WireJSON

extension Rule {
    static let misplacedReference = Rule(
        "openrpc.misplaced-reference", .prose, .text, severity: .error, decides: ["O65"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4: a Reference Object stands where a field is said to hold one, \
                in place of one object. The components, a group of them, and the 'properties', \
                'patternProperties' and 'definitions' of a schema are none of these places.
                """,
            why: """
                There, '$ref' is the name of one more entry, and what it was to bring in is not \
                there for any tool.
                """,
            example: ##"{ "components": { "schemas": { "$ref": "schemas.json" } } }"##,
            remedy: "Refer to each entry by itself.")
    ) { reading in
        let groups = reading.survey[.components] + reading.componentGroups
        let maps = reading.reach.schemas(of: reading.document).flatMap { schema in
            schema.isReference
                ? []
                : ["properties", "patternProperties", "definitions"].compactMap {
                    schema.member($0)
                }
        }
        return (groups + maps).flatMap { map -> [Remark] in
            let members = map.value.object?.members.filter(\.isReference) ?? []
            return members.map { member in
                Remark(
                    "a reference stands for one object, found one in place of all the entries of "
                        + "'\(map.place.token)'; refer to each by itself",
                    at: map.span(member.nameSpan), of: map)
            }
        }
    }
}

extension JSONObject.Member {
    /// Whether it is what makes an object a reference.
    var isReference: Bool { name == "$ref" && value.string != nil }
}
