import ServiceModel
import Testing

/// allOf: one type that has what all parts say.
@Suite struct AllOfTests {
    @Test func membersOfTheBaseComeFirst() {
        check(
            schemas: """
                {"Base": {"properties": {"id": {"type": "integer"}, "tag": {}}, "required": ["id"]},
                 "Pet": {"properties": {"name": {"type": "string"}}, "required": ["name", "tag"],
                         "allOf": [{"$ref": "#/components/schemas/Base"}]}}
                """,
            [
                "object Base { id: integer, tag?: any }",
                "object Pet { id: integer, tag: any, name: string }",
            ])
    }

    @Test func onlyAReferenceIsThatType() {
        check(
            schemas: """
                {"Pet": {"properties": {"name": {}}},
                 "Same": {"description": "d", "allOf": [{"$ref": "#/components/schemas/Pet"},
                                                        {"description": "prose"}]},
                 "Object": {"type": "object", "allOf": [{"$ref": "#/components/schemas/Pet"}]}}
                """,
            ["object Pet { name?: any }", "type Same = Pet", "type Object = Pet"])
    }

    @Test func partsMayBeChainsAndMeetAgain() {
        check(
            schemas: """
                {"A": {"properties": {"a": {}}},
                 "B": {"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"b": {}}}]},
                 "C": {"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"c": {}}}]},
                 "D": {"allOf": [{"$ref": "#/components/schemas/B"},
                                 {"$ref": "#/components/schemas/C"}]}}
                """,
            [
                "object A { a?: any }", "object B { a?: any, b?: any }",
                "object C { a?: any, c?: any }", "object D { a?: any, b?: any, c?: any }",
            ])
    }

    @Test func theLaterOfTwoSchemasOfAMemberWins() {
        check(
            schema: """
                {"allOf": [{"properties": {"a": {"type": "string"}, "b": {}}}],
                 "properties": {"a": {"type": "integer"}}}
                """, "m_result", ["object m_result { a?: integer, b?: any }"],
            warnings: ["property-conflict"])
    }

    @Test func equalOrPickedMembersAreNoConflict() {
        check(
            schema: """
                {"allOf": [{"properties": {"a": {"type": "string", "title": "A"},
                                           "k": {"type": "string"}}}],
                 "properties": {"a": {"title": "other", "type": "string"}, "k": {"const": "x"}}}
                """, "m_result", [#"object m_result { a?: string, k?: "x" }"#])
    }

    @Test func typesAndValuesAreIntersected() {
        check(schema: #"{"allOf": [{"type": "string"}, {"minLength": 1}]}"#, "string")
        check(schema: #"{"allOf": [{"type": "number"}, {"type": "integer"}]}"#, "integer")
        check(
            schema: #"{"allOf": [{"type": ["string", "null"]}, {"type": ["null", "array"]}]}"#,
            "null")
        check(schema: #"{"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}"#, #""b""#)
        check(schema: #"{"allOf": [{"type": "string"}, false]}"#, "never")
    }

    @Test func contradictionsKeepTheFirst() {
        check(
            schema: #"{"allOf": [{"type": "string"}, {"type": "integer"}]}"#, "string",
            warnings: ["all-of-conflict"])
        check(
            schema: #"{"allOf": [{"const": "a"}, {"const": "b"}]}"#, #""a""#,
            warnings: ["all-of-conflict"])
    }

    @Test func aUnionInABaseIsMergedIntoEachAlternative() {
        check(
            schemas: """
                {"Signed": {"oneOf": [{"$ref": "#/components/schemas/Old"},
                                      {"$ref": "#/components/schemas/New"}]},
                 "Old": {"properties": {"v": {}}}, "New": {"properties": {"y": {}}},
                 "Info": {"allOf": [{"properties": {"hash": {}}},
                                    {"$ref": "#/components/schemas/Signed"}]}}
                """,
            [
                "type Signed = (Old | New)", "object Old { v?: any }", "object New { y?: any }",
                "type Info = (Info_Old | Info_New)",
                "object Info_Old { hash?: any, v?: any }",
                "object Info_New { hash?: any, y?: any }",
            ])
    }

    @Test func recursionThroughABaseIsKept() {
        check(
            schemas: """
                {"Node": {"properties": {"next": {"properties": {"x": {}},
                                        "allOf": [{"$ref": "#/components/schemas/Node"}]}}}}
                """,
            ["object Node { next?: Node_next }", "object Node_next { next?: Node_next, x?: any }"])
    }

    @Test func aLongChainOfBasesIsNoRecursion() {
        let count = 3_000
        let schemas = (0..<count).map { index in
            """
            "S\(index)": {"allOf": [{"$ref": "#/components/schemas/S\(index + 1)"},
                                    {"minProperties": 1, "type": "object"}]}
            """
        }.joined(separator: ",")
        let (service, _) = lower(
            Array(
                document(schemas: "{\(schemas), \"S\(count)\": {\"properties\": {\"a\": {}}}}").utf8
            ), file: "chain.json")
        #expect(service?.types.count == count + 1)
    }
}
