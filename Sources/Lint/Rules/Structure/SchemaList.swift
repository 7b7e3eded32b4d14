extension Rule {
    static let schemaList = Rule(
        "structure.schema-list", .structure, .must, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07, Validation §6.1, §6.5 and §6.7: 'allOf', 'anyOf', 'oneOf', \
                an array of 'items' and an array of types have at least one element; types and \
                the names in 'required' stand once.
                """,
            why: """
                An empty 'anyOf' admits no value at all, and validators refuse to compile the \
                schema.
                """,
            example: #"{ "anyOf": [] }"#,
            remedy: "Add an element or remove the keyword; remove what stands twice.")
    ) { $0.flaws(.schemaList) }
}
