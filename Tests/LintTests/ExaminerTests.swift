import Diagnostics
import Harness
import Lint
import TestSupport
import Testing
import WireJSON

/// The validator behind the rules that ask: exact, bounded, and silent where it cannot tell.
@Suite struct ExaminerTests {
    /// What a schema says against a value, by way of the rule on defaults; nil when nothing.
    private func problem(
        _ schema: String, _ value: String, components: String = "{}",
        loader: @escaping Library.Loader = Library.nothing
    ) throws -> String? {
        let text = """
            { "openrpc": "1.3.2", "info": { "title": "t", "version": "1" }, "methods": [],
              "components": { "schemas": { "S": { "allOf": [ \(schema) ], "default": \(value) } },
                              "x": \(components) } }
            """
        let reading = try Reading(Array(text.utf8), file: "s.json", loader: loader)
        let rules = Rule.all.filter { $0.id == "openrpc.default-contradicts-schema" }
        let examiner = try Validator.examiner.get()
        let findings = try Linter(rules).findings(in: reading, answer: examiner.answer)
        let before = "a default should be valid by its own schema, but "
        let after = "; correct one of the two"
        return findings.first.map {
            String($0.diagnostic.message.dropFirst(before.count).dropLast(after.count))
        }
    }

    private static let lawful: [(String, String)] = [
        (#"{ "type": "integer" }"#, "1.0"), (#"{ "type": "integer" }"#, "1e400"),
        (#"{ "multipleOf": 0.01 }"#, "19.99"), (#"{ "maximum": 1e400 }"#, "9e399"),
        (#"{ "const": 12345678901234567890123 }"#, "12345678901234567890123.0"),
        (#"{ "enum": [ 1, [ true ], { "a": 1.0 } ] }"#, #"{ "a": 1 }"#),
        (#"{ "format": "email" }"#, #""nobody""#),
        (#"{ "pattern": "^[^]$" }"#, #""\n""#), (#"{ "pattern": "^(?<y>a)\\/$" }"#, #""a/""#),
        (#"{ "$schema": "http://json-schema.org/draft-04/schema#", "const": 1 }"#, "1"),
        (#"{ "$ref": "http://json-schema.org/draft-07/schema#" }"#, #"{ "type": "null" }"#),
        (##"{ "$ref": "#/components/x", "type": "null" }"##, "1"),
    ]

    @Test(arguments: lawful)
    func lawfulValuesPass(_ schema: String, _ value: String) throws {
        #expect(try problem(schema, value) == nil)
    }

    private static let unlawful: [(String, String, String)] = [
        (#"{ "type": "number" }"#, "true", "it is true, not of type number"),
        (#"{ "type": "integer" }"#, "1.5", "it is 1.5, not of type integer"),
        (#"{ "enum": [ 1 ] }"#, "true", "it is true, none of 1"),
        (
            #"{ "const": 12345678901234567890123 }"#, "12345678901234567890124",
            "it is 12345678901234567890124, not 12345678901234567890123"
        ),
        (#"{ "pattern": "^\\d$" }"#, #""1\n""#, #"it is "1\n", which does not match '^\d$'"#),
        (#"{ "pattern": "\\w" }"#, #""é""#, #"it is "é", which does not match '\w'"#),
        (
            #"{ "items": { "properties": { "a/b": { "minLength": 2 } } } }"#,
            #"[ { "a/b": "x" } ]"#, "'/0/a~1b' has 1 character, fewer than 2"
        ),
        (
            #"{ "additionalProperties": false }"#, #"{ "a": 1 }"#,
            "it has the member 'a', which no schema knows"
        ),
        (
            #"{ "oneOf": [ true, {} ] }"#, "1",
            "it is 1, valid by more than one schema of 'oneOf'"
        ),
        (
            #"{ "oneOf": [ { "$ref": "http://json-schema.org/draft-07/schema#" } ] }"#, "1",
            "it is 1, not of type object or boolean"
        ),
        (#"{ "properties": { "a": false } }"#, #"{ "a": 1 }"#, "'/a' must not be there"),
        (#"{ "maxLength": 1 }"#, #""\ud83d\ude00!""#, "it has 2 characters, more than 1"),
    ]

    @Test(arguments: unlawful)
    func unlawfulValuesAreNamed(_ schema: String, _ value: String, _ said: String) throws {
        #expect(try problem(schema, value) == said)
    }

    private static let untold: [(String, String)] = [
        (#"{ "required": true }"#, "{}"), (#"{ "type": "any" }"#, "1"),
        (#"{ "pattern": "(" }"#, #""x""#), (#"{ "pattern": "\\p{L}" }"#, #""x""#),
        (#"{ "pattern": "^.$" }"#, #""\ud83d\ude00\ud83d\ude00""#),
        (##"{ "$ref": "#/nowhere" }"##, "1"), (#"{ "$ref": "other.json" }"#, "1"),
        (##"{ "$ref": "#/components/schemas/S" }"##, "1"),
        (#"{ "minimum": 1e99999999999999999999 }"#, "1"), (#"{ "items": 7 }"#, "[ 1 ]"),
    ]

    @Test(arguments: untold)
    func whatCannotBeToldIsNotSaid(_ schema: String, _ value: String) throws {
        #expect(try problem(schema, value) == nil)
    }

    @Test func oddIdentifiersDoNoHarm() throws {
        let schema = #"{ "properties": { "a": { "$id": "http://[" }, "b": { "$id": 7 } } }"#
        #expect(try problem(schema, #"{ "a": 1, "b": 1 }"#) == nil)
        #expect(try problem("{}", "1", components: #"{ "$id": "http://[" }"#) == nil)
    }

    @Test func identifiersAreFollowed() throws {
        let schema = """
            { "$id": "https://example.com/a/b.json",
              "properties": { "x": { "$ref": "c.json" }, "y": { "$ref": "#named" } },
              "definitions": { "c": { "$id": "c.json", "type": "string" },
                               "n": { "$id": "#named", "type": "null" } } }
            """
        #expect(try problem(schema, #"{ "x": 1 }"#) == "'/x' is 1, not of type string")
        #expect(try problem(schema, #"{ "y": 1 }"#) == "'/y' is 1, not of type null")
    }

    @Test func textsAreLoadedWhenTheyAreNeeded() throws {
        let texts = [
            "file:///a.json": #"{ "d": { "$ref": "b.json#/e" } }"#,
            "file:///b.json": #"{ "e": { "items": { "type": "string" } } }"#,
        ]
        let said = try problem(#"{ "$ref": "a.json#/d" }"#, "[ 1 ]") { uri in
            texts[uri].map { .success(SourceFile(name: uri, bytes: Array($0.utf8))) }
                ?? .failure(Library.Refusal("there is none"))
        }
        #expect(said == "'/0' is 1, not of type string")
    }

    @Test func aHostileDocumentEnds() throws {
        let examiner = try Examiner(
            host: Program.assay, patience: Examiner.Patience(question: 0.2, reading: 0.5))
        let links = (0..<40).map { number in
            let next = ##"{ "$ref": "#/components/schemas/S\##(number + 1)" }"##
            return #""S\#(number)": { "allOf": [ \#(next), \#(next) ], "default": 1 }"#
        }
        let text = """
            { "openrpc": "1.3.2", "info": { "title": "t", "version": "1" }, "methods": [],
              "components": { "schemas": {
                "R": { "pattern": "^(a+)+$", "default": "\(String(repeating: "a", count: 60))!" },
                \(links.joined(separator: ",\n")),
                "S40": { "type": "integer", "default": "1" } } } }
            """
        let rules = Rule.all.filter { $0.id == "openrpc.default-contradicts-schema" }
        let reading = try Reading(Array(text.utf8), file: "hostile.json")
        // Whether the last one is reached in time depends on the machine; that it ends does not.
        _ = try Linter(rules).findings(in: reading, answer: examiner.answer)
        let next = try Reading(Array("{}".utf8), file: "next.json")
        #expect(try Linter(rules).findings(in: next, answer: examiner.answer).isEmpty)
    }

    @Test func anOpinionComesWithPlaces() throws {
        let metaschema = """
            { "properties": {
                "s": { "$ref": "https://meta.json-schema.tools" },
                "t": { "$ref": "https://json-schema.org/draft-07/schema#" },
                "r": { "$ref": "https://meta.json-schema.tools/#/definitions/JSONSchemaObject\
            /properties/$ref" } } }
            """
        let document = #"{ "s": { "minLength": -1 }, "t": true, "r": 7 }"#
        let opinion = try Validator.examiner.get().opinion(
            metaschema: Array(metaschema.utf8), document: Array(document.utf8))
        #expect(opinion.map(\.pointer.description) == ["/s/minLength", "/r"])
        #expect(
            opinion.map(\.message) == [
                "'/s/minLength' is -1, less than 0", "'/r' is 7, not of type string",
            ])
    }

    @Test func whatIsNoMetaschemaHasNoOpinion() throws {
        let examiner = try Validator.examiner.get()
        for metaschema in ["", "{", #"{ "type": "any" }"#, ##"{ "$ref": "#/x" }"##] {
            #expect(throws: HarnessFault.self, "\(metaschema)") {
                try examiner.opinion(metaschema: Array(metaschema.utf8), document: Array("{}".utf8))
            }
        }
    }
}
