import Diagnostics
import WireJSON

extension Rule {
    static let pairingUnknownParam = Rule(
        "openrpc.pairing-unknown-param", .prose, .text, decides: ["O54"],
        Explanation(
            clause: """
                OpenRPC 1.2.6 to 1.4, Method Object, 'paramStructure' and 'examples': a method \
                that takes its params by name takes them by the names it declares, and each \
                pairing holds valid params.
                """,
            why: """
                By name, the name of an example is all that says which param it is for, so a call \
                made from the pairing has a member that the server does not know.
                """,
            example: """
                { "name": "pet.list", "paramStructure": "by-name",
                  "params": [ { "name": "tag", "schema": {} }, { "name": "limit", "schema": {} } ],
                  "examples": [ { "name": "cats", "params": [
                    { "name": "tag", "value": "cat" }, { "name": "max", "value": 3 } ] } ] }
                """,
            remedy: "Give the example the name of the param that it is for, or declare the param.")
    ) { reading in
        reading.pairings.flatMap { pairing -> [Remark] in
            guard let correspondence = Correspondence(pairing, in: reading),
                correspondence.manner == .byName
            else { return [] }
            return zip(correspondence.examples, correspondence.positions).compactMap {
                each, position in
                guard position == nil, let name = each.member("name") else { return nil }
                let params = pairing.method.site.member("params").map {
                    Diagnostic.Note(
                        "the params of '\(pairing.method.name)' stand here", at: $0.span)
                }
                return Remark(
                    "an example for a method by name must have the name of a param, found "
                        + "'\(name.value.string ?? "")', which '\(pairing.method.name)' does not "
                        + "know; rename the example, or declare the param",
                    at: name, notes: params.map { [$0] } ?? [])
            }
        }
    }
}
