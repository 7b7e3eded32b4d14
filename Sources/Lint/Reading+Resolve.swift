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
        var site = site
        var seen: [Site] = []
        while site.isReference, let reference = site.value["$ref"] {
            let isCircular = seen.contains {
                $0.value.span == site.value.span && $0.place.text === site.place.text
            }
            if isCircular { return .circular(seen) }
            seen.append(site)
            guard let text = reference.string else { return .notAString(reference) }
            switch follow(text, from: site) {
            case .found(let next): site = next
            case let end: return end
            }
        }
        return .found(site)
    }

    /// One step: what the text of a `$ref` names, seen from the place where it stands.
    private func follow(_ reference: String, from site: Site) -> Resolution {
        let text: LintText
        let fragment: String
        if reference.hasPrefix("#") {
            (text, fragment) = (site.place.text, reference)
        } else {
            let uri = RelativeURI.resolve(reference, against: site.place.text.base)
            let document = String(uri.prefix { $0 != "#" })
            switch library.text(document) {
            case .success(let found): text = found
            case .failure(let refusal): return .absent(uri: document, refusal)
            }
            fragment = uri.count > document.count ? String(uri.dropFirst(document.count)) : "#"
        }
        guard let pointer = JSONPointer(fragment: fragment) else { return .notAPointer(fragment) }
        guard let value = text.root.resolve(pointer) else {
            return .dangling(fragment, in: text)
        }
        return .found(
            Site(value: value, place: Place(root: text).walk(pointer), kind: site.kind))
    }
}
