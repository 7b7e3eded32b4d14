import Diagnostics
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
        /// The text that it leads to is not here; its URI, and the way out.
        case external(uri: String, wayOut: String)
        case dangling(String)
    }

    /// Finds what the reference `text`, standing at `origin`, names (JSON Schema draft-07 §8.3):
    /// a JSON pointer or anchor into the nearest enclosing `$id`, else into the text; another
    /// URI when a `$id` is equal to it, or when it is that of a text that was gathered. Generated
    /// documents embed whole schemas with references to their own `definitions`: failing all else
    /// those are searched.
    func find(_ text: String, from origin: JSONPointer) throws(ReferenceFault) -> Target {
        let path = URIReference.withoutFragment(text)
        let base = self.base(of: origin)
        let home = Self.text(of: base.resource)
        var resources = [base.resource]
        if !path.isEmpty {
            resources = [try resource(path, base.uri, text)]
        } else if base.resource != home {
            resources.append(home)
        }
        let fragment = text.dropFirst(path.count)
        if let pointer = JSONPointer(fragment: fragment.isEmpty ? "#" : String(fragment)) {
            return try find(pointer, in: resources, from: origin)
        }
        if fragment.hasPrefix("#/") { throw .dangling("it is no JSON pointer") }
        let owner = path.isEmpty ? base.uri : URIReference.resolve(path, against: base.uri)
        let owners = [owner, absolute(owner), ""]
        for owner in owners {
            if let pointer = survey.identifiers[JSONName("\(owner)\(fragment)")],
                let target = target(at: pointer)
            {
                return target
            }
        }
        throw .dangling("no schema is called so by '$id' or '$anchor'")
    }

    /// What a URI names: a schema by its `$id`, or one of the other texts.
    private func resource(
        _ path: String, _ base: String, _ text: String
    ) throws(ReferenceFault) -> JSONPointer {
        let uri = URIReference.resolve(path, against: base)
        if let named = survey.identifiers[JSONName(uri)] { return named }
        let absolute = absolute(uri)
        if let named = survey.identifiers[JSONName(absolute)] { return named }
        throw .external(uri: absolute, wayOut: hint(forExternal: text, absolute))
    }

    private func absolute(_ uri: String) -> String {
        URIReference.resolve(uri, against: Texts.uri(ofFile: file.name))
    }

    /// The way to the text that a place stands in: nothing for the document itself.
    static func text(of pointer: JSONPointer) -> JSONPointer {
        JSONPointer(pointer.tokens.first == textsMember ? Array(pointer.tokens.prefix(2)) : [])
    }

    private func find(
        _ pointer: JSONPointer, in resources: [JSONPointer], from origin: JSONPointer
    ) throws(ReferenceFault) -> Target {
        for resource in resources {
            let whole = JSONPointer(resource.tokens + pointer.tokens)
            if let target = target(at: whole) { return target }
        }
        if let target = targetInEnclosingSchema(pointer, from: origin) { return target }
        throw .dangling(
            whereItEnds(pointer, from: Self.text(of: resources.first ?? JSONPointer())))
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
        let home = Self.text(of: origin).tokens
        var value = root.resolve(JSONPointer(home))
        var found: Target?
        for depth in home.count...origin.tokens.count {
            if depth > home.count {
                value = value?.resolve(JSONPointer([origin.tokens[depth - 1]]))
            }
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
                let end = described(reached.pointer)
                return "\(end) has no '\(token)'"
            }
            reached = Place(next, at: reached.pointer.appending(token))
        }
        return "it is no JSON pointer"
    }

    private func described(_ pointer: JSONPointer) -> String {
        if pointer.tokens.isEmpty { return "the document" }
        let isWhole = pointer == Self.text(of: pointer)
        return "'\(isWhole ? String(address(of: pointer).dropLast()) : address(of: pointer))'"
    }

    private func hint(forExternal text: String, _ uri: String) -> String {
        let schema = components.appending(text)
        if root.resolve(schema) != nil {
            return "write '\(schema.fragment)' for the schema of this document"
        }
        if case .failure(let refusal) = texts[uri] { return refusal.message }
        return "copy what it names into '\(components.tokens[0])' and refer to that"
    }
}
