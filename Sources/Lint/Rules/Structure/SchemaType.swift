extension Rule {
    static let schemaType = Rule(
        "structure.schema-type", .structure, .must, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07, Validation §6.1.1: a type is 'array', 'boolean', \
                'integer', 'null', 'number', 'object' or 'string'.
                """,
            why: """
                No value is of a type that does not exist; validators refuse the schema, and a \
                generator has no type to map it to.
                """,
            example: #"{ "type": "int" }"#,
            remedy: "Write one of the seven types; leave 'type' out for any value.")
    ) { $0.flaws(.schemaType) }
}
