import WireJSON

extension Rule {
    static let pairingParamValue = Rule(
        "openrpc.pairing-param-value", .prose, .text, decides: ["O54"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Example Object: an example is meant to match the schema of its \
                content descriptor, and tools may refuse one that does not; Method Object, \
                'examples': each pairing holds valid params.
                """,
            why: """
                Readers copy what the server refuses, a mock cannot recognise the call, and a \
                typed client cannot even make it.
                """,
            example: """
                { "name": "pet.get", "params": [ { "name": "id", "schema": { "type": "integer" } } ],
                  "examples": [ { "name": "a pet", "params": [ { "name": "id", "value": "7" } ] } ] }
                """,
            remedy: "Correct whichever of the two is wrong, the example or the schema.")
    ) { (reading: Reading) -> [Question] in
        var seen: Set<[ValueKey]> = []
        return reading.pairings.flatMap { pairing -> [Question] in
            guard let correspondence = Correspondence(pairing, in: reading) else { return [] }
            return correspondence.owned.compactMap { example, param in
                guard let value = example.member("value"),
                    let schema = param.member("schema", as: .schema),
                    seen.insert([ValueKey(value), ValueKey(schema)]).inserted
                else { return nil }
                let name = param.value["name"]?.string ?? ""
                return Question(is: value, validBy: schema) { problem in
                    "an example must be valid by the schema of its param, '\(name)' of "
                        + "'\(pairing.method.name)', but \(problem); correct one of the two"
                }
            }
        }
    }
}
