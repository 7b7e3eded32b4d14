/// As much of RFC 3986 §5 as it takes to find the text that a `$ref` names. By bytes throughout:
/// as characters, a '/' with an accent behind it would be one that is no '/'.
enum RelativeURI {
    /// The absolute URI of a reference, with its fragment if it has one. A climb out of the root is
    /// dropped (§5.4.2), unless it is to be kept so that it can be refused.
    static func resolve(
        _ reference: String, against base: String, keepsClimbs: Bool = false
    ) -> String {
        if hasScheme(reference) { return reference }
        let document = parted(base[...], at: "#").before
        let first = reference.utf8.first
        if first == nil || first == UInt8(ascii: "#") { return document + reference }
        if reference.utf8.starts(with: "//".utf8) {
            return parted(document, at: ":").before + ":" + reference
        }
        let (authority, path) = split(document)
        let (route, rest) = parted(reference[...], at: "?#")
        if route.isEmpty { return authority + parted(path, at: "?").before + rest }
        if first == UInt8(ascii: "/") {
            return authority + normalized(route, keepsClimbs: keepsClimbs) + rest
        }
        let folder = parted(path, at: "?").before.utf8
        let end = folder.lastIndex(of: UInt8(ascii: "/")).map(folder.index(after:))
        let start = end.map { String(Substring(folder[..<$0])) } ?? "/"
        return authority + normalized(start[...] + route, keepsClimbs: keepsClimbs) + rest
    }

    /// The URI without its fragment, and the fragment with its `#`; empty when it has none.
    static func split(fragment uri: String) -> (document: String, fragment: String) {
        let (document, fragment) = parted(uri[...], at: "#")
        return (String(document), String(fragment))
    }

    /// Whether a reference begins with a scheme (§3.1).
    static func hasScheme(_ text: String) -> Bool {
        let scheme = parted(text[...], at: ":").before.utf8
        guard scheme.count < text.utf8.count, let first = scheme.first,
            (0x61...0x7A).contains(first | 0x20)
        else { return false }
        return scheme.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || "+-.".utf8.contains(byte)
        }
    }

    /// `scheme://host` and the path, with its query, of an absolute URI.
    private static func split(_ uri: Substring) -> (authority: String, path: Substring) {
        let (scheme, rest) = parted(uri, at: ":")
        guard rest.utf8.starts(with: "://".utf8) else {
            return (String(scheme) + rest.prefix(1), rest.dropFirst())
        }
        let (host, path) = parted(Substring(rest.utf8.dropFirst(3)), at: "/?")
        return ("\(scheme)://\(host)", path)
    }

    /// What stands before the first of some bytes, and the rest from that byte on.
    private static func parted(
        _ text: Substring, at marks: String
    ) -> (before: Substring, rest: Substring) {
        let end = text.utf8.firstIndex { marks.utf8.contains($0) } ?? text.endIndex
        return (Substring(text.utf8[..<end]), Substring(text.utf8[end...]))
    }

    /// The path without `.` and `..` (§5.2.4).
    private static func normalized(_ path: Substring, keepsClimbs: Bool) -> String {
        var steps: [Substring] = []
        let all = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, step) in all.map({ Substring($0) }).enumerated() {
            switch step {
            case ".": if index == all.count - 1 { steps.append("") }
            case ".." where steps.count > 1 && steps.last != "..":
                steps.removeLast()
                if index == all.count - 1 { steps.append("") }
            case "..":
                if keepsClimbs { steps.append(step) }
                if index == all.count - 1 { steps.append("") }
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
