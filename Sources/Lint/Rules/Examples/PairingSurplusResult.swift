import Diagnostics
import WireJSON

extension Rule {
    static let pairingSurplusResult = Rule(
        "openrpc.pairing-surplus-result", .prose, .text, decides: ["O55"],
        Explanation(
            clause: """
                OpenRPC 1.3 and 1.4, Method Object, 'result': a method without one is only ever \
                used as a notification, which nothing answers.
                """,
            why: """
                The pairing shows an answer that never comes, and nothing says what type it would \
                have.
                """,
            example: """
                { "name": "log", "params": [],
                  "examples": [ { "name": "a line", "params": [],
                                  "result": { "name": "done", "value": true } } ] }
                """,
            remedy: "Declare the method's result, or remove the pairing's.")
    ) { reading in
        // Before 1.3 a method could not do without a result: its absence is a finding of its own.
        guard let release = reading.release, release >= Release(1, 3) else { return [] }
        return reading.pairings.compactMap { pairing in
            guard pairing.method.site.value["result"] == nil,
                let span = pairing.site.nameSpan(of: "result")
            else { return nil }
            return Remark(
                "a pairing must not show a result where its method has none, found one for "
                    + "'\(pairing.method.name)'; declare the method's result, or remove this one",
                at: span, of: pairing.site,
                notes: [
                    Diagnostic.Note("the method stands here", at: pairing.method.site.span)
                ])
        }
    }
}
