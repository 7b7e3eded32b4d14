/// As much of RFC 3986 §5 as it takes to find the text that a `$ref` names.
enum RelativeURI {
    /// The absolute URI of a reference, with its fragment if it has one.
    static func resolve(_ reference: String, against base: String) -> String {
        if hasScheme(reference) { return reference }
        let document = String(base.prefix { $0 != "#" })
        if reference.isEmpty || reference.hasPrefix("#") { return document + reference }
        let (authority, path) = split(document)
        if reference.hasPrefix("//") {
            return String(document.prefix { $0 != ":" }) + ":" + reference
        }
        let (route, rest) = parted(reference)
        if reference.hasPrefix("/") { return authority + normalized(route) + rest }
        let end = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let folder = path.prefix(upTo: end)
        return authority + normalized(folder + route) + rest
    }

    /// Whether a reference begins with a scheme (§3.1).
    static func hasScheme(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), let first = text.first, first.isLetter else {
            return false
        }
        return text[..<colon].utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || "+-.".utf8.contains(byte)
        }
    }

    /// `scheme://host` and the path of an absolute URI.
    private static func split(_ uri: String) -> (authority: String, path: Substring) {
        guard let colon = uri.firstIndex(of: ":") else { return ("", uri[...]) }
        var path = uri[uri.index(after: colon)...]
        if path.hasPrefix("//") { path = path.dropFirst(2).drop { $0 != "/" } }
        return (String(uri[..<path.startIndex]), path)
    }

    /// The path, and the query and fragment behind it.
    private static func parted(_ reference: String) -> (path: Substring, rest: Substring) {
        let end = reference.firstIndex { $0 == "?" || $0 == "#" } ?? reference.endIndex
        return (reference[..<end], reference[end...])
    }

    /// The path without `.` and `..` (§5.2.4); what would climb out of the root stays in it.
    private static func normalized(_ path: some StringProtocol) -> String {
        var steps: [Substring] = []
        let all = Substring(path).split(separator: "/", omittingEmptySubsequences: false)
        for (index, step) in all.enumerated() {
            switch step {
            case ".": if index == all.count - 1 { steps.append("") }
            case "..":
                if steps.count > 1 { steps.removeLast() }
                if index == all.count - 1 { steps.append("") }
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
