extension Rule {
    static let schemaLimit = Rule(
        "structure.schema-limit", .structure, .must, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07, Validation §6: the limits of length and count are not \
                negative, and 'multipleOf' is above zero.
                """,
            why: """
                No value can be held to such a limit, and validators refuse to compile the \
                schema.
                """,
            example: #"{ "type": "string", "maxLength": -1 }"#,
            remedy: "Write a limit that can be met, or remove the keyword.")
    ) { $0.flaws(.schemaLimit) }
}
