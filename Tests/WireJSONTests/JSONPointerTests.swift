import Testing
import WireJSON

@Suite struct JSONPointerTests {
    /// The document of RFC 6901 §5.
    private let document = #"""
        {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,
         "k\"l": 6, " ": 7, "m~n": 8}
        """#

    @Test(arguments: [
        ("/foo", "#/foo", #"["bar","baz"]"#), ("/foo/0", "#/foo/0", #""bar""#), ("/", "#/", "0"),
        ("/a~1b", "#/a~1b", "1"), ("/c%d", "#/c%25d", "2"), ("/e^f", "#/e%5Ef", "3"),
        ("/g|h", "#/g%7Ch", "4"), ("/i\\j", "#/i%5Cj", "5"), ("/k\"l", "#/k%22l", "6"),
        ("/ ", "#/%20", "7"), ("/m~0n", "#/m~0n", "8"),
    ])
    func findsWhatTheRFCSays(_ text: String, _ fragment: String, _ expected: String) throws {
        let value = try JSONValue.read(document)
        let pointer = try #require(JSONPointer(text))
        #expect(value.resolve(pointer)?.text() == expected)
        #expect(pointer.description == text)
        #expect(pointer.fragment == fragment)
        #expect(JSONPointer(fragment: fragment) == pointer)
    }

    @Test func theEmptyPointerIsTheWhole() throws {
        let value = try JSONValue.read(document)
        for pointer in [JSONPointer(), JSONPointer(""), JSONPointer(fragment: "#")] {
            #expect(try value.resolve(#require(pointer)) == value)
        }
    }

    @Test(arguments: ["foo", "foo/bar", "#/foo", "/~", "/a~2b", "/~~0"])
    func refusesWhatIsNoPointer(_ text: String) { #expect(JSONPointer(text) == nil) }

    @Test(arguments: ["", "/foo", "#foo", "#/%", "#/%4", "#/%zz", "#/%FF", "#/~2"])
    func refusesWhatIsNoFragment(_ text: String) { #expect(JSONPointer(fragment: text) == nil) }

    @Test(arguments: [
        "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+1", "/foo/-1", "/foo/1e0", "/foo/ 1",
        "/foo/",
        "/foo/99999999999999999999", "/foo/0/0", "/FOO", "/a~1b/0", "/foo/١",
    ])
    func findsNothingThere(_ text: String) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(try JSONValue.read(document).resolve(pointer) == nil)
    }

    @Test func decodesTildesOnceAndAfterPercents() throws {
        let value = try JSONValue.read(#"{"~1": "tilde one", "/": "slash", "é": "accent"}"#)
        let find = { (text: String) in JSONPointer(fragment: text).flatMap(value.resolve) }
        #expect(find("#/~01")?.string == "tilde one")
        #expect(find("#/%7E1")?.string == "slash")
        #expect(find("#/%c3%A9")?.string == "accent")
        #expect(find("#/é")?.string == "accent")
    }

    @Test func comparesCodeUnits() throws {
        let pointer = try #require(JSONPointer("/\u{301}a/b"))
        #expect(pointer.tokens.map(\.utf8.count) == [3, 1])
        #expect(JSONPointer(["\u{E9}"]) != JSONPointer(["e\u{301}"]))
        let value = try JSONValue.read("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.resolve(JSONPointer(["\u{E9}"]))?.int == 1)
    }

    @Test func ofDuplicatesTheLastIsTaken() throws {
        let value = try JSONValue.read(#"{"a":1,"a":2}"#)
        #expect(value.resolve(JSONPointer().appending("a"))?.int == 2)
        #expect(JSONPointer().appending("a/b").appending(3).description == "/a~1b/3")
    }
}
