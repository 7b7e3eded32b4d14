extension Rule {
    static let methodReference = Rule(
        "spec-conflict.method-reference", .conflict, .may, decides: ["O65"],
        Explanation(
            clause: """
                OpenRPC 1.0, OpenRPC Object, 'methods': method objects or references. The \
                meta-schema of 1.0 takes method objects alone; those of later versions take \
                both.
                """,
            why: """
                A tool that validates by the meta-schema of 1.0 refuses the document.
                """,
            example: ##"{ "openrpc": "1.0.0", "methods": [ { "$ref": "#/x-methods/get" } ] }"##,
            remedy: "State a later version in 'openrpc', or write the method out.")
    ) { $0.flaws(.methodReference) }
}
