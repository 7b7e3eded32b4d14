import Diagnostics
import WireJSON

extension Rule {
    static let pairingMissingParam = Rule(
        "openrpc.pairing-missing-param", .prose, .text, decides: ["O54"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'examples': each pairing holds valid params; \
                Content Descriptor Object, 'required': a required param is never left out.
                """,
            why: """
                A test or a page of documentation made from the pairing makes a call that the \
                server refuses with 'invalid params'.
                """,
            example: """
                { "name": "pet.get", "params": [ { "name": "id", "required": true, "schema": {} } ],
                  "examples": [ { "name": "a pet", "params": [] } ] }
                """,
            remedy: "Add an example for the required param, or make the param optional.")
    ) { reading in
        reading.pairings.compactMap { pairing in
            guard let missing = Correspondence(pairing, in: reading)?.missing, missing.count > 0,
                let place = pairing.site.member("params")
            else { return nil }
            let names = missing.first.map { "'\($0.value["name"]?.string ?? "")'" }
            let list = names.joined(separator: ", ") + (missing.count > names.count ? ", …" : "")
            return Remark(
                "a pairing must have an example for each required param of its method, found none "
                    + "for \(list) of '\(pairing.method.name)'; add it",
                at: place,
                notes: zip(names, missing.first).map { name, param in
                    Diagnostic.Note("\(name) is required here", at: param.span)
                })
        }
    }
}
