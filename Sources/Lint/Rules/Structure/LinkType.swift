import WireJSON

extension Rule {
    static let linkType = Rule(
        "openrpc.link-type", .prose, .derived, decides: ["O52"],
        Explanation(
            clause: """
                OpenRPC 1.4, Link Object: an object with a canonical name. The meta-schema of 1.4 \
                forgets the type of both, so it lets any other value pass; before 1.4 it did not.
                """,
            why: """
                A link that is no object names no method, and a name that is no string names \
                nothing; readers stop there or pass it over.
                """,
            example: #"{ "name": "pet.get", "params": [], "links": [ "pet.owner" ] }"#,
            remedy: "Write a link object with a name and a method.")
    ) { reading in
        guard reading.edition == .fourth else { return [] }
        return reading.survey[.link].compactMap { link in
            guard link.value.object != nil else {
                return Remark(
                    "a link must be an object, found \(link.value.typePhrase); write one with "
                        + "'name' and 'method'",
                    at: link)
            }
            guard !link.isReference, let name = link.member("name"), name.value.string == nil
            else { return nil }
            return Remark(
                "the name of a link must be a string, found \(name.value.typePhrase); "
                    + "write a string",
                at: name)
        }
    }
}
