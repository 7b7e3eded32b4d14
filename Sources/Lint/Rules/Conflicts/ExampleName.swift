extension Rule {
    static let exampleName = Rule(
        "spec-conflict.example-name", .conflict, .may, decides: ["O59"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, Example Object: 'name' is a field that may be absent. The \
                meta-schemas require it, and so does the text of 1.4, which is made from the \
                meta-schema, though a minor version is not to disturb what was lawful before.
                """,
            why: """
                A tool that validates by the meta-schema refuses the document.
                """,
            example: #"{ "value": 7 }"#,
            remedy: "Give each example a name; that is lawful in every version.")
    ) { $0.flaws(.exampleName) }
}
