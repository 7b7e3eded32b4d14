import WireJSON

/// A name taken apart into the words that people read in it: `getPetById` is get, pet, by, id.
enum NameWords {
    static func split(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        let scalars = Array(name.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let properties = scalar.properties
            guard properties.isAlphabetic || properties.numericType != nil else {
                if !word.isEmpty { words.append(word) }
                word = ""
                continue
            }
            // A hump begins a word, and so does the last capital of several: `HTTPServer`.
            let isUpper = properties.isUppercase
            let wasUpper = index > 0 && scalars[index - 1].properties.isUppercase
            let comesLower = index + 1 < scalars.count && scalars[index + 1].properties.isLowercase
            if isUpper, !wasUpper || comesLower, !word.isEmpty {
                words.append(word)
                word = ""
            }
            word += properties.lowercaseMapping
        }
        return word.isEmpty ? words : words + [word]
    }

    /// The word for one of what a plural names, as far as endings tell.
    static func singular(_ word: String) -> String {
        if word.count > 3, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        let isPlural =
            word.count > 2 && word.hasSuffix("s")
            && !["ss", "us", "is"].contains { word.hasSuffix($0) }
        return isPlural ? String(word.dropLast()) : word
    }
}

/// What a method does to the things that its family stores.
enum Deed: Sendable {
    case get, list, create, set, update, delete, exists

    private static let words: [String: Deed] = [
        "get": .get, "read": .get, "fetch": .get, "find": .get, "show": .get, "retrieve": .get,
        "load": .get, "describe": .get, "view": .get,
        "list": .list, "all": .list, "index": .list, "enumerate": .list,
        "create": .create, "add": .create, "new": .create, "insert": .create, "post": .create,
        "register": .create,
        "set": .set, "save": .set, "put": .set, "upsert": .set, "store": .set, "write": .set,
        "update": .update, "edit": .update, "modify": .update, "patch": .update,
        "change": .update,
        "delete": .delete, "remove": .delete, "destroy": .delete, "del": .delete, "drop": .delete,
        "erase": .delete, "forget": .delete,
        "exist": .exists, "exists": .exists, "has": .exists, "contains": .exists,
    ]

    /// Whether something may be there afterwards that was not.
    var puts: Bool { self == .create || self == .set }

    /// What a method's name says: the deed, and the words for the thing. Nil where it says none.
    static func read(_ name: String) -> (deed: Deed, thing: [String])? {
        var words = NameWords.split(name)
        // `get_pet_by_id` is about pets.
        if let by = words.lastIndex(of: "by"), by > 1 { words.removeSubrange(by...) }
        let at: Int
        if let last = words.last, Self.words[last] != nil, words.count > 1 {
            at = words.count - 1
        } else if let first = words.firstIndex(where: { Self.words[$0] != nil }),
            words.count > 1
        {
            at = first
        } else {
            return nil
        }
        guard var deed = Self.words[words[at]] else { return nil }
        words.remove(at: at)
        if words.count > 1, words.contains("all"), deed == .get || deed == .list {
            words.removeAll { $0 == "all" }
            deed = .list
        }
        if let last = words.indices.last {
            // Several of a thing are got as a list.
            let singular = NameWords.singular(words[last])
            if deed == .get, singular != words[last], at < words.count { deed = .list }
            words[last] = singular
        }
        return (deed, words)
    }
}
