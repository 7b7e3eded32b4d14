import WireJSON

extension SchemaText {
    /// What a reference names.
    struct Target {
        var place: Place
        var role: Role
        /// Set when it was found only in the schema the reference stands in: that schema's pointer.
        var enclosing: JSONPointer?
    }

    /// Why a reference names nothing here; the texts complete «reference 'x' …».
    enum ReferenceFault: Error {
        case external(String)
        case dangling(String)
    }

    /// Finds what the reference `text`, standing at `origin`, names (JSON Schema draft-07 §8.3):
    /// a JSON pointer or anchor into the nearest enclosing `$id`, else into the document; another
    /// URI when a `$id` of the document is equal to it. Generated documents embed whole schemas
    /// with references to their own `definitions`: failing all else those are searched.
    func find(_ text: String, from origin: JSONPointer) throws(ReferenceFault) -> Target {
        let path = URIReference.withoutFragment(text)
        let base = self.base(of: origin)
        var resources = [base.resource]
        if !path.isEmpty {
            let uri = URIReference.resolve(path, against: base.uri)
            guard let resource = survey.identifiers[JSONName(uri)] else {
                throw .external(hint(forExternal: text))
            }
            resources = [resource]
        } else if !base.resource.tokens.isEmpty {
            resources.append(JSONPointer())
        }
        let fragment = text.dropFirst(path.count)
        if let pointer = JSONPointer(fragment: fragment.isEmpty ? "#" : String(fragment)) {
            return try find(pointer, in: resources, from: origin)
        }
        if fragment.hasPrefix("#/") { throw .dangling("it is no JSON pointer") }
        let owners = [path.isEmpty ? base.uri : URIReference.resolve(path, against: base.uri), ""]
        for owner in owners {
            if let pointer = survey.identifiers[JSONName("\(owner)\(fragment)")],
                let target = target(at: pointer)
            {
                return target
            }
        }
        throw .dangling("no schema is called so by '$id' or '$anchor'")
    }

    private func find(
        _ pointer: JSONPointer, in resources: [JSONPointer], from origin: JSONPointer
    ) throws(ReferenceFault) -> Target {
        for resource in resources {
            let whole = JSONPointer(resource.tokens + pointer.tokens)
            if let target = target(at: whole) { return target }
        }
        if let target = targetInEnclosingSchema(pointer, from: origin) { return target }
        let file = resources.first.flatMap { neighbour(of: $0) }.map { [$0.name] } ?? []
        throw .dangling(whereItEnds(pointer, from: JSONPointer(file)))
    }

    private func target(at pointer: JSONPointer) -> Target? {
        root.resolve(pointer).map {
            Target(place: Place($0, at: pointer), role: role(at: pointer), enclosing: nil)
        }
    }

    private func targetInEnclosingSchema(
        _ pointer: JSONPointer, from origin: JSONPointer
    ) -> Target? {
        guard let first = pointer.tokens.first, first == "definitions" || first == "$defs" else {
            return nil
        }
        var value: JSONValue? = root
        var found: Target?
        for depth in 0...origin.tokens.count {
            if depth > 0 { value = value?.resolve(JSONPointer([origin.tokens[depth - 1]])) }
            guard value?[first] != nil else { continue }
            let enclosing = JSONPointer(Array(origin.tokens.prefix(depth)))
            guard var target = target(at: JSONPointer(enclosing.tokens + pointer.tokens)) else {
                continue
            }
            target.enclosing = enclosing
            found = target
        }
        return found
    }

    /// The nearest schema around a place that has a `$id`, else the document.
    private func base(of origin: JSONPointer) -> (resource: JSONPointer, uri: String) {
        guard !survey.bases.isEmpty else { return (JSONPointer(), "") }
        var pointer: JSONPointer? = origin
        while let here = pointer {
            if let uri = survey.bases[here] { return (here, uri) }
            pointer = here.parent
        }
        return (JSONPointer(), "")
    }

    /// The first step of a pointer that leads nowhere.
    private func whereItEnds(_ pointer: JSONPointer, from start: JSONPointer) -> String {
        var reached = Place(root.resolve(start) ?? root, at: start)
        for token in pointer.tokens {
            guard let next = reached.value.resolve(JSONPointer([token])) else {
                let end = reached.pointer.tokens.isEmpty ? "the document" : shown(reached.pointer)
                return "\(end) has no '\(token)'"
            }
            reached = Place(next, at: reached.pointer.appending(token))
        }
        return "it is no JSON pointer"
    }

    private func shown(_ pointer: JSONPointer) -> String {
        guard let file = neighbour(of: pointer) else { return "'#\(pointer)'" }
        return pointer.tokens.count == 1 ? "'\(file.name)'" : "'\(address(of: pointer))'"
    }

    private func hint(forExternal text: String) -> String {
        let schema = components.appending(text)
        if mayHaveNeighbours {
            let file = URIReference.withoutFragment(text)
            return "put a text '\(file)' beside the document, or copy what it names into"
                + " '\(components.fragment)'"
        }
        return root.resolve(schema) == nil
            ? "copy what it names into '\(components.tokens[0])' and refer to that"
            : "write '\(schema.fragment)' for the schema of this document"
    }
}
