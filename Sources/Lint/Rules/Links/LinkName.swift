import WireJSON

extension Rule {
    static let linkName = Rule(
        "openrpc.link-name", .prose, .must, decides: ["O46"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, Link Object: 'name' is required, the canonical name of the \
                link. The meta-schema does not ask for it, the candidates of 1.0 had no such \
                field, and 1.4 no longer says it is required.
                """,
            why: "Tools have nothing to call the link by.",
            example: #"{ "links": [ { "method": "pet.owner" } ] }"#,
            remedy: "Give the link a name, such as 'owner'.")
    ) { reading in
        guard reading.isWritten(for: 0...3), reading.release?.candidate == "" else { return [] }
        return reading.links.compactMap { link in
            link.value["name"] == nil
                ? Remark(
                    "a link must have a 'name' up to OpenRPC 1.3; add it, such as 'owner'",
                    at: link) : nil
        }
    }
}

extension Reading {
    /// The links of the document where they stand, those among the components too.
    var links: [Site] { survey[.link].filter { $0.value.object != nil && !$0.isReference } }
}
