extension Rule {
    static let pairingMember = Rule(
        "spec-conflict.pairing-member", .conflict, .may, decides: ["O53"],
        Explanation(
            clause: """
                OpenRPC before 1.3.2, Example Pairing Object: 'name', 'params' and 'result' may \
                be absent. The meta-schemas require the first two, and that of 1.0 the result as \
                well.
                """,
            why: """
                A tool that validates by the meta-schema refuses the document.
                """,
            example: #"{ "params": [ { "name": "id", "value": 7 } ] }"#,
            remedy: "Add the member; that is lawful in every version.")
    ) { $0.flaws(.pairingMember) }
}
