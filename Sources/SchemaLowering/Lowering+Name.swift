import WireJSON

// Names are a function of the place alone, so that neither the order of lowering nor another part
// of the document can change them.

extension Lowering {
    /// What the document calls the type of a place: the key of a component or definition, the
    /// `title`, or the words of the way to it.
    func name(of place: Place) -> (text: String, origin: Origin) {
        let (words, isKey) = words(of: place.pointer)
        if isKey {
            let tokens = place.pointer.tokens
            let isComponent = tokens.count == 3 && tokens.starts(with: ["components", "schemas"])
            return (place.name, isComponent ? .component : .key)
        }
        if !place.isReference, let title = place.text("title"),
            title.contains(where: { !$0.isWhitespace })
        {
            return (title, .title)
        }
        return (words.joined(separator: "_"), .path)
    }

    /// The name of one of several variants of the type called `base`: its own title, else the word
    /// that tells it from the others.
    func variantName(of base: String, at alternative: Place) -> String {
        if !alternative.isReference, let title = alternative.text("title") { return title }
        return ([base] + words(of: alternative.pointer).words.suffix(1)).joined(separator: "_")
    }

    /// The words a place suggests, from the nearest name on:
    /// `components/schemas/Pet/properties/tag` gives `Pet` `tag`; the third parameter `owner` of
    /// `pet.get` gives `pet.get` `owner`.
    /// Also whether the last step is a key that the document gave to a schema.
    private func words(of pointer: JSONPointer) -> (words: [String], isKey: Bool) {
        let home = SchemaText.text(of: pointer)
        let steps = pointer.tokens.dropFirst(home.tokens.count)
        var words = home.tokens.isEmpty ? [] : [Self.word(forText: home.tokens[1])]
        var value = document.root.resolve(home)
        var group: (name: String, value: JSONValue?)?
        var isBelowKey = false
        if !home.tokens.isEmpty, let first = steps.first, Role.schema.isData(first),
            document.role(at: home) == .schema
        {
            // A text that is a plain map of schemas.
            if steps.count == 1 { return ([first], true) }
            words = []
        }
        for (depth, token) in steps.enumerated() {
            value = value?.resolve(JSONPointer([token]))
            if let inside = group {
                group = nil
                let isComponent = depth == 2 && steps.first == "components"
                if isComponent || inside.name == "definitions" || inside.name == "$defs" {
                    words = [token]
                    isBelowKey = true
                    continue
                }
                var word = word(token, in: inside.name, value: value, group: inside.value)
                if word == "", isBelowKey { word = "value" }
                if let word, !word.isEmpty { words.append(word) }
            } else if Self.isGroup(token, value) {
                group = (token, value)
                continue
            } else if depth > 0 || !document.silentSteps.contains(token),
                let word = Self.word(forKeyword: token)
            {
                words.append(word)
            }
            isBelowKey = false
        }
        return (words, isBelowKey)
    }

    /// A text is called by its file's name, without the ending.
    private static func word(forText uri: String) -> String {
        let path = uri.prefix { $0 != "?" }.split(separator: "/").last ?? ""
        let stem = path.prefix { $0 != "." }
        return String(stem.isEmpty ? path : stem)
    }

    /// Whether the next step picks one of several.
    private static func isGroup(_ token: String, _ value: JSONValue?) -> Bool {
        switch token {
        case "items", "methods", "params": value?.array != nil
        case "properties", "patternProperties", "oneOf", "anyOf", "allOf",
            "prefixItems", "definitions", "$defs", "schemas", "contentDescriptors", "errors":
            true
        default: false
        }
    }

    private static func word(forKeyword token: String) -> String? {
        switch token {
        case "components", "schema": nil
        case "items", "additionalItems": "item"
        case "additionalProperties": "value"
        default: token
        }
    }

    /// What one of several contributes: nil when it needs no word, nothing when it is the only one.
    private func word(
        _ token: String, in group: String, value: JSONValue?, group siblings: JSONValue?
    ) -> String? {
        switch group {
        case "methods", "params": value?["name"]?.string ?? token
        case "patternProperties": "value"
        case "errors": value?["code"]?.number.map { "error\($0.text)" } ?? token
        case "oneOf", "anyOf": alternative(token, value: value, among: siblings?.array ?? [])
        case "allOf": nil
        case "items", "prefixItems": Int(token).map { "item\($0 + 1)" } ?? token
        default: token
        }
    }

    /// A word for one of several alternatives: what it refers to, its only property, the constant
    /// that marks it, else its number. The only one that is not `null` needs none.
    private func alternative(
        _ token: String, value: JSONValue?, among siblings: [JSONValue]
    ) -> String {
        if siblings.count(where: { $0["type"]?.string != "null" }) < 2 { return "" }
        if let reference = value?["$ref"]?.string, let last = reference.split(separator: "/").last {
            return String(last)
        }
        let properties = value?["properties"]?.object?.members ?? []
        if properties.count == 1 { return properties[0].name }
        for property in properties {
            if let mark = property.value.onlyValue?.string, !mark.isEmpty { return mark }
        }
        return "option\((Int(token) ?? 0) + 1)"
    }
}

extension JSONValue {
    /// The only value a schema allows, by `const` or an `enum` of one.
    var onlyValue: JSONValue? {
        if let constant = self["const"] { return constant }
        guard let values = self["enum"]?.array, values.count == 1 else { return nil }
        return values[0]
    }
}
