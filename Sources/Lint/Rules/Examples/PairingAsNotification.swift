import Diagnostics
import WireJSON

extension Rule {
    static let pairingAsNotification = Rule(
        "openrpc.pairing-as-notification", .prose, .text, severity: .note, decides: ["O56"],
        Explanation(
            clause: """
                OpenRPC 1.3.1 to 1.4, Example Pairing Object, 'result': a pairing without one shows \
                the method used as a notification.
                """,
            why: """
                That is lawful, and often it is a result that was forgotten: a test made from the \
                pairing sends no id and waits for nothing.
                """,
            example: """
                { "name": "pet.count", "params": [],
                  "result": { "name": "count", "schema": { "type": "integer" } },
                  "examples": [ { "name": "three", "params": [] } ] }
                """,
            remedy: "Add the result, unless the pairing is meant to show a notification.")
    ) { reading in
        guard let release = reading.release, release >= Release(1, 3) else { return [] }
        return reading.pairings.compactMap { pairing in
            guard pairing.site.value["result"] == nil, pairing.site.value["error"] == nil,
                let result = pairing.method.site.member("result"), !result.value.isNull
            else { return nil }
            return Remark(
                "a pairing without a result shows a notification, found one for "
                    + "'\(pairing.method.name)', which has a result; add it unless that is meant",
                at: pairing.site,
                notes: [Diagnostic.Note("the method's result stands here", at: result.span)])
        }
    }
}
