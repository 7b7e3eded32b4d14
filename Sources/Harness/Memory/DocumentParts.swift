import WireJSON

/// What single methods read of a document: themselves, and whatever their references lead to, told
/// by digests. Where that cannot be told without reading everything, it is the whole document: a
/// reference to another text, or a schema whose own name may redirect one.
struct DocumentParts {
    private let root: JSONValue
    /// What stands for the whole document, and for the texts that it refers to.
    let whole: String
    /// What every method reads: the version and the title change how it is called.
    private let head: String
    private var methods: [JSONName: JSONValue] = [:]
    /// What stands where references lead; nil where one leads out of the document.
    private var places: [JSONName: Place?] = [:]

    /// A value of the document, and the references within it.
    private struct Place {
        var digest: String
        var references: [JSONName]
    }

    init(_ root: JSONValue, whole: [String]) {
        self.root = root
        self.whole = VerdictMemory.key(whole)
        head = VerdictMemory.key(
            [root["openrpc"], root["info"]?["title"]].map { $0?.text() ?? "" })
        for method in root["methods"]?.array ?? [] {
            // What stands behind a reference, or twice, is looked up by reading all.
            guard let name = method["name"]?.string, method["$ref"] == nil else { continue }
            methods[JSONName(name)] = methods[JSONName(name)] == nil ? method : .null
        }
    }

    /// The digest of what calls of these methods read.
    mutating func digest(of names: [String]) -> String {
        var parts = [head]
        var seen: Set<JSONName> = []
        var waiting: [JSONName] = []
        for name in names.sorted() {
            guard let method = methods[JSONName(name)], let place = Self.place(method) else {
                return whole
            }
            parts.append(place.digest)
            waiting += place.references
        }
        while let reference = waiting.popLast() {
            guard seen.insert(reference).inserted else { continue }
            guard let place = target(of: reference) else { return whole }
            parts.append(reference.text + place.digest)
            waiting += place.references
        }
        return VerdictMemory.key(parts.sorted())
    }

    private mutating func target(of reference: JSONName) -> Place? {
        if let known = places[reference] { return known }
        let place = JSONPointer(fragment: reference.text).flatMap(root.resolve).flatMap(Self.place)
        places[reference] = .some(place)
        return place
    }

    /// nil for what is no object, and where a schema names itself.
    private static func place(_ value: JSONValue) -> Place? {
        guard value.object != nil || value.bool != nil else { return nil }
        var references: [JSONName] = []
        var waiting = [value]
        while let next = waiting.popLast() {
            if let elements = next.array { waiting += elements }
            guard let object = next.object else { continue }
            if object["$id"] != nil { return nil }
            if let reference = object["$ref"]?.string { references.append(JSONName(reference)) }
            waiting += object.members.map(\.value)
        }
        return Place(digest: VerdictMemory.key([value.text()]), references: references)
    }
}
