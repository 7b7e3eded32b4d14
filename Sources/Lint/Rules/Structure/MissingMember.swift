extension Rule {
    static let missingMember = Rule(
        "structure.missing-member", .structure, .must,
        decides: ["O05", "O06", "O11", "O13", "O23", "O36", "O42", "O53", "O60"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, the field tables: what is REQUIRED there and in the \
                meta-schema of the document's version, such as 'info', 'methods', a method's \
                'params', a content descriptor's 'schema' and a server's 'url'. In 1.0 a \
                method's 'result' is among them. The formats that the meta-schema names are not \
                asserted, so a server's url may be relative, as the prose says.
                """,
            why: """
                A reader has nothing to put in its place: validators refuse the document, and \
                generators fail or guess.
                """,
            example: #"{ "name": "pet.get", "result": { "name": "pet", "schema": true } }"#,
            remedy: "Add the member; a method without params has an empty array.")
    ) { $0.flaws(.missingMember) }
}
