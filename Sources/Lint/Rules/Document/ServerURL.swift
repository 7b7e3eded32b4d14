import WireJSON

extension Rule {
    static let serverURL = Rule(
        "openrpc.server-url", .prose, .must, decides: ["O11"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Object, 'url': a URL, perhaps relative to where the \
                document is served, with runtime expressions in it. RFC 3986 §4.1 says which texts \
                are URL references.
                """,
            why: "A client cannot connect to what is no URL, whatever is put in for variables.",
            example: #"{ "name": "local", "url": "127.0.0.1:8545" }"#,
            remedy: """
                Write the scheme as well, and percent-encode what a URL must not hold.
                """)
    ) { reading in
        reading.survey[.server].compactMap { $0.member("url").flatMap(serverURLRemark) }
    }

    private static func serverURLRemark(_ site: Site) -> Remark? {
        // What is no template is another rule's matter.
        guard let text = site.value.string, let template = try? Template(text, .url) else {
            return nil
        }
        do throws(URIReference.Flaw) {
            _ = try URIReference(template.outline)
            return nil
        } catch {
            return Remark(
                "a server's 'url' must be a URL or relative to one, found '\(text)'; "
                    + (error.isColon ? "begin it with a scheme such as 'http://'" : error.rule),
                at: site)
        }
    }
}
