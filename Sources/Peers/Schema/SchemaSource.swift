import Synchronization
package import WireJSON

/// A document as its schemas see it: what `$ref` leads to, by pointer, `$id` and anchor.
package final class SchemaSource: Sendable {
    /// A schema with the resource it stands in, whose root `#` means.
    struct Site: Sendable {
        var value: JSONValue
        var place: JSONPointer
        var resource: Resource
    }

    /// A part of the document with a URI of its own; the document itself has none.
    struct Resource: Sendable {
        var place: JSONPointer
        var uri = ""
        /// Whether keywords beside a `$ref` count, which they do from draft 2019-09 on.
        var isModern = false
    }

    package let root: JSONValue
    private let document: Resource
    private let index = Mutex<Index?>(nil)

    /// What has a name of its own.
    private struct Index {
        var resources: [JSONName: Site] = [:]
        /// By the place of the resource and the name.
        var anchors: [JSONPointer: [JSONName: Site]] = [:]
    }

    /// A document as it is; what has a name in it is looked for when first asked for.
    package init(_ root: JSONValue) {
        self.root = root
        document = Resource(place: JSONPointer(), isModern: Self.isModern(root) ?? false)
    }

    /// The part of the document at a place; nil when there is none.
    func site(at place: JSONPointer) -> Site? {
        walk(place.tokens, from: Site(value: root, place: JSONPointer(), resource: document))
    }

    /// The schema one or more steps further, in the resource that holds there.
    func walk(_ tokens: [String], from start: Site) -> Site? {
        var site = start
        for token in tokens {
            guard let value = site.value.resolve(JSONPointer([token])) else { return nil }
            site = entered(
                Site(value: value, place: site.place.appending(token), resource: site.resource))
        }
        return site
    }

    /// What a `$ref` of a schema leads to; nil when that is not in the document.
    func target(of reference: String, from site: Site) -> Site? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let base = String(parts[0])
        let fragment = parts.count > 1 ? String(parts[1]) : ""
        guard let resource = base.isEmpty ? self.root(of: site.resource) : named(base, site) else {
            return nil
        }
        if fragment.isEmpty { return resource }
        if fragment.hasPrefix("/") {
            return JSONPointer(fragment: "#" + fragment).flatMap {
                walk($0.tokens, from: resource)
            }
        }
        return indexed().anchors[resource.resource.place]?[JSONName(fragment)]
    }

    private func root(of resource: Resource) -> Site? {
        root.resolve(resource.place).map {
            Site(value: $0, place: resource.place, resource: resource)
        }
    }

    private func named(_ reference: String, _ site: Site) -> Site? {
        let uri = URIReference.resolved(reference, against: site.resource.uri)
        return indexed().resources[JSONName(uri)]
    }

    /// The same site, in a resource of its own where it states one.
    private func entered(_ site: Site) -> Site {
        guard let object = site.value.object else { return site }
        var site = site
        if let isModern = Self.isModern(site.value) { site.resource.isModern = isModern }
        if let id = object["$id"]?.string, !id.hasPrefix("#"),
            site.resource.isModern || object["$ref"] == nil
        {
            let uri = URIReference.resolved(id, against: site.resource.uri)
            site.resource.place = site.place
            site.resource.uri = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        }
        return site
    }

    /// What `$schema` says of the dialect; nil when it says nothing known.
    private static func isModern(_ schema: JSONValue) -> Bool? {
        guard let dialect = schema["$schema"]?.string else { return nil }
        if dialect.contains("json-schema.org/draft/") { return true }
        return dialect.contains("json-schema.org/draft-0") ? false : nil
    }

    /// Everything with a name, found at the first question for one.
    private func indexed() -> Index {
        index.withLock { index in
            if let index { return index }
            var made = Index()
            var open = [Site(value: root, place: JSONPointer(), resource: document)]
            while let site = open.popLast() {
                note(site, in: &made)
                for (token, _) in site.value.parts {
                    if let part = walk([token], from: site) { open.append(part) }
                }
            }
            index = made
            return made
        }
    }

    private func note(_ site: Site, in index: inout Index) {
        guard let object = site.value.object else { return }
        let (place, uri) = (site.resource.place, JSONName(site.resource.uri))
        if place == site.place, !uri.text.isEmpty, index.resources[uri] == nil {
            index.resources[uri] = site
        }
        let id = object["$id"]?.string.flatMap { $0.hasPrefix("#") ? String($0.dropFirst()) : nil }
        for name in [object["$anchor"]?.string, object["$dynamicAnchor"]?.string, id] {
            guard let name, !name.isEmpty else { continue }
            index.anchors[place, default: [:]][JSONName(name)] = site
        }
    }
}

extension JSONValue {
    /// The containers directly within, by the token that leads to each.
    fileprivate var parts: [(token: String, value: JSONValue)] {
        switch kind {
        case .array(let elements):
            elements.enumerated().compactMap { $1.isContainer ? (String($0), $1) : nil }
        case .object(let object):
            object.members.compactMap { $0.value.isContainer ? ($0.name, $0.value) : nil }
        default: []
        }
    }

    private var isContainer: Bool { array != nil || object != nil }
}

/// As much of RFC 3986 §5 as names of schemas need.
enum URIReference {
    static func resolved(_ reference: String, against base: String) -> String {
        let hasScheme = reference.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains(":")
        if hasScheme || base.isEmpty { return reference }
        guard let colon = base.firstIndex(of: ":") else {
            return reference.hasPrefix("/") ? reference : folder(of: base) + reference
        }
        let rest = base[base.index(after: colon)...]
        guard rest.hasPrefix("//") else { return folder(of: base) + reference }
        let path = rest.dropFirst(2).firstIndex(of: "/") ?? base.endIndex
        if reference.hasPrefix("/") { return base[..<path] + reference }
        return path == base.endIndex ? base + "/" + reference : folder(of: base) + reference
    }

    private static func folder(of uri: String) -> String {
        uri.lastIndex(of: "/").map { String(uri[...$0]) } ?? ""
    }
}
