extension Rule {
    static let externalValue = Rule(
        "spec-conflict.external-value", .conflict, .may, decides: ["O58"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Example Object: 'value' and 'externalValue' exclude each \
                other, so one of them is absent. The meta-schemas require 'value'.
                """,
            why: """
                No example with an external value can be lawful by both, and tools that validate \
                by the meta-schema refuse the document.
                """,
            example: #"""
                { "name": "photo", "externalValue": "https://example.com/photo.json" }
                """#,
            remedy: """
                Nothing is wrong with the document. Write the value out if such a tool must read \
                it.
                """)
    ) { $0.flaws(.externalValue) }
}
