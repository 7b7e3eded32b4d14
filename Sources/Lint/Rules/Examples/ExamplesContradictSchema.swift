import WireJSON

extension Rule {
    static let examplesContradictSchema = Rule(
        "openrpc.examples-contradict-schema", .prose, .should, decides: ["O37"],
        Explanation(
            clause: """
                JSON Schema draft-07, Validation §10.4, 'examples': an array of values, recommended \
                to be valid by the schema it stands in; OpenRPC 1.0 to 1.4, Schema Object: schemas \
                follow draft-07.
                """,
            why: "Readers copy, and mocks serve, what the schema refuses.",
            example: #"{ "type": "string", "pattern": "^0x", "examples": [ "7f" ] }"#,
            remedy: "Correct whichever of the two is wrong, the example or the schema.")
    ) { (reading: Reading) -> [Question] in
        reading.plainSchemas.flatMap { schema in
            schema.elements(of: "examples").map { value in
                Question(is: value, validBy: schema) { problem in
                    "an example should be valid by its own schema, but \(problem); "
                        + "correct one of the two"
                }
            }
        }
    }
}
