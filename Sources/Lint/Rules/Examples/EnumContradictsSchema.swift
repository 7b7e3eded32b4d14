import WireJSON

extension Rule {
    static let enumContradictsSchema = Rule(
        "openrpc.enum-contradicts-schema", .prose, .derived, decides: ["O37"],
        Explanation(
            clause: """
                Derived: JSON Schema draft-07, Validation §6.1.2 'enum' and §6.1.3 'const' list \
                what may be said, and every other keyword of the schema holds as well.
                """,
            why: """
                A value that is listed and refused at once can never be sent; a typed client \
                offers it all the same.
                """,
            example: #"{ "type": "string", "enum": [ "cat", "dog", null ] }"#,
            remedy: """
                Widen the other keyword, such as to [ "string", "null" ], or remove the value.
                """)
    ) { (reading: Reading) -> [Question] in
        reading.plainSchemas.flatMap { schema -> [Question] in
            // Alone, a list of values cannot be contradicted; most are.
            guard schema.value.object?.names.contains(where: Self.restricts) ?? false else {
                return []
            }
            let listed = schema.elements(of: "enum").map { ($0, "a value of 'enum'") }
            let only = schema.member("const").map { [($0, "the value of 'const'")] } ?? []
            return (listed + only).map { value, what in
                Question(is: value, validBy: schema) { problem in
                    "\(what) should be valid by the rest of its schema, but \(problem); "
                        + "widen the schema, or remove the value"
                }
            }
        }
    }

    /// Whether a keyword can refuse what `enum` or `const` allow; one of these can, the other.
    private static func restricts(_ keyword: String) -> Bool {
        switch keyword {
        case "title", "description", "default", "examples", "enum", "$id", "$schema", "$comment",
            "definitions", "format", "readOnly":
            false
        default: true
        }
    }
}
