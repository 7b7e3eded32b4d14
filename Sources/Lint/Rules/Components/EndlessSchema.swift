import Diagnostics
import WireJSON

extension Rule {
    static let endlessSchema = Rule(
        "openrpc.endless-schema", .prose, .should, decides: ["O70"],
        Explanation(
            clause: """
                JSON Schema draft-07 Core §8.3: a schema should not lead back to itself for the \
                same value, by references within 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then' \
                or 'else'; what that means is undefined. Through a member or an element of the \
                value, recursion is lawful.
                """,
            why: """
                A validator that takes the schema at its word never ends, and a generator finds no \
                type.
                """,
            example: """
                { "schemas": { "A": { "allOf": [ { "$ref": "#/components/schemas/B" } ] },
                               "B": { "allOf": [ { "$ref": "#/components/schemas/A" } ] } } }
                """,
            remedy: "Take the reference that leads back out of one of the schemas.")
    ) { reading in
        let graph = SchemaGraph(reading)
        let loops = StronglyConnected(
            graph.sites.enumerated().map { number, site in
                site.isReference
                    ? graph.end(of: number).map { [$0] } ?? []
                    : applied(in: site.value).compactMap { graph.number(of: $0) }
            }
        ).parts
        return loops.compactMap { loop in
            let references = loop.map { graph.sites[$0] }.filter(\.isReference)
                .compactMap { $0.member("$ref") }
                .sorted { $0.value.span.lower < $1.value.span.lower }
            // Where nothing but references is in it, the circle of references says so.
            guard references.count < loop.count, let first = references.first else { return nil }
            let notes = references.dropFirst().prefix(3).map {
                Diagnostic.Note("it leads on from here", at: $0.span)
            }
            return Remark(
                "a schema must come to an end for one value, found "
                    + "'\(first.value.string ?? "")' leading back to the schema that it stands in; "
                    + "take it out of there",
                at: first, notes: notes)
        }
    }

    /// The schemas in a schema that are held against the same value.
    private static func applied(in schema: JSONValue) -> [JSONValue] {
        ["allOf", "anyOf", "oneOf"].flatMap { schema[$0]?.array ?? [] }
            + ["not", "if", "then", "else"].compactMap { schema[$0] }
    }
}
