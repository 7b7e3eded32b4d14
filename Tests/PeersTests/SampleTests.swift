import JSONRPC
import Peers
import TestSupport
import Testing
import WireJSON

/// What the mock makes of result schemas.
@Suite struct SampleTests {
    private func sample(_ schema: String, seed: UInt64 = 1) throws -> JSONValue {
        let document = try JSONValue.read(
            """
            {"methods":[{"name":"m","params":[],"result":{"name":"r","schema":\(schema)}}],
             "components":{"schemas":{
                "Pet":{"type":"object","required":["id"],"properties":{
                    "id":{"type":"integer","minimum":7,"maximum":7},"next":{"$ref":"#/components/schemas/Pet"}}},
                "Must":{"type":"object","required":["must"],
                    "properties":{"must":{"$ref":"#/components/schemas/Must"}}},
                "A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/A"},
                "All":{"allOf":[{"$ref":"#/components/schemas/All"}]}}}}
            """)
        let request = Request(method: "m", id: 1)
        guard case .result(let made) = MockDocument(document, seed: seed).outcome(of: request)
        else {
            Issue.record("no result")
            return .null
        }
        return made
    }

    private static let expectations: [(String, String)] = [
        ("true", "null"), ("false", "null"), ("{}", "null"), (#"{"const":[1.0]}"#, "[1.0]"),
        (#"{"enum":["a"]}"#, #""a""#), (#"{"type":"null"}"#, "null"),
        (#"{"type":"integer","minimum":3,"maximum":3}"#, "3"),
        (#"{"type":"integer","exclusiveMinimum":3,"exclusiveMaximum":5}"#, "4"),
        (#"{"type":"integer","minimum":3,"exclusiveMinimum":true,"maximum":4}"#, "4"),
        (#"{"type":"integer","minimum":11,"maximum":19,"multipleOf":7}"#, "14"),
        (#"{"type":"number","minimum":0.5,"maximum":0.5}"#, "0.5"),
        (
            #"{"type":["null","string"],"pattern":"^0x[0-9a-f]{3,}-(?:up|down)?\\.$"}"#,
            #""0x000-.""#
        ),
        (#"{"type":"string","format":"date"}"#, #""2020-02-29""#),
        (#"{"type":"array","items":{"const":1},"minItems":2,"maxItems":2}"#, "[1,1]"),
        (#"{"type":"array","items":[{"const":1},{"const":2}]}"#, "[1,2]"),
        (#"{"type":"array","items":{"const":1},"maxItems":0}"#, "[]"),
        (#"{"properties":{"b":{"const":1},"a":{"const":2}}}"#, #"{"b":1,"a":2}"#),
        (#"{"type":"object","required":["z"]}"#, #"{"z":null}"#),
        (#"{"type":"object","additionalProperties":{"const":1}}"#, #"{"key1":1}"#),
        (
            #"{"allOf":[{"properties":{"a":true}},{"properties":{"a":{},"b":{"const":3}}}]}"#,
            #"{"a":null,"b":3}"#
        ),
        (#"{"oneOf":[{"type":"null"},{"const":5}]}"#, "5"),
        (##"{"anyOf":[{"$ref":"#/components/schemas/A"},{"const":5}]}"##, "null"),
        (##"{"$ref":"#/components/schemas/Nowhere"}"##, "null"),
        (##"{"$ref":"#/components/schemas/All"}"##, "null"),
    ]

    @Test(arguments: expectations)
    func schemas(schema: String, expected: String) throws {
        #expect(try sample(schema).text() == expected)
    }

    @Test func recursionEnds() throws {
        let made = try sample(##"{"$ref":"#/components/schemas/Pet"}"##).text()
        #expect(made.hasPrefix(#"{"id":7,"next":{"id":7,"#) && made.count < 200)
        let endless = try sample(##"{"$ref":"#/components/schemas/Must"}"##).text()
        #expect(endless.contains(#"{"must":null}"#))
    }

    @Test func lengthsAreKept() throws {
        for (least, most) in [(0, 0), (0, 3), (5, 5), (40, 40), (1000, 2000)] {
            let schema = #"{"type":"string","minLength":\#(least),"maxLength":\#(most)}"#
            let count = try #require(try sample(schema).string).unicodeScalars.count
            #expect(count >= least && count <= most, "\(schema)")
        }
        let padded = try sample(#"{"type":"string","pattern":"^a*$","minLength":30}"#).string
        #expect(padded == String(repeating: "a", count: 30))
    }

    @Test func uniqueElementsAreUnique() throws {
        let schema = #"{"type":"array","uniqueItems":true,"minItems":5,"items":{"type":"integer"}}"#
        let made = try #require(try sample(schema).array)
        #expect(made.count == 5 && Set(made.compactMap(\.int)).count == 5)
    }

    @Test func theSeedDecides() throws {
        let schema = #"{"type":"array","minItems":8,"items":{"type":"integer"}}"#
        #expect(try sample(schema) == sample(schema))
        #expect(try sample(schema, seed: 2) != sample(schema))
    }

    @Test(.needsCorpus) func everyMethodOfTheCorpusIsAnswered() throws {
        var answered = 0
        for file in Corpus.files(under: "openrpc") {
            let document = try JSONValue.read(Corpus.bytes(file))
            let service = MockService(document: MockDocument(document, seed: 3))
            for method in document["methods"]?.array ?? [] {
                guard let name = method["name"]?.string else { continue }
                let call: JSONValue = ["jsonrpc": "2.0", "method": .string(name), "id": 1]
                let answer = try #require(service.answer(call.bytes()), "\(file): \(name)")
                let value = try JSONValue.read(answer)
                let code = value["error"]?["code"]?.int
                #expect(value["result"] != nil || code == -32602, "\(file): \(name)")
                #expect(answer.count < 1 << 20, "\(file): \(name): \(answer.count) bytes")
                answered += 1
            }
        }
        #expect(answered > 1_000, "\(answered) methods")
    }
}
