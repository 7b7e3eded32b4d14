extension Rule {
    static let schemaKeyword = Rule(
        "structure.schema-keyword", .structure, .must, decides: ["O37"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Schema Object: a schema follows JSON Schema draft-07, so it \
                is an object or a boolean, and the value of each keyword is of the type that \
                draft-07 gives. Whether a pattern is a regular expression, and a format holds, \
                is not asserted here.
                """,
            why: """
                Validators refuse to compile the schema, and generators lose the constraint. \
                Keywords of draft-04 with another type, such as a boolean 'exclusiveMinimum' or \
                'required', end up here.
                """,
            example: #"""
                { "type": "object", "properties": { "id": { "type": "string", "required": true } } }
                """#,
            remedy: "Write a value of the type that draft-07 asks for.")
    ) { $0.flaws(.schemaKeyword) }
}
