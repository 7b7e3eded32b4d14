import TestSupport
import Testing
import WireJSON

@Suite struct JSONWriterTests {
    private func check(_ text: String, _ layout: JSONLayout, _ expected: String) throws {
        let value = try JSONValue.read(text)
        #expect(value.text(layout) == expected)
        #expect(value.bytes(layout) == Array(expected.utf8))
    }

    @Test func compactKeepsEverythingButSpace() throws {
        try check(
            #" { "b" : 1.50 , "a" : [ ] , "b" : { } , "c" : [ null , -0 ] } "#, .compact,
            #"{"b":1.50,"a":[],"b":{},"c":[null,-0]}"#)
    }

    @Test func prettyIndentsByTwo() throws {
        try check(
            #"{"b":[1,{"x":true}],"a":{},"c":[]}"#, .pretty,
            """
            {
              "b": [
                1,
                {
                  "x": true
                }
              ],
              "a": {},
              "c": []
            }
            """)
    }

    /// The order is the example of RFC 8785 §3.2.3, by UTF-16: the emoji's surrogates come before
    /// U+FB33. Members of one name keep their order.
    @Test func canonicalSortsByUTF16() throws {
        try check(
            #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
            .canonical,
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}")
        try check(#"{"b":2,"a":1,"b":1.0}"#, .canonical, #"{"a":1,"b":2,"b":1}"#)
        try check("{\"e\u{301}\":1,\"\u{E9}\":2}", .canonical, "{\"e\u{301}\":1,\"\u{E9}\":2}")
    }

    /// Appendix B of RFC 8785, and numbers that a double cannot hold.
    @Test(arguments: [
        ("0.0", "0"), ("-0", "0"), ("1.0", "1"), ("1e0", "1"), ("5e-324", "5e-324"),
        ("-1.7976931348623157e308", "-1.7976931348623157e+308"), ("1E21", "1e+21"),
        ("999999999999999900000", "999999999999999900000"), ("1e20", "100000000000000000000"),
        ("0.000001", "0.000001"), ("0.0000001", "1e-7"),
        ("333333333.33333329", "333333333.33333329"),
        ("1E30", "1e+30"), ("4.50", "4.5"), ("2e-3", "0.002"), ("1e-27", "1e-27"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e+29"),
        ("0.1000000000000000000001", "0.1000000000000000000001"),
        ("12e99999999999999999999", "1.2e+100000000000000000000"),
        ("0.01e-99999999999999999999", "1e-100000000000000000001"),
        ("100e-100000000000000000000", "1e-99999999999999999998"),
    ])
    func canonicalNumbersFollowECMAScript(_ text: String, _ expected: String) throws {
        try check(text, .canonical, expected)
    }

    @Test(arguments: [JSONLayout.compact, .pretty, .canonical])
    func escapesAsLittleAsItMay(_ layout: JSONLayout) throws {
        let text = "\"\\/\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}\u{2028}é😀"
        let expected = #""\"\\/\u0000\b\t\n\u000b\f\r\u001f"# + "\u{7F}\u{2028}é😀\""
        #expect(JSONValue.string(text).text(layout) == expected)
        #expect(JSONValue.quoted(text) == expected)
        #expect(try JSONValue.read(expected).string == text)
    }

    @Test(.needsCorpus) func theCorpusSurvivesEveryLayout() throws {
        var compared = 0
        for path in Corpus.files() {
            guard let value = try? JSONValue.read(Corpus.bytes(path)) else { continue }
            let compact = value.bytes(.compact)
            let pretty = try JSONValue.read(value.bytes(.pretty))
            #expect(pretty.bytes(.compact) == compact, "\(path)")
            let canonical = value.bytes(.canonical)
            #expect(try JSONValue.read(canonical).bytes(.canonical) == canonical, "\(path)")
            compared += 1
        }
        #expect(compared > 150)
    }
}
