import Diagnostics
import WireJSON

extension Rule {
    static let keywordName = Rule(
        "sdk.keyword-name", .sdk, .derived, severity: .note, decides: ["G04", "G22"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it. The hard keywords of Python 3.9 to 3.14 are no \
                identifiers, and neither are 'self', 'super', 'crate' and 'Self' in Rust, where \
                every other keyword may be written raw.
                """,
            why: """
                An SDK has to call it otherwise than the wire does, and needs a map of names in \
                both directions; one that forgets it does not even compile.
                """,
            example: #"{ "properties": { "from": { "type": "string" } } }"#,
            remedy: "Choose another name while the API is young; otherwise nothing.")
    ) { reading in
        var found = Gatherings<Keyword>()
        for name in reading.allNames where name.role != .tag {
            if let keyword = Keyword(name) { found.add(keyword, name.span, name.bearer) }
        }
        return found.remarks { keyword, times in
            "\(keyword.noun) should not be named by a keyword, '\(keyword.text)' is one in "
                + "\(keyword.language.rawValue) and becomes "
                + "'\(keyword.language.escaped(keyword.text))'\(times); choose another name"
        }
    }
}

/// A name that is a keyword where it is used.
private struct Keyword: Hashable {
    let noun: String
    let text: String
    let language: Language

    init?(_ name: Naming) {
        if Language.pythonKeywords.contains(name.text) {
            language = .python
        } else if Language.rustNeverRaw.contains(name.text), name.text != "_" {
            language = .rust
        } else {
            return nil
        }
        noun = name.role.noun
        text = name.text
    }
}
