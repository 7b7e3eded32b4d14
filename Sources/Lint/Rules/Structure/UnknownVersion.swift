extension Rule {
    static let unknownVersion = Rule(
        "structure.version", .structure, .must, decides: ["O02", "O04"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, OpenRPC Object, 'openrpc': the semantic version of the \
                specification that the document uses; semver has three numbers. A tool for a \
                lower minor version should serve a document of a higher one, so what is newer \
                than 1.4 is held to 1.4.
                """,
            why: """
                The version decides by which rules all the rest is read; with none, or one that \
                was never published, tools guess or refuse.
                """,
            example: #"""
                { "openrpc": "1.2", "info": { "title": "Pets", "version": "1" }, "methods": [] }
                """#,
            remedy: "State a published version in full.")
    ) { $0.flaws(.version) }
}
