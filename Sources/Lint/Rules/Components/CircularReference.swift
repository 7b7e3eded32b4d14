import Diagnostics
import WireJSON

extension Rule {
    static let circularReference = Rule(
        "openrpc.circular-reference", .prose, .should, severity: .error, decides: ["O70"],
        Explanation(
            clause: """
                JSON Schema draft-07 Core §8.3: references that lead to each other without end \
                should not be made, and what they mean is undefined. Recursion through a member or \
                an element of the value is lawful.
                """,
            why:
                "There is no value at the end of such references, and tools hang or crash on them.",
            example: """
                { "schemas": { "A": { "$ref": "#/components/schemas/B" },
                               "B": { "$ref": "#/components/schemas/A" } } }
                """,
            remedy: "Replace one of the references with what it was to mean.")
    ) { reading in
        reading.reach.circles.compactMap { circle in
            guard let first = circle.first?.member("$ref"), let text = first.value.string else {
                return nil
            }
            let notes = circle.dropFirst().prefix(3).compactMap { site in
                site.member("$ref").map { Diagnostic.Note("it leads on from here", at: $0.span) }
            }
            let way = circle.count > 1 ? " by way of \(circle.count - 1) more" : ""
            return Remark(
                "references must lead to a value, found '\(text)' leading back to itself\(way); "
                    + "replace one of them with a value",
                at: first, notes: notes)
        }
    }
}
