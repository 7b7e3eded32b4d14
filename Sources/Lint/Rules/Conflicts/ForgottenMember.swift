extension Rule {
    static let forgottenMember = Rule(
        "spec-conflict.forgotten-member", .conflict, .may, decides: ["O16", "O17"],
        Explanation(
            clause: """
                OpenRPC 1.0: the document has 'externalDocs' and extensions, a method has \
                'servers', 'deprecated' and 'externalDocs', and a content descriptor has \
                'deprecated'. The meta-schema of 1.0 knows none of these; later ones do.
                """,
            why: """
                A tool that validates by the meta-schema of 1.0 refuses the document.
                """,
            example: #"""
                { "openrpc": "1.0.0", "methods": [ { "name": "pet.get", "deprecated": true } ] }
                """#,
            remedy: """
                Nothing is wrong with the document. State a later version in 'openrpc' if such a \
                tool must read it.
                """)
    ) { $0.flaws(.forgottenMember) }
}
