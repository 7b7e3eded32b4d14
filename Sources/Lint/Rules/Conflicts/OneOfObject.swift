extension Rule {
    static let oneOfObject = Rule(
        "spec-conflict.one-of-object", .conflict, .may, decides: ["O36"],
        Explanation(
            clause: """
                OpenRPC 1.1 and 1.2, oneOf Object: it may stand in place of a content \
                descriptor. The meta-schema for these versions, which is that of 1.3, does not \
                know it; that of 1.0 does.
                """,
            why: """
                A tool that validates by the meta-schema refuses the document, and most \
                generators do not know the object.
                """,
            example: #"""
                { "params": [ { "oneOf": [ { "name": "id", "schema": { "type": "integer" } },
                                           { "name": "name", "schema": { "type": "string" } } ] } ] }
                """#,
            remedy: """
                Write one content descriptor and put the alternatives into its schema.
                """)
    ) { $0.flaws(.oneOfObject) }
}
