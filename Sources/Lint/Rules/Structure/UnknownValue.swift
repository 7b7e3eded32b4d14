extension Rule {
    static let unknownValue = Rule(
        "structure.unknown-value", .structure, .must, decides: ["O27"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'paramStructure': 'by-name' or 'by-position', \
                and 'either' since 1.1 in the meta-schema and since 1.2 in the prose.
                """,
            why: """
                It says whether a request carries an object or an array. A client that does not \
                know the word may send what the server refuses.
                """,
            example: #"{ "name": "pet.get", "paramStructure": "byName", "params": [] }"#,
            remedy: "Write one of the words that the message lists.")
    ) { $0.flaws(.unknownValue) }
}
