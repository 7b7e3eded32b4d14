extension Rule {
    static let patchVersion = Rule(
        "spec-conflict.patch-version", .conflict, .may, decides: ["O03"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Versions: tools should make no distinction between patch \
                versions. The meta-schemas of 1.0 and 1.3 list the versions that they know, so \
                1.3.3 is refused by the one and the same as 1.3.2 by the other.
                """,
            why: """
                A tool that validates by the meta-schema refuses a document that the prose \
                allows.
                """,
            example: #"""
                { "openrpc": "1.3.3", "info": { "title": "Pets", "version": "1" }, "methods": [] }
                """#,
            remedy: """
                Nothing is wrong with the document. State a published patch version if such a \
                tool must read it.
                """)
    ) { $0.flaws(.patchVersion) }
}
