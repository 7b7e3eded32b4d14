import WireJSON

extension Rule {
    static let urlFormat = Rule(
        "openrpc.url-format", .prose, .must, decides: ["O07"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Info, Contact, License and External Documentation Objects: \
                'termsOfService' and 'url' are in the format of a URL. A URL is absolute (RFC 3986 \
                §4.3): it begins with a scheme.
                """,
            why: """
                Documentation tools make links of these texts, and without a scheme a browser \
                looks for the page beside the document.
                """,
            example: #"{ "license": { "name": "MIT", "url": "opensource.org/licenses/MIT" } }"#,
            remedy: "Write the whole URL, from 'https://' on.")
    ) { reading in
        let members: [(Kind, String)] = [
            (.info, "termsOfService"), (.contact, "url"), (.license, "url"),
            (.externalDocumentation, "url"),
        ]
        return members.flatMap { kind, name in
            reading.survey[kind].compactMap { urlRemark($0.member(name), name) }
        }
    }

    private static func urlRemark(_ site: Site?, _ name: String) -> Remark? {
        guard let site, let text = site.value.string else { return nil }
        do throws(URIReference.Flaw) {
            guard try URIReference(text).scheme.isEmpty else { return nil }
            return Remark(
                "'\(name)' must be an absolute URL, found '\(text)'; begin it with a scheme such "
                    + "as 'https://'", at: site)
        } catch {
            return Remark(
                "'\(name)' must be a URL, found '\(text)'; \(error.rule)", at: site,
                fix: trimming(site, text))
        }
    }

    /// Every reader of a URL would cut off the space around it.
    private static func trimming(_ site: Site, _ text: String) -> Fix? {
        let trimmed = text.trimmingSpaces
        guard trimmed.utf8.count < text.utf8.count, let url = try? URIReference(trimmed),
            !url.scheme.isEmpty,
            let edit = Fix.Edit.replacing(site.value, with: JSONValue.quoted(trimmed))
        else { return nil }
        return Fix("take away the space around the URL", [edit])
    }
}

extension String {
    /// Without white space of JSON at either end.
    var trimmingSpaces: String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = utf8.firstIndex { !isSpace($0) } ?? utf8.endIndex
        let end = utf8.lastIndex { !isSpace($0) }.map(utf8.index(after:)) ?? start
        return String(Substring(utf8[start..<end]))
    }
}
