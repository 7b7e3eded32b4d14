import WireJSON

extension Rule {
    static let paddedName = Rule(
        "sdk.padded-name", .sdk, .derived, decides: ["G06"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it; JSON-RPC 2.0 §4.2 has the names of params match \
                exactly, white space included.
                """,
            why: """
                Nobody sees the blank. Whoever types the name sends another one, and a server \
                that knows only the padded name, or only the plain one, ignores the value.
                """,
            example: #"{ "properties": { "disableStack ": { "type": "boolean" } } }"#,
            remedy: "Remove the white space, or make sure that the server does expect it.")
    ) { reading in
        var found = Gatherings<PaddedName>()
        for name in reading.allNames {
            let scalars = name.text.unicodeScalars
            guard let first = scalars.first, let last = scalars.last,
                first.isBlank || last.isBlank,
                scalars.contains(where: { !$0.isBlank })
            else { continue }
            let key = PaddedName(noun: name.role.noun, text: JSONName(name.text))
            found.add(key, name.span, name.bearer)
        }
        return found.remarks { key, times in
            "\(key.noun)'s name should not begin or end with white space, found "
                + "\(JSONValue.quoted(key.text.text))\(times); remove it"
        }
    }
}

private struct PaddedName: Hashable {
    let noun: String
    let text: JSONName
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        (0x21..<0x7F).contains(value) ? false : properties.isWhitespace
    }
}
