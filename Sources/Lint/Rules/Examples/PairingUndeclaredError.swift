import Diagnostics
import WireJSON

extension Rule {
    static let pairingUndeclaredError = Rule(
        "openrpc.pairing-undeclared-error", .prose, .derived, severity: .note, decides: ["O57"],
        Explanation(
            clause: """
                Derived: OpenRPC 1.0 to 1.4, Method Object, 'errors', lists the errors of an \
                application that a method may return; a pairing that ends in another shows one \
                that is missing there. Codes of JSON-RPC 2.0 itself need no declaration.
                """,
            why: "A typed client has no class for the error that the pairing shows.",
            example: """
                { "name": "pet.get", "params": [], "errors": [ { "code": 1, "message": "asleep" } ],
                  "examples": [ { "name": "none", "params": [],
                                  "error": { "code": 2, "message": "no such pet" } } ] }
                """,
            remedy: "Add the error to the method's 'errors', or correct the code.")
    ) { reading in
        reading.shownMethods.flatMap { method -> [Remark] in
            guard let listed = method.site.member("errors"),
                let errors = reading.objects("errors", as: .error, of: method.site), !errors.isEmpty
            else { return [] }
            let codes = errors.compactMap { $0.value["code"]?.number.map(JSONDecimal.init) }
            let declared = Set(codes)
            guard codes.count == errors.count else { return [] }
            return reading.pairings(of: method).compactMap { pairing in
                guard let error = reading.object("error", as: .error, of: pairing.site),
                    let code = error.member("code"), let number = code.value.number,
                    number.isInteger, !isPredefined(number),
                    !declared.contains(JSONDecimal(number))
                else { return nil }
                return Remark(
                    "an error that a pairing ends in should be declared by its method, found "
                        + "\(number.text), which '\(method.name)' does not list; add it",
                    at: code,
                    notes: [Diagnostic.Note("the method's errors stand here", at: listed.span)])
            }
        }
    }

    private static func isPredefined(_ code: JSONNumber) -> Bool {
        code.int.map { (-32_768 ... -32_000).contains($0) } ?? false
    }
}
