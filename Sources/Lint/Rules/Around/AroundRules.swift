import Diagnostics

extension Rule {
    /// What is found before and beside the rules that judge a reading: a text that is not JSON, a
    /// file that cannot be had, a configuration that is wrong, an outside opinion.
    package static let around: [Rule] =
        textRules + fileRules + configurationRules + [.outsideOpinion]

    /// A rule that judges no reading.
    static func beside(
        _ id: String, _ layer: Layer, decides requirements: [String] = [],
        _ explanation: Explanation
    ) -> Rule {
        Rule(id, layer, .must, decides: requirements, explanation, examine: { _ in [] })
    }

    static let outsideOpinion = Rule(
        "metaschema.opinion", .around, .may, severity: .note, decides: [],
        Explanation(
            clause: """
                The official meta-schema of the document's version, as a JSON Schema validator \
                reads it. It is a second opinion on the layer 'structure' and counts as a note, \
                unless one of the two refuses the document and the other does not.
                """,
            why: """
                Assay states the meta-schema's demands in rules of its own; where a validator \
                differs, one of the two is wrong.
                """,
            example: "assay lint openrpc.json --metaschema schema.json",
            remedy: """
                Mend what the rules of the layer 'structure' find at the same place; when they \
                find nothing, check that the meta-schema is the one of the document's version.
                """), examine: { _ in [] })
}
