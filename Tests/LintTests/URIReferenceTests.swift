import Testing

@testable import Lint

/// RFC 3986 and RFC 5322, as far as rules lean on them.
@Suite struct URIReferenceTests {
    @Test(arguments: [
        ("https://example.org", "https"), ("HTTP://EXAMPLE.org:80/?a=b&c=/?:@#f/?", "http"),
        ("mailto:api@example.org", "mailto"), ("urn:isbn:0451450523", "urn"), ("unix:///a", "unix"),
        ("https://user:pw@[2001:db8::7]:443/", "https"), ("http://[v1.a:b]/", "http"),
        ("https://müller.example/ä", "https"), ("a+b-c.1:", "a+b-c.1"),
        ("localhost:8080", "localhost"),
        ("//host/path", ""), ("/rpc", ""), ("./a:b", ""), ("rpc", ""), ("", ""), ("?q", ""),
        ("#f", ""), ("https://h:/", "https"), ("https://h/%7e", "https"), ("file:/a", "file"),
    ])
    func isOne(_ text: String, _ scheme: String) throws {
        #expect(try URIReference(text).scheme == scheme)
    }

    @Test(arguments: [
        "127.0.0.1:80", ":a", "1http://h", "a b:c", "https://h/a b", "https://h/\u{7}",
        "https://h/|",
        "https://h/%", "https://h/%4", "https://h/%g0", "https://h:80a/", "https://h:80:90/",
        "https://[::1", "https://[::1]a/", "https://[]/", "https://h]/", "https://h/[a]", "//h?[",
        "https://", "https:///a", "https:a", "wss:/a", "http://@/", "http://a@b@c/", "#a#b",
        "\\\\h\\a",
    ])
    func isNone(_ text: String) {
        #expect(throws: URIReference.Flaw.self) { try URIReference(text) }
    }

    @Test(arguments: [
        "${scheme}://${host}:${port}/${path}?${query}#${fragment}", "${base}", "${base}/v1",
        "https://${user}:${password}@[${address}]:80${more}/%${hex}", "http://${host}",
        "{a}://b:{c}",
    ])
    func holesMayBeAnything(_ text: String) throws {
        _ = try URIReference(try Template(text, .url).outline)
    }

    @Test(arguments: [
        "a@b", "first.last+tag@example.org", #""a b"@example.org"#, #""\"".x@[192.0.2.1]"#,
        "jörg@müller.example", "o'hara@example.org",
    ])
    func isAddress(_ text: String) { #expect(MailAddress.matches(text)) }

    @Test(arguments: [
        "", "@", "a@", "@b", "a.b", "a..b@c", ".a@b", "a.@b", "a@b..c", "a b@c", "a@b c", "A <a@b>",
        "mailto:a@b", "a@b,c@d", #""a@b"#, #""a"b@c"#, "a@[b", "a@[]", "a@b\n", "<a@b>",
    ])
    func isNoAddress(_ text: String) { #expect(!MailAddress.matches(text)) }
}
