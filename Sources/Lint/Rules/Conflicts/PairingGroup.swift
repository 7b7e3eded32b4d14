import WireJSON

extension Rule {
    static let pairingGroup = Rule(
        "spec-conflict.pairing-group", .conflict, .may, decides: ["O62"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, Components Object: example pairings stand under \
                'examplePairingObjects'. The meta-schemas, and the text of 1.4, call the group \
                'examplePairings', and look at no pairing in a group of the other name.
                """,
            why: """
                Tools made from the meta-schema do not see the pairings at all, nor any mistake in \
                them.
                """,
            example: #"{ "components": { "examplePairingObjects": {} } }"#,
            remedy: """
                Nothing is wrong with the document up to 1.3. Call the group 'examplePairings' \
                where tools must see it, and follow with the references to it.
                """)
    ) { reading in
        reading.survey[.components].compactMap { components in
            let name = "examplePairingObjects"
            guard let span = components.nameSpan(of: name) else { return nil }
            return Remark(
                "the prose calls the group '\(name)', and the meta-schema 'examplePairings'; "
                    + "write the latter where tools must see it",
                at: span, of: components)
        }
    }
}
