import Lint
import WireJSON

extension Site {
    /// What a reader would call the value: "param 'id' of 'pet.get'", "'Pet' at '.tags[]'".
    var label: String {
        let tokens = place.pointer.tokens
        var value = place.text.root
        var names: [String] = []
        for token in tokens {
            value = value.resolve(JSONPointer([token])) ?? .null
            names.append(value["name"]?.string ?? value["code"]?.text(.compact) ?? token)
        }
        switch tokens.first {
        case nil: return "the document"
        case "methods" where tokens.count > 1: return Self.method(tokens, names)
        case "servers" where tokens.count > 1:
            return "server '\(names[1])'" + Self.path(tokens.dropFirst(2))
        case "components" where tokens.count > 2:
            return "'\(tokens[2])'" + Self.path(tokens.dropFirst(3))
        case let first?: return "'\(first)'" + Self.path(tokens.dropFirst())
        }
    }

    /// What the elements of the lists of a method are called.
    private static let elements = [
        "params": "param", "errors": "error", "links": "link", "examples": "example",
        "tags": "tag", "servers": "server",
    ]

    private static func method(_ tokens: [String], _ names: [String]) -> String {
        let method = "'\(names[1])'"
        guard tokens.count > 2 else { return "method \(method)" }
        if let noun = elements[tokens[2]], tokens.count > 3 {
            return "\(noun) '\(names[3])' of \(method)" + path(tokens.dropFirst(4))
        }
        let member = tokens[2] == "result" ? "the result" : "'\(tokens[2])'"
        return "\(member) of \(method)" + path(tokens.dropFirst(3))
    }

    /// The rest of the way, as members and elements of what it describes.
    private static func path(_ tokens: ArraySlice<String>) -> String {
        var text = ""
        var rest = tokens.first == "schema" ? tokens.dropFirst() : tokens
        while let token = rest.popFirst() {
            switch token {
            case "properties": if let name = rest.popFirst() { text += ".\(name)" }
            case "items": text += "[]"
            case "additionalProperties": text += ".*"
            case "allOf", "anyOf", "oneOf":
                if let index = rest.popFirst() { text += " \(token) \(index)" }
            default: text += (text.isEmpty ? "" : "/") + token
            }
        }
        return text.isEmpty ? "" : " at '\(text.first == " " ? String(text.dropFirst()) : text)'"
    }
}
