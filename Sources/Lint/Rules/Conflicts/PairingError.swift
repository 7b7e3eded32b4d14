extension Rule {
    static let pairingError = Rule(
        "spec-conflict.pairing-error", .conflict, .may, decides: ["O57"],
        Explanation(
            clause: """
                OpenRPC 1.3.2, Example Pairing Object, 'error': the error object that the call \
                ends with, in place of a result. The meta-schemas do not know the member; by them \
                and by the text of 1.4, a pairing without a result shows a notification.
                """,
            why: """
                Tools made from the meta-schema take the pairing for a notification, or want a \
                result as well, and find no mistake in the error.
                """,
            example: """
                { "name": "no such pet", "params": [ { "name": "id", "value": 7 } ],
                  "error": { "code": 404, "message": "no such pet" } }
                """,
            remedy: "Nothing is wrong with the document; know that some tools pass the error over.")
    ) { reading in
        reading.survey[.pairing].compactMap { pairing in
            guard !pairing.isReference, let span = pairing.nameSpan(of: "error") else { return nil }
            return Remark(
                "the meta-schema does not know 'error' in an example pairing, and the prose does; "
                    + "some tools pass it over",
                at: span, of: pairing)
        }
    }
}
