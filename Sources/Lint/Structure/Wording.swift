import WireJSON

/// What a message calls a value, by the way to it: the nearest thing that has a name or a number.
enum Wording {
    /// A value by its member, such as `'params' of method 'pet.get'`.
    static func value(at tokens: [String], in root: JSONValue) -> String {
        guard let last = tokens.last else { return "the document" }
        if tokens == ["info"] { return "'info'" }
        let (name, taken) = landmark(tokens, root)
        if taken == tokens.count { return name }
        let isElement = root.resolve(JSONPointer(tokens.dropLast()))?.array != nil
        let member = tokens.count > 1 ? tokens[tokens.count - 2] : ""
        let what = isElement ? "an element of '\(member)'" : "'\(last)'"
        if taken == 0 { return what }
        return "\(what) \(taken == tokens.count - 1 ? "of" : "in") \(name)"
    }

    /// An object by its kind, such as `a server in method 'pet.get'`.
    static func object(_ kind: Kind, at tokens: [String], in root: JSONValue) -> String {
        let (name, taken) = landmark(tokens, root)
        return taken == tokens.count ? name : "\(kind.noun) in \(name)"
    }

    /// What to do about a value of the wrong type.
    static func way(from value: JSONValue, to what: String) -> String {
        switch what {
        case "a string" where value.number != nil || value.bool != nil: "put it in quotes"
        case "a boolean": "write 'true' or 'false', without quotes"
        case "an integer" where value.string != nil: "write it without quotes"
        case "an integer" where value.number != nil: "write it without a fraction"
        default: "write \(what) there"
        }
    }

    /// The last thing on the way that a reader knows by name, and how many steps lead to it.
    private static func landmark(_ tokens: [String], _ root: JSONValue) -> (String, Int) {
        guard let first = tokens.first else { return ("the document", 0) }
        switch first {
        case "info": return ("the info object", 1)
        case "components" where tokens.count > 2:
            return ("component '\(tokens[2])' of '\(tokens[1])'", 3)
        case "components": return ("the components", 1)
        case "servers" where tokens.count > 1: return (numbered("server", tokens[1]), 2)
        case "methods" where tokens.count > 1: return method(tokens, root)
        default: return ("the document", 0)
        }
    }

    private static func method(_ tokens: [String], _ root: JSONValue) -> (String, Int) {
        let method = root.resolve(JSONPointer(Array(tokens.prefix(2))))
        let name = named("method", method, tokens[1])
        guard tokens.count > 2 else { return (name, 2) }
        if tokens[2] == "result", method?["result"] != nil { return ("the result of \(name)", 3) }
        guard tokens.count > 3, let noun = nouns[tokens[2]] else { return (name, 2) }
        let part = method?.resolve(JSONPointer(Array(tokens[2...3])))
        return ("\(named(noun, part, tokens[3])) of \(name)", 4)
    }

    private static let nouns = [
        "params": "param", "errors": "error", "links": "link", "tags": "tag", "servers": "server",
        "examples": "example pairing",
    ]

    private static func named(_ noun: String, _ value: JSONValue?, _ index: String) -> String {
        guard let name = value?["name"]?.string, !name.isEmpty else { return numbered(noun, index) }
        return "\(noun) '\(name)'"
    }

    /// Counted from one, as people do.
    private static func numbered(_ noun: String, _ index: String) -> String {
        "\(noun) \((Int(index) ?? 0) + 1)"
    }
}
