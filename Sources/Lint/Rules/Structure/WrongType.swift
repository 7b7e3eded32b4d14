extension Rule {
    static let wrongType = Rule(
        "structure.wrong-type", .structure, .must,
        decides: ["O01", "O05", "O06", "O13", "O23", "O33", "O36", "O42"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Format and the types of the field tables: the document is a \
                JSON object, and each of its fields has a type. A result, where there is one, is \
                a content descriptor or a reference, and never null.
                """,
            why: """
                Readers stop at a value of another type, or convert it, each in its own way.
                """,
            example: #"""
                { "openrpc": "1.3.2", "info": { "title": "Pets", "version": 1 }, "methods": [] }
                """#,
            remedy: "Write a value of the type that the message names.")
    ) { $0.flaws(.wrongType) }
}
