import Diagnostics
import WireJSON

extension Rule {
    static let pairingResultAndError = Rule(
        "openrpc.pairing-result-and-error", .prose, .must, decides: ["O57"],
        Explanation(
            clause: """
                OpenRPC 1.3.2, Example Pairing Object, 'error': the error object that the call ends \
                with, in place of a result; JSON-RPC 2.0 §5: a response has one of the two, never \
                both.
                """,
            why: "No server can answer so, and a mock cannot tell which of the two to serve.",
            example: """
                { "name": "no such pet", "params": [], "result": { "name": "pet", "value": null },
                  "error": { "code": 404, "message": "no such pet" } }
                """,
            remedy: "Keep the one that the params lead to; make a second pairing of the other.")
    ) { reading in
        reading.survey[.pairing].compactMap { pairing in
            guard !pairing.isReference, let error = pairing.nameSpan(of: "error"),
                let result = pairing.nameSpan(of: "result")
            else { return nil }
            return Remark(
                "a pairing must end in a result or in an error, found both; "
                    + "make two pairings of it",
                at: error, of: pairing,
                notes: [Diagnostic.Note("the result stands here", at: result)])
        }
    }
}
