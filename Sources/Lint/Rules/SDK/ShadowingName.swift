import Diagnostics
import WireJSON

extension Rule {
    static let shadowingName = Rule(
        "sdk.shadowing-name", .sdk, .derived, severity: .note, decides: ["G08", "G09"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it. The body of a Python class is one scope for its \
                fields and for the annotations of those that follow; a type hides what a module \
                imports, or what Rust has in its prelude.
                """,
            why: """
                A field 'list' makes 'tags: list[str]' below it fail at import, a schema 'Option' \
                takes the place of Rust's own; SDKs have to rename it.
                """,
            example: #"{ "properties": { "list": { "type": "array" } } }"#,
            remedy: "Choose another name while the API is young; otherwise nothing.")
    ) { reading in
        var found = Gatherings<Shadow>()
        for name in reading.allNames {
            if let shadow = Shadow(name) { found.add(shadow, name.span, name.bearer) }
        }
        return found.remarks { shadow, times in
            "\(shadow.noun) should leave alone what generated code needs, '\(shadow.text)' "
                + "\(shadow.harm)\(times); choose another name"
        }
    }
}

/// A name that hides something, or is hidden.
private struct Shadow: Hashable {
    let noun: String
    let text: String
    let harm: String

    init?(_ name: Naming) {
        guard let harm = Self.harm(of: name.text, as: name.role) else { return nil }
        noun = name.role.noun
        text = name.text
        self.harm = harm
    }

    private static func harm(of name: String, as role: Naming.Role) -> String? {
        switch role {
        case .property where annotations.contains(name):
            return "hides what dataclasses are declared with in Python"
        case .property where name.hasPrefix("__") && name.hasSuffix("__") && name.utf8.count > 4:
            return "is one of the names that Python keeps for itself"
        case .property where name.hasPrefix("__"):
            return "is rewritten inside of a class by Python"
        case .method where annotations.contains(name):
            return "hides what the methods below it are annotated with in Python"
        case .param where name == "cls":
            return "is what Python's class methods call their class"
        case .type: return harm(ofType: Words(name))
        default: return nil
        }
    }

    /// What stands in annotations and defaults of a dataclass. `id` and `type` do not, and nearly
    /// every document has them.
    private static let annotations: Set = [
        "field", "dataclass", "Optional", "Union", "List", "Dict", "Any", "Literal", "list",
        "dict", "str", "int", "float", "bool", "bytes", "tuple", "set", "object",
    ]

    private static func harm(ofType words: Words) -> String? {
        if let name = Language.python.camel(words), imports.contains(name) {
            return "becomes '\(name)', which Python's modules import or build in"
        }
        if let name = Language.rust.camel(words), prelude.contains(name) {
            return "becomes '\(name)', which is a part of Rust's prelude"
        }
        return nil
    }

    private static let imports: Set = [
        "Any", "Optional", "Union", "List", "Dict", "Literal", "Enum", "Callable", "Protocol",
        "TypedDict", "Exception",
    ]

    private static let prelude: Set = ["Option", "Result", "String", "Vec", "Box", "Ok", "Err"]
}
