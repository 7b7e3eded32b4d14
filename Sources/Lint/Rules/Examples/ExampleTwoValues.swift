import Diagnostics
import WireJSON

extension Rule {
    static let exampleTwoValues = Rule(
        "openrpc.example-two-values", .prose, .text, decides: ["O58"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Example Object, 'value' and 'externalValue': each excludes the \
                other.
                """,
            why: "Tools take one or the other, so two of them show two different examples.",
            example: """
                { "name": "pet", "value": { "id": 7 },
                  "externalValue": "https://example.com/pet.json" }
                """,
            remedy: "Remove 'externalValue', or 'value' if that is the outdated one.")
    ) { reading in
        reading.survey[.example].compactMap { example in
            guard !example.isReference, let value = example.nameSpan(of: "value"),
                let external = example.nameSpan(of: "externalValue")
            else { return nil }
            return Remark(
                "an example must have 'value' or 'externalValue', found both; remove one of them",
                at: external, of: example,
                notes: [Diagnostic.Note("the value stands here", at: value)])
        }
    }
}
