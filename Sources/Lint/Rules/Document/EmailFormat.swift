import WireJSON

extension Rule {
    static let emailFormat = Rule(
        "openrpc.email-format", .prose, .must, decides: ["O07"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Contact Object, 'email': in the format of an e-mail address; \
                RFC 5322 §3.4.1 says which texts are.
                """,
            why: "Nobody can write to what is no address.",
            example: #"{ "contact": { "email": "API Team <api@example.org>" } }"#,
            remedy: """
                Write the bare address; the name of who reads it belongs into the contact's 'name'.
                """)
    ) { reading in
        reading.survey[.contact].compactMap { contact in
            guard let site = contact.member("email"), let text = site.value.string,
                !MailAddress.matches(text)
            else { return nil }
            return Remark(
                "'email' must be an e-mail address, found '\(text)'; write it as 'name@host'",
                at: site, fix: baring(site, text))
        }
    }

    /// `mailto:` and the space around an address are no part of it.
    private static func baring(_ site: Site, _ text: String) -> Fix? {
        let scheme = "mailto:"
        let trimmed = text.trimmingSpaces
        let address =
            trimmed.utf8.starts(with: scheme.utf8)
            ? String(trimmed.dropFirst(scheme.count)) : trimmed
        guard MailAddress.matches(address),
            let edit = Fix.Edit.replacing(site.value, with: JSONValue.quoted(address))
        else { return nil }
        return Fix("leave the bare address", [edit])
    }
}
