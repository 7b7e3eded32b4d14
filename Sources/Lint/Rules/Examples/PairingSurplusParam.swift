import Diagnostics
import WireJSON

extension Rule {
    static let pairingSurplusParam = Rule(
        "openrpc.pairing-surplus-param", .prose, .text, decides: ["O54"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'examples': each pairing holds valid params; \
                'params' lists all that there are.
                """,
            why: """
                An example beyond the last param can be sent neither by name nor by position, so \
                a call made from the pairing is refused or shows something else.
                """,
            example: """
                { "name": "pet.list", "params": [ { "name": "tags", "schema": { "type": "array" } } ],
                  "examples": [ { "name": "two tags", "params": [
                    { "name": "first", "value": "cat" }, { "name": "second", "value": "dog" } ] } ] }
                """,
            remedy: """
                Remove the example, declare the param, or put the examples of an array's elements \
                into one array.
                """)
    ) { reading in
        reading.pairings.compactMap { pairing in
            guard let correspondence = Correspondence(pairing, in: reading),
                correspondence.manner != .byName,
                correspondence.examples.count > correspondence.params.count
            else { return nil }
            let (given, known) = (correspondence.examples, correspondence.params)
            let params = pairing.method.site.member("params").map {
                Diagnostic.Note("the params of '\(pairing.method.name)' stand here", at: $0.span)
            }
            return Remark(
                "a pairing must not have more examples than its method has params, found "
                    + "\(given.count) for the \(known.count) of '\(pairing.method.name)'; remove "
                    + "what is too much, or declare the param",
                at: given[known.count], notes: params.map { [$0] } ?? [])
        }
    }
}
