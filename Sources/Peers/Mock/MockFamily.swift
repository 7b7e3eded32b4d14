import WireJSON

/// Methods that are about the same things, such as `pet.set`, `listPets` and `get_pet_by_id`; what
/// one of them puts, the others find.
struct MockFamily: Sendable {
    /// The words for one of the things: `["calendar", "event"]`.
    let thing: [String]
    let deeds: [JSONName: Deed]
    /// What tells one thing from the others, by the words that are left of parameters' names:
    /// `petId` and `id` are both `id`. None where there is only one thing.
    let keys: [String]
    /// The schema of a thing as the document writes it; nil where it is not told.
    let schema: JSONValue?
    /// The members of a thing.
    let properties: JSONObject
    /// The member that holds each key; nil where it is none.
    let keyMembers: [String?]

    /// The families of a document that something can be put into and found in.
    static func all(in methods: [MockMethod], root: JSONValue?) -> [MockFamily] {
        var order: [[String]] = []
        var groups: [[String]: [(method: MockMethod, deed: Deed)]] = [:]
        for method in methods {
            guard let (deed, thing) = Deed.read(method.name.text) else { continue }
            if groups[thing] == nil { order.append(thing) }
            groups[thing, default: []].append((method, deed))
        }
        return order.compactMap { thing in
            let members = groups[thing] ?? []
            let isUseful =
                members.contains { $0.deed.puts }
                && members.contains { !$0.deed.puts && $0.deed != .update && $0.deed != .delete }
            return isUseful ? MockFamily(thing, members, root) : nil
        }
    }

    private init(
        _ thing: [String], _ members: [(method: MockMethod, deed: Deed)], _ root: JSONValue?
    ) {
        self.thing = thing
        deeds = Dictionary(members.map { ($0.method.name, $0.deed) }) { first, _ in first }
        let found = Self.schema(of: thing, members, root)
        let properties =
            found.map { SchemaSampler.properties(of: $0, in: root) } ?? JSONObject()
        let telling = [Deed.get, .delete, .exists, .update].lazy.compactMap { deed in
            members.first { $0.deed == deed }?.method
        }.first
        let parameters = telling?.parameters ?? []
        let required = parameters.filter(\.isRequired)
        let told = (required.isEmpty ? Array(parameters.prefix(1)) : required)
            .filter { !Self.isObject($0.schema?.value, root) }.map(\.name.text)
        let own =
            properties.names.first { Self.isKey($0) }
            ?? properties.names.first { Self.isKey(Self.rest(of: $0, without: thing)) }
        let hasList = members.contains { $0.deed == .list }
        let names =
            telling == nil || told.isEmpty && hasList
            ? own.map { [$0] } ?? (hasList ? ["id"] : []) : told
        let keys = names.map { Self.rest(of: $0, without: thing) }
        self.keys = keys
        schema = found
        self.properties = properties
        keyMembers = zip(names, keys).map { name, key in
            if properties[name] != nil { return name }
            if Self.isKey(key) { return own }
            return properties.names.first { Self.rest(of: $0, without: thing) == key }
        }
    }

    /// The schema of what `get` gives, or `list` gives several of.
    private static func schema(
        of thing: [String], _ members: [(method: MockMethod, deed: Deed)], _ root: JSONValue?
    ) -> JSONValue? {
        for (wanted, isMany) in [(Deed.get, false), (.list, true)] {
            guard let result = members.first(where: { $0.deed == wanted })?.method.result?.value
            else { continue }
            let whole = SchemaSampler.followed(result, in: root)
            if isMany, let items = whole["items"] { return items }
            // Perhaps it comes in an envelope.
            let inside = SchemaSampler.properties(of: result, in: root).members.first {
                let part = SchemaSampler.followed($0.value, in: root)
                return rest(of: $0.name, without: thing).isEmpty
                    && (isMany ? part["items"] != nil : isObject(part, root))
            }?.value
            if !isMany { return inside ?? result }
            if let items = inside.flatMap({ SchemaSampler.followed($0, in: root)["items"] }) {
                return items
            }
        }
        return nil
    }

    /// What is left of a name's words without those for the thing: `newPetName` is `name`.
    static func rest(of name: String, without thing: [String]) -> String {
        let known = Set(thing + thing.map(NameWords.singular) + ["new", "the"])
        return NameWords.split(name).filter {
            !known.contains($0) && !known.contains(NameWords.singular($0))
        }.joined(separator: "_")
    }

    func rest(of name: String) -> String { Self.rest(of: name, without: thing) }

    /// Whether a word is one that tells things apart.
    static func isKey(_ word: String) -> Bool {
        ["", "id", "sid", "uid", "uuid", "guid", "key"].contains(word)
    }

    /// Whether a schema is that of an object.
    static func isObject(_ schema: JSONValue?, _ root: JSONValue?) -> Bool {
        guard let schema else { return false }
        let whole = SchemaSampler.followed(schema, in: root)
        return whole["type"]?.string == "object" || whole["properties"] != nil
            || whole["allOf"] != nil
    }
}
