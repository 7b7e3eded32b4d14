import Diagnostics
import WireJSON

extension Rule {
    static let noType = Rule(
        "sdk.no-type", .sdk, .derived, severity: .note, decides: ["G11"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Content Descriptor Object: 'schema' is a JSON Schema, and of \
                these 'true' and '{}' accept everything.
                """,
            why: "An SDK can give no type to such a param or result, and no editor any help.",
            example: #"{ "result": { "name": "pet", "schema": {} } }"#,
            remedy: "Say what the value is, with 'type' at least.")
    ) { reading in
        var found = Gathering()
        for descriptor in reading.survey[.contentDescriptor] where !descriptor.isReference {
            guard let schema = descriptor.member("schema", as: .schema),
                let target = reading.target(schema), isOpen(target.value)
            else { continue }
            found.add(schema.span, schema)
        }
        return [
            found.remark {
                "a param or result should have a type, this schema accepts everything\($0); "
                    + "say what the value is"
            }
        ].compactMap { $0 }
    }

    /// Whether a schema says nothing about values: `true`, or an object of annotations alone.
    private static func isOpen(_ schema: JSONValue) -> Bool {
        if let bool = schema.bool { return bool }
        return schema.object?.members.allSatisfy { Annotation.isOne($0.name) } ?? false
    }
}
