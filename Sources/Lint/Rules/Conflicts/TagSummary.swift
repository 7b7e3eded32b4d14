extension Rule {
    static let tagSummary = Rule(
        "spec-conflict.tag-summary", .conflict, .may, decides: ["O60"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, Tag Object: 'summary' is one of its fields. The meta-schemas \
                refuse it, and the text of 1.4, which is made from the meta-schema, no longer \
                has it, though a minor version is not to disturb what was lawful before.
                """,
            why: """
                A tool that validates by the meta-schema refuses the document.
                """,
            example: #"{ "name": "pets", "summary": "everything about pets" }"#,
            remedy: "Say it in 'description' if such a tool must read the document.")
    ) { $0.flaws(.tagSummary) }
}
