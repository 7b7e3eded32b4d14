import WireJSON

/// The `$id`s of the schemas of one text (draft-07 §8.2): the URIs that its parts have besides its
/// own, and what the references in them are resolved against.
struct Identifiers: Sendable {
    /// A schema that changes the base URI for what is in it.
    private struct Scope {
        let span: JSONValue.Span
        let base: String
        /// The next scope around it.
        let outer: Int?
    }

    /// In the order of the text, which is that of nesting.
    private var scopes: [Scope] = []
    private var targets: [JSONName: Site] = [:]

    /// Whether the text has no `$id` at all.
    var isEmpty: Bool { scopes.isEmpty && targets.isEmpty }

    /// Collects the `$id`s of schemas that are given in the order of the text.
    init(of schemas: [Site]) {
        var around: Int?
        for site in schemas {
            // Beside a `$ref`, `$id` is ignored like anything else (§8.3).
            guard let id = site.value["$id"]?.string, !site.isReference else { continue }
            let span = site.value.span
            while let scope = around, scopes[scope].span.upper <= span.lower {
                around = scopes[scope].outer
            }
            let base = around.map { scopes[$0].base } ?? site.place.text.base
            let uri = RelativeURI.resolve(id, against: base)
            let (document, fragment) = RelativeURI.split(fragment: uri)
            if fragment.utf8.count > 1 {
                add(site, at: uri)
            } else {
                add(site, at: document)
                scopes.append(Scope(span: span, base: document, outer: around))
                around = scopes.count - 1
            }
        }
    }

    private mutating func add(_ site: Site, at uri: String) {
        if targets[JSONName(uri)] == nil { targets[JSONName(uri)] = site }
    }

    /// The schema of an absolute URI; with a fragment, that of a name such as `#pet`.
    subscript(uri: String) -> Site? { targets[JSONName(uri)] }

    /// What a reference that stands at a value is resolved against; nil for the text's own URI.
    func base(of value: JSONValue) -> String? {
        var low = 0
        var high = scopes.count
        while low < high {
            let middle = (low + high) / 2
            if scopes[middle].span.lower <= value.span.lower {
                low = middle + 1
            } else {
                high = middle
            }
        }
        var scope: Int? = low > 0 ? low - 1 : nil
        while let each = scope, scopes[each].span.upper <= value.span.lower {
            scope = scopes[each].outer
        }
        return scope.map { scopes[$0].base }
    }
}
