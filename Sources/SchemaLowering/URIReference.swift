/// As much of RFC 3986 as it takes to match a `$ref` with a `$id` of the same document.
enum URIReference {
    /// The target of `reference` (§5.2), without an empty fragment; dots in paths are removed only
    /// as whole leading `./` and `../` steps.
    static func resolve(_ reference: String, against base: String) -> String {
        let reference = reference.hasSuffix("#") ? String(reference.dropLast()) : reference
        if hasScheme(reference) || base.isEmpty { return reference }
        let document = withoutFragment(base)
        if reference.isEmpty || reference.hasPrefix("#") { return document + reference }
        let (authority, path) = split(document)
        if reference.hasPrefix("//") {
            return String(authority.prefix { $0 != "/" }) + reference
        }
        if reference.hasPrefix("/") { return authority + reference }
        var steps = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var rest = Substring(reference)
        while true {
            if rest.hasPrefix("./") {
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("../"), steps.count > 1 || authority != "file://" {
                // Above the folder of a file lies nothing that could be meant.
                rest = rest.dropFirst(3)
                if steps.count > 1 { steps.removeLast() }
            } else {
                break
            }
        }
        return authority + (steps + [rest]).joined(separator: "/")
    }

    /// The part before `#`.
    static func withoutFragment(_ text: String) -> String { String(text.prefix { $0 != "#" }) }

    private static func hasScheme(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        return text[..<colon].allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    }

    /// `https://host` and `/path` of a URI.
    private static func split(_ uri: String) -> (authority: String, path: String) {
        guard let colon = uri.firstIndex(of: ":"), hasScheme(uri) else { return ("", uri) }
        var path = uri[uri.index(after: colon)...]
        if path.hasPrefix("//") { path = path.dropFirst(2).drop { $0 != "/" } }
        return (String(uri[..<path.startIndex]), String(path))
    }
}
