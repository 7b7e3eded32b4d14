package import WireJSON

/// What became of a reference.
package enum Resolution: Sendable {
    /// The value, at the end of a chain of references.
    case found(Site)
    /// `$ref` is no string.
    case notAString(JSONValue)
    /// The fragment is no JSON pointer and no `$id` of the text.
    case notAPointer(String)
    /// The pointer leads to nothing; the text it was followed in.
    case dangling(String, in: LintText)
    /// The chain comes back to itself.
    case circular([Site])
    /// The text that it names cannot be had.
    case absent(uri: String, Library.Refusal)
}

extension Reading {
    /// Follows the reference that stands at a site, and those it leads to; a site without one is
    /// its own target. The kind is that of the place that refers.
    package func resolve(_ site: Site) -> Resolution {
        guard site.isReference else { return .found(site) }
        let known = reach.ends
        var current = site
        var seen: Set<Spot> = []
        var chain: [Site] = []
        while current.isReference {
            let spot = Spot(current)
            if let end = known[spot] { return end.seen(as: site.kind) }
            guard seen.insert(spot).inserted else { return .circular(chain) }
            chain.append(current)
            switch step(from: current) {
            case .found(let next): current = next
            case let end: return end
            }
        }
        return .found(current)
    }

    /// What the `$ref` at a site names, one step on, by the base-URI rules of draft-07 §8.2.
    func step(from site: Site) -> Resolution {
        guard let value = site.value["$ref"] else { return .found(site) }
        guard let reference = value.string else { return .notAString(value) }
        let text = site.place.text
        let volume = library.volume(of: text)
        if volume.identifiers.isEmpty, reference.utf8.first == UInt8(ascii: "#") {
            let root = Site(value: text.root, place: Place(root: text), kind: site.kind)
            return follow(reference, in: root, at: text.base)
        }
        let base = volume.identifiers.base(of: site.value) ?? text.base
        // On the web there is nothing above the root; above a folder of files there is.
        let uri = RelativeURI.resolve(
            reference, against: base, keepsClimbs: base.utf8.starts(with: "file:".utf8))
        let (document, fragment) = RelativeURI.split(fragment: uri)
        switch resource(document, from: volume) {
        case .success(let root):
            let seen = Site(value: root.value, place: root.place, kind: site.kind)
            return follow(fragment, in: seen, at: document)
        case .failure(let refusal): return .absent(uri: document, refusal)
        }
    }

    /// What has an absolute URI: a text, or a schema by its `$id` in the referring text or in the
    /// document.
    private func resource(
        _ uri: String, from volume: Library.Volume
    ) -> Result<Site, Library.Refusal> {
        if let site = volume.identifiers[uri] { return .success(site) }
        if let site = library.volume(of: document).identifiers[uri] { return .success(site) }
        return library.text(uri).map {
            Site(value: $0.root, place: Place(root: $0), kind: .data)
        }
    }

    /// What a fragment names in a resource.
    private func follow(_ fragment: String, in root: Site, at uri: String) -> Resolution {
        if fragment.utf8.count < 2 { return .found(root) }
        let text = root.place.text
        if let pointer = JSONPointer(fragment: fragment) {
            guard let value = root.value.resolve(pointer) else {
                return .dangling(fragment, in: text)
            }
            let place = root.place.walk(pointer)
            return .found(Site(value: value, place: place, kind: root.kind))
        }
        guard let named = library.volume(of: text).identifiers[uri + fragment] else {
            return .notAPointer(fragment)
        }
        return .found(Site(value: named.value, place: named.place, kind: root.kind))
    }
}

/// Which value of which text: no two values of a text begin at the same byte.
struct Spot: Hashable {
    private let text: ObjectIdentifier
    private let start: UInt32
    /// The way to a value that was built in code, which has no bytes.
    private let way: String

    init(_ site: Site) {
        text = ObjectIdentifier(site.place.text)
        start = site.value.span.lower
        way = site.value.span == .none ? site.place.pointer.description : ""
    }
}

extension Site {
    var spot: Spot { Spot(self) }
}

extension Resolution {
    /// The same end, of a chain that begins at a place of some kind.
    func seen(as kind: Kind) -> Resolution {
        guard case .found(let site) = self else { return self }
        return .found(Site(value: site.value, place: site.place, kind: kind))
    }
}
