import Diagnostics
@testable import Lint
import TestSupport
import Testing
import WireJSON

/// Where references lead, by the rules of RFC 3986, RFC 6901 and draft-07.
@Suite struct ReferenceTests {
    /// RFC 3986 §5.4, and what differs for the files beside a document.
    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"),
        ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"), ("/../g", "http://a/g"), ("/./g", "http://a/g"),
        ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g:h", "g:h"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
        ("g/\u{301}h", "http://a/b/c/g/\u{301}h"), ("é:g", "http://a/b/c/é:g"),
    ]) func webReferences(reference: String, uri: String) {
        #expect(RelativeURI.resolve(reference, against: "http://a/b/c/d;p?q") == uri)
        #expect(RelativeURI.resolve(reference, against: "http://a/b/c/d;p?q#x") == uri)
    }

    @Test(arguments: [
        ("b.json", "file:///b.json"), ("../b.json", "file:///../b.json"),
        ("x/../../b.json", "file:///../b.json"), ("../../b", "file:///../../b"),
        ("/b.json", "file:///b.json"), ("#/a", "file:///a.json#/a"), ("x/../b", "file:///b"),
    ]) func fileReferences(reference: String, uri: String) {
        let found = RelativeURI.resolve(reference, against: "file:///a.json", keepsClimbs: true)
        #expect(found == uri)
    }

    @Test func theDocumentIsKnownByItsFileName() {
        #expect(Library.uri(ofFile: "x/y z/pets é.json") == "file:///pets%20%C3%A9.json")
    }

    private func reading(
        _ definitions: String, _ texts: [String: String] = [:]
    ) throws -> Reading {
        let text = """
            {"openrpc": "1.3.2", "info": {"title": "", "version": ""}, "methods": [],
             "components": {"schemas": \(definitions)}}
            """
        return try Reading(Array(text.utf8), file: "dir/api.json") { uri in
            texts[uri].map { .success(SourceFile(name: uri, bytes: Array($0.utf8))) }
                ?? .failure(Library.Refusal("there is no '\(uri)'"))
        }
    }

    /// The title of what component `A` leads to, or why there is none.
    private func end(of reading: Reading) throws -> String {
        let schema = try #require(reading.survey[.schema].first)
        return switch reading.resolve(schema) {
        case .found(let site): site.value["title"]?.string ?? "\(site.value.typeName)"
        case .notAString: "not a string"
        case .notAPointer(let fragment): "no pointer \(fragment)"
        case .dangling(let fragment, let text): "nothing at \(text.file.name) \(fragment)"
        case .circular(let circle): "a circle of \(circle.count)"
        case .absent(_, let refusal): refusal.message
        }
    }

    @Test(arguments: [
        ("#/components/schemas/B", "B"), ("api.json#/components/schemas/B", "B"),
        ("./api.json#/components/schemas/B", "B"),
        ("file:///api.json#/components/schemas/B", "B"), ("", "object"), ("#", "object"),
        ("#/components/schemas/C", "B"), ("#/components/schemas/D", "a circle of 2"),
        ("#/components/schemas/X", "nothing at dir/api.json #/components/schemas/X"),
        ("#named", "named"), ("api.json#named", "named"), ("#other", "no pointer #other"),
        ("https://pets.example/b", "inner"), ("https://pets.example/b#", "inner"),
        ("https://pets.example/b#/definitions/E", "E"), ("https://pets.example/e", "E"),
        ("https://pets.example/b#in", "in"), ("#in", "no pointer #in"),
        ("https://pets.example/b#/definitions/F", "E"),
        ("https://pets.example/b#/definitions/G", "in"),
        ("https://pets.example/b#/definitions/H", "there is no 'https://pets.example/api.json'"),
        ("t.json#/definitions/P", "P"), ("sub/u.json#/definitions/P", "P"),
        ("t.json#/definitions/Back", "B"), ("t.json#/bare", "bare"),
        ("bad.json", "'file:///bad.json' is not JSON at 1:2"),
        ("t.json#/definitions/Round", "a circle of 2"),
        ("x.json", "there is no 'file:///x.json'"),
    ]) func whereReferencesLead(reference: String, title: String) throws {
        let reading = try reading(
            """
            {"A": {"$ref": "\(reference)"}, "B": {"title": "B"},
             "C": {"$ref": "#/components/schemas/B"}, "D": {"$ref": "#/components/schemas/D2"},
             "D2": {"$ref": "#/components/schemas/D"}, "N": {"$id": "#named", "title": "named"},
             "I": {"$id": "https://pets.example/b", "title": "inner", "definitions": {
               "E": {"$id": "e", "title": "E"}, "F": {"$ref": "e"},
               "G": {"$ref": "#in"}, "H": {"$ref": "api.json"},
               "In": {"$id": "#in", "title": "in"}}}}
            """,
            [
                "file:///t.json": """
                {"definitions": {"P": {"title": "P"}, "Round": {"$ref": "round.json"},
                 "Back": {"$ref": "api.json#/components/schemas/B"}}, "bare": {"title": "bare"}}
                """,
                "file:///round.json": #"{"$ref": "t.json#/definitions/Round"}"#,
                "file:///sub/u.json":
                    #"{"definitions": {"P": {"$ref": "../t.json#/definitions/P"}}}"#,
                "file:///bad.json": "{",
            ])
        #expect(try end(of: reading) == title)
    }

    /// What is reached in other texts is judged there, each reference once.
    @Test func referencesOfOtherTextsAreFollowed() throws {
        let reading = try reading(
            #"{"A": {"$ref": "t.json#/a"}, "B": {"$ref": "t.json#/a"}}"#,
            ["file:///t.json": ##"{"a": {"items": {"$ref": "#/b"}}, "c": {"$ref": "#/d"}}"##])
        let findings = Linter(Rule.componentRules).findings(in: reading)
        #expect(findings.map(\.rule.id) == ["openrpc.dangling-reference"])
        #expect(findings.first?.diagnostic.span?.file.name == "file:///t.json")
        #expect(findings.first?.pointer.description == "/a/items/$ref")
    }
}
