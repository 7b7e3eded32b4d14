import Peers
import TestSupport
import Testing
import WireJSON

/// The mock's own validator: verdicts, places, and what hostile schemas cost.
@Suite struct SchemaCheckTests {
    private func verdict(_ schema: String, _ value: String, root: String = "{}") throws
        -> SchemaVerdict
    {
        var document = try #require(try JSONValue.read(root).object)
        document["schema"] = try JSONValue.read(schema)
        let source = SchemaSource(JSONValue(.object(document)))
        let program = SchemaProgram([JSONPointer(["schema"])], in: source)
        return program.verdict(on: try JSONValue.read(value))
    }

    /// Values that a schema accepts, then values that it refuses.
    private static let table: [(schema: String, good: [String], bad: [String])] = [
        ("true", ["1"], []), ("false", [], ["1"]),
        (#"{"type":"integer"}"#, ["1", "1.0", "1e2", "10e-1"], ["1.5", "\"1\"", "true", "1e-1"]),
        (#"{"type":["null","string"]}"#, ["null", "\"\""], ["0", "[]"]),
        (#"{"const":1.0}"#, ["1", "10e-1"], ["true", "1.1"]),
        (#"{"enum":["é",[1]]}"#, ["\"é\"", "[1.0]"], ["\"e\\u0301\"", "[true]"]),
        (
            #"{"multipleOf":0.01}"#, ["0.07", "1e400", "123456789012345678901234567890.01"],
            ["0.075", "1e-400", "0.001"]
        ),
        (#"{"multipleOf":7}"#, ["0", "-14", "70000000000000000000000"], ["1e30", "6"]),
        (
            #"{"maximum":9007199254740993}"#, ["9007199254740993", "-1e999"],
            ["9007199254740994", "9007199254740993.1", "1e999999999999999999999"]
        ),
        (#"{"exclusiveMinimum":-0.5}"#, ["-0.4", "-0.49999999999999999999"], ["-0.5", "-5e-1"]),
        (#"{"maxLength":1}"#, [#""😀""#], [#""e\u0301""#]),
        (#"{"uniqueItems":true}"#, ["[1,true,\"1\"]", "[[1],[true]]"], ["[1,1.0]"]),
        (
            #"{"prefixItems":[{"type":"null"}],"items":false}"#, ["[]", "[null]"],
            ["[1]", "[null,1]"]
        ),
        (#"{"items":[{"type":"null"}],"additionalItems":false}"#, ["[null]"], ["[null,1]"]),
        (
            #"{"contains":{"const":1},"minContains":2,"maxContains":2}"#, ["[1,1]"],
            ["[1]", "[1,1,1]"]
        ),
        (#"{"dependentRequired":{"a":["b"]}}"#, [#"{"b":1}"#, "{}"], [#"{"a":1}"#]),
        (
            #"""
            {"properties":{"a":{}},"patternProperties":{"^x-":{"type":"null"}},
             "additionalProperties":false}
            """#,
            [#"{"a":1,"x-b":null}"#], [#"{"x-b":1}"#, #"{"b":1}"#]
        ),
        (
            #"{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}"#, [#"{"a":1}"#],
            [#"{"b":1}"#]
        ),
        (#"{"propertyNames":{"maxLength":1}}"#, [#"{"a":1}"#], [#"{"ab":1}"#]),
        (
            #"{"if":{"minimum":5},"then":{"maximum":6},"else":{"const":1}}"#, ["5", "1"],
            ["7", "2"]
        ),
        (##"{"$ref":"#/defs/a","maximum":1}"##, ["5"], ["4"]),
        (##"{"$ref":"#named"}"##, ["\"n\""], ["\"m\""]),
        (##"{"$ref":"urn:own#/inner"}"##, ["3"], ["4"]),
        (##"{"$ref":"#/defs/own/through"}"##, ["3"], ["4"]),
        // What is malformed, foreign or nowhere asks nothing.
        (
            #"{"required":true,"minimum":"5","type":"any","maxLength":-1,"items":3}"#, ["1", "{}"],
            []
        ),
        (##"{"$ref":"#/nowhere"}"##, ["1"], []), (#"{"$ref":"https://example.org/s"}"#, ["1"], []),
        (#"{"pattern":"(?<=a)b"}"#, ["\"c\""], []), (#"{"pattern":"("}"#, ["\"c\""], []),
        (#"{"not":{"pattern":"(?<=a)b"}}"#, ["\"c\""], []),
    ]

    private static let root = #"""
        {"defs":{"a":{"minimum":5},"n":{"$anchor":"named","const":"n"},
         "own":{"$id":"urn:own","inner":{"const":3},"through":{"$ref":"#/inner"}}}}
        """#

    @Test(arguments: table.indices) func keywords(row: Int) throws {
        let (schema, good, bad) = Self.table[row]
        for value in good {
            if case .refused(let finding) = try verdict(schema, value, root: Self.root) {
                Issue.record("\(schema) refuses \(value): \(finding)")
            }
        }
        for value in bad {
            guard case .refused = try verdict(schema, value, root: Self.root) else {
                Issue.record("\(schema) accepts \(value)")
                continue
            }
        }
    }

    @Test func aModernDocumentReadsBesideItsReferences() throws {
        let root =
            #"{"$schema":"https://json-schema.org/draft/2020-12/schema","#
            + #""defs":{"a":{"minimum":5}}}"#
        guard
            case .refused(let finding) = try verdict(
                ##"{"$ref":"#/defs/a","maximum":6}"##, "7", root: root)
        else {
            Issue.record("7 is accepted")
            return
        }
        #expect(finding.keyword == "maximum" && finding.schema == JSONPointer(["schema"]))
    }

    @Test func aRefusalHasItsPlaces() throws {
        let schema =
            #"{"properties":{"a/b":{"items":[{},{"anyOf":[{"type":"null"},{"const":1}]}]}}}"#
        guard case .refused(let finding) = try verdict(schema, #"{"a/b":[0,2]}"#) else {
            Issue.record("accepted")
            return
        }
        #expect(finding.at.description == "/a~1b/1")
        #expect(finding.keyword == "anyOf")
        #expect(finding.schema.description == "/schema/properties/a~1b/items/1")
        #expect(finding.problem == "fits none of 2 alternatives")
    }

    /// Schemas that would keep a careless validator busy for ever, or end it.
    private static let hostile: [(schema: String, root: String, value: String)] = [
        (##"{"$ref":"#/schema"}"##, "{}", "1"),
        (##"{"$ref":"#/a"}"##, ##"{"a":{"$ref":"#/b"},"b":{"allOf":[{"$ref":"#/a"}]}}"##, "1"),
        (##"{"anyOf":[{"$ref":"#/schema"},{"$ref":"#/schema"}]}"##, "{}", "1"),
        (##"{"not":{"$ref":"#/schema"}}"##, "{}", "1"),
        (
            ##"{"unevaluatedProperties":false,"allOf":[{"$ref":"#/schema"}]}"##, "{}",
            #"{"a":{"a":1}}"#
        ),
        (
            ##"""
            {"anyOf":[{"items":{"$ref":"#/schema"},"minItems":9},
             {"items":{"$ref":"#/schema"},"maxItems":0}]}
            """##,
            "{}", String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
        ),
        (#"{"pattern":"^(a+)+$"}"#, "{}", "\"" + String(repeating: "a", count: 50_000) + "b\""),
        (
            #"{"pattern":"^(?=(a*)*b)(a|a|aa)*$"}"#, "{}",
            "\"" + String(repeating: "a", count: 9_000) + "\""
        ),
        (#"{"pattern":"((a{1,1000}){1,1000}){1,1000}"}"#, "{}", "\"aaaa\""),
        (
            #"{"pattern":"(.*)(?=.*c)(.*)(?=.*d)x"}"#, "{}",
            "\"" + String(repeating: "c", count: 20_000) + "\""
        ),
        (
            "{\"pattern\":\"" + String(repeating: "(", count: 5_000) + "\"}", "{}", "\"a\""
        ),
    ]

    @Test(arguments: hostile.indices) func hostileSchemasEnd(row: Int) throws {
        let (schema, root, value) = Self.hostile[row]
        // The verdict is whatever it is; it comes, on a stack as small as a connection's.
        let verdict = try verdict(schema, value, root: root)
        if case .refused(let finding) = verdict {
            #expect(["anyOf", "pattern"].contains(finding.keyword), "\(finding)")
        }
    }

    @Test func aLongTextCostsItsLength() throws {
        let text = "\"0x" + String(repeating: "0a", count: 200_000) + "\""
        guard case .valid = try verdict(#"{"pattern":"^0x([a-f0-9]?)+$"}"#, text) else {
            Issue.record("not valid")
            return
        }
    }
}
