extension Rule {
    static let referenceSiblings = Rule(
        "spec-conflict.reference-siblings", .conflict, .may, decides: ["O67"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Reference Object: it cannot be extended, and what is added \
                SHALL be ignored. The meta-schemas refuse an object with '$ref' and anything \
                else, save in schemas.
                """,
            why: """
                A tool that validates by the meta-schema refuses the document; another ignores \
                the sibling, which a reader of the text may think is in force.
                """,
            example: #"""
                { "$ref": "#/components/contentDescriptors/Pet", "description": "the pet" }
                """#,
            remedy: "Move the sibling to what the reference names, or remove it.")
    ) { $0.flaws(.referenceSiblings) }
}
