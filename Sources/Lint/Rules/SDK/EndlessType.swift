import Diagnostics
import WireJSON

extension Rule {
    static let endlessType = Rule(
        "sdk.endless-type", .sdk, .derived, decides: ["O70"],
        Explanation(
            clause: """
                No sentence of JSON Schema forbids it: a schema may refer to itself. One that does \
                so in something it requires has no finite value (draft-07 §6.5.3).
                """,
            why: """
                No JSON text is valid by it, so no server can answer with it and no SDK can build \
                one; in Rust the type is of infinite size.
                """,
            example: """
                { "schemas": { "Node": { "type": "object", "required": ["next"],
                    "properties": { "next": { "$ref": "#/components/schemas/Node" } } } } }
                """,
            remedy: "Make the property optional, let it be null, or hold it in an array.")
    ) { reading in
        SchemaGraph(reading).cycles.map { cycle in
            let steps = cycle.steps.prefix(4).map { "'\($0)'" }.joined(separator: ", then ")
            return Remark(
                "a schema must have a finite value, each value of this one needs another one of "
                    + "its kind in \(steps); make that optional or nullable",
                at: cycle.site)
        }
    }
}
