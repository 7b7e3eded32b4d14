extension Rule {
    static let emptyName = Rule(
        "structure.empty-name", .structure, .must, decides: ["O22"],
        Explanation(
            clause: """
                The meta-schemas of 1.3 and 1.4: the name of a method, a content descriptor, a \
                link, a tag, an example or a pairing has at least one character. That of 1.0 \
                does not say so.
                """,
            why: """
                A name is what goes over the wire and what an SDK's symbols are made from; \
                nothing can be made from none.
                """,
            example: #"{ "name": "", "params": [] }"#,
            remedy: "Give it a name.")
    ) { $0.flaws(.emptyName) }
}
