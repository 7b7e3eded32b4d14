import WireJSON

extension Rule {
    static let pairingResultValue = Rule(
        "openrpc.pairing-result-value", .prose, .text, decides: ["O55"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Example Pairing Object, 'result': what a caller can expect for \
                these very params; Example Object: an example is meant to match the schema of its \
                content descriptor.
                """,
            why: """
                Code written for the schema fails on what the example shows, and a mock that \
                serves the example breaks every typed client.
                """,
            example: """
                { "name": "pet.count", "params": [],
                  "result": { "name": "count", "schema": { "type": "integer" } },
                  "examples": [ { "name": "three", "params": [],
                                  "result": { "name": "count", "value": "3" } } ] }
                """,
            remedy: "Correct whichever of the two is wrong, the example or the schema.")
    ) { (reading: Reading) -> [Question] in
        var seen: Set<[ValueKey]> = []
        return reading.pairings.compactMap { pairing in
            guard let example = reading.object("result", as: .example, of: pairing.site),
                let value = example.member("value"),
                let result = reading.object(
                    "result", as: .contentDescriptor, of: pairing.method.site),
                let schema = result.member("schema", as: .schema),
                seen.insert([ValueKey(value), ValueKey(schema)]).inserted
            else { return nil }
            return Question(is: value, validBy: schema) { problem in
                "an example must be valid by the schema of the result of "
                    + "'\(pairing.method.name)', but \(problem); correct one of the two"
            }
        }
    }
}
