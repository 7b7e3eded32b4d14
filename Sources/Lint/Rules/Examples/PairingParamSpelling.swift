import Diagnostics
import WireJSON

extension Rule {
    static let pairingParamSpelling = Rule(
        "openrpc.pairing-param-spelling", .prose, .derived, severity: .note, decides: ["O54"],
        Explanation(
            clause: """
                Derived: OpenRPC 1.0 to 1.4, Example Object, 'name': its canonical name. It may be \
                any label; where others of the pairing have the names of their params, one that \
                has its param's but for capitals was meant to.
                """,
            why: """
                Tools that match examples by name find no param of that name, and make a call that \
                the server refuses.
                """,
            example: """
                { "name": "pet.get",
                  "params": [ { "name": "tag", "schema": {} }, { "name": "petId", "schema": {} } ],
                  "examples": [ { "name": "a pet", "params": [
                    { "name": "tag", "value": "cat" }, { "name": "petID", "value": 7 } ] } ] }
                """,
            remedy: "Spell the example's name as the param's.")
    ) { reading in
        reading.pairings.flatMap { pairing -> [Remark] in
            guard let correspondence = Correspondence(pairing, in: reading),
                correspondence.manner == .byPosition, correspondence.goesByNames
            else { return [] }
            return correspondence.owned.compactMap { example, owner in
                guard let label = example.member("name"), let given = label.value.string,
                    let param = owner.member("name"), let name = param.value.string,
                    given.lowercased() == name.lowercased(), !JSONName.same(given, name)
                else { return nil }
                return Remark(
                    "an example should be named as its param is, found '\(given)' for '\(name)' of "
                        + "'\(pairing.method.name)'; spell them alike",
                    at: label,
                    notes: [Diagnostic.Note("'\(name)' is declared here", at: param.span)])
            }
        }
    }
}

extension Correspondence {
    /// Whether an example has the very name of its param.
    fileprivate var goesByNames: Bool {
        owned.contains { example, owner in
            guard let label = example.value["name"]?.string, let name = owner.value["name"]?.string
            else { return false }
            return JSONName.same(label, name)
        }
    }
}
