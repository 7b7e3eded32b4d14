import WireJSON

extension Rule {
    static let unnameable = Rule(
        "sdk.unnameable", .sdk, .derived, decides: ["G06"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it. Identifiers consist of letters, digits and '_' \
                (UAX 31, which Python and Rust both follow).
                """,
            why: """
                Nothing of the name can stand in an identifier, so an SDK has to make one up, \
                which says nothing and may change from version to version.
                """,
            example: #"{ "properties": { "+": { "type": "integer" } } }"#,
            remedy: "Choose a name with a letter or digit in it.")
    ) { reading in
        var found = Gatherings<Unnameable>()
        for name in reading.allNames where name.role != .tag {
            // An empty name of a method is against the meta-schema already.
            guard name.role != .method || !name.text.isEmpty,
                !name.text.unicodeScalars.contains(where: \.isWord)
            else { continue }
            found.add(
                Unnameable(noun: name.role.noun, name: JSONName(name.text)), name.span,
                name.bearer)
        }
        return found.remarks { key, times in
            "\(key.noun) needs a name with a letter or digit, found '\(key.name.text)'\(times); "
                + "choose one that can be an identifier"
        }
    }
}

private struct Unnameable: Hashable {
    let noun: String
    let name: JSONName
}
