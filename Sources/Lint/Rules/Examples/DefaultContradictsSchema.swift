import WireJSON

extension Rule {
    static let defaultContradictsSchema = Rule(
        "openrpc.default-contradicts-schema", .prose, .should, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07, Validation §10.2, 'default': recommended to be valid by the \
                schema it stands in; OpenRPC 1.0 to 1.4, Schema Object: schemas follow draft-07.
                """,
            why: """
                A client that fills in the default sends what the server refuses, and a default of \
                another type than its field does not even compile.
                """,
            example: #"{ "type": "integer", "default": "10" }"#,
            remedy: "Correct whichever of the two is wrong, the default or the schema.")
    ) { (reading: Reading) -> [Question] in
        reading.plainSchemas.compactMap { schema in
            guard let value = schema.member("default") else { return nil }
            return Question(is: value, validBy: schema) { problem in
                "a default should be valid by its own schema, but \(problem); "
                    + "correct one of the two"
            }
        }
    }
}

extension Reading {
    /// The schemas of the document whose keywords count: beside a `$ref` none does.
    var plainSchemas: [Site] {
        survey[.schema].filter { !$0.isReference && $0.value.object != nil }
    }
}
