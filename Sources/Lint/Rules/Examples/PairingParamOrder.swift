import Diagnostics
import WireJSON

extension Rule {
    static let pairingParamOrder = Rule(
        "openrpc.pairing-param-order", .prose, .text, decides: ["O54"],
        Explanation(
            clause: """
                OpenRPC 1.2.6 to 1.4, Method Object, 'paramStructure' and 'examples': a method by \
                position takes its params in the order it declares, and each pairing holds valid \
                params.
                """,
            why: """
                A call made from the pairing has a value in another param's place; by position \
                none but the last params can be left out.
                """,
            example: """
                { "name": "move", "paramStructure": "by-position",
                  "params": [ { "name": "from", "schema": {} }, { "name": "to", "schema": {} } ],
                  "examples": [ { "name": "back", "params": [
                    { "name": "to", "value": 1 }, { "name": "from", "value": 2 } ] } ] }
                """,
            remedy: "Put the examples into the order of the params, without a gap.")
    ) { reading in
        reading.pairings.compactMap { pairing in
            guard pairing.method.structure == "by-position",
                let correspondence = Correspondence(pairing, in: reading),
                correspondence.manner == .byName
            else { return nil }
            for (index, example) in correspondence.examples.enumerated() {
                guard let position = correspondence.positions[index], position != index else {
                    continue
                }
                let owner = correspondence.params[position]
                let expected = correspondence.params[index]
                return Remark(
                    "the examples for a method by position must stand in the order of its params, "
                        + "found '\(owner.value["name"]?.string ?? "")' where "
                        + "'\(expected.value["name"]?.string ?? "")' of '\(pairing.method.name)' "
                        + "belongs; reorder or complete them",
                    at: example,
                    notes: [
                        Diagnostic.Note("the param in its place stands here", at: expected.span)
                    ])
            }
            return nil
        }
    }
}
