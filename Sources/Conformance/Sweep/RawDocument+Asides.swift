import WireJSON

extension RawDocument {
    /// The requirements on what changes no call, as far as the document has such a thing: members
    /// that begin with `x-` (O17), and components that nobody refers to (O64).
    var asides: [String] {
        var search = AsideSearch()
        search.walk(root)
        let components = root["components"]?.object?.members ?? []
        let declared = components.flatMap { group in
            (group.value.object?.members ?? []).map { "#/components/\(group.name)/\($0.name)" }
        }
        let isUnused = declared.contains { !search.references.contains($0) }
        return (search.hasExtension ? ["O17"] : []) + (isUnused ? ["O64"] : [])
    }
}

private struct AsideSearch {
    var hasExtension = false
    var references: Set<String> = []

    mutating func walk(_ value: JSONValue) {
        for element in value.array ?? [] { walk(element) }
        for member in value.object?.members ?? [] {
            if member.name.hasPrefix("x-") { hasExtension = true }
            if member.name == "$ref", let text = member.value.string { references.insert(text) }
            walk(member.value)
        }
    }
}
