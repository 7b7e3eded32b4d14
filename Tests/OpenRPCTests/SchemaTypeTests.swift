import Testing

/// One inline schema, one type.
@Suite struct SchemaTypeTests {
    @Test func scalars() {
        check(schema: #"{"type": "string"}"#, "string")
        check(schema: #"{"type": "integer"}"#, "integer")
        check(schema: #"{"type": "number"}"#, "number")
        check(schema: #"{"type": "boolean"}"#, "boolean")
        check(schema: #"{"type": "null"}"#, "null")
    }

    @Test func schemasThatAllowAllOrNothing() {
        check(schema: "true", "any")
        check(schema: "{}", "any")
        check(schema: "false", "never")
        check(schema: #"{"not": {}}"#, "never")
        check(schema: #"{"not": {"type": "string"}}"#, "any")
        check(schema: #"{"pattern": "^a"}"#, "any")
        check(schema: #"{"if": {"required": ["a"]}, "then": {}, "else": false}"#, "any")
        check(schema: #"{"dependencies": {"a": ["b"], "c": {"required": ["d"]}}}"#, "any")
    }

    @Test func typesAreInferredWhereKeywordsDecide() {
        check(schema: #"{"items": {"type": "string"}}"#, "[string]")
        check(schema: #"{"additionalProperties": {"type": "string"}}"#, "{string}")
        check(schema: #"{"properties": {"a": {}}}"#, "m_result", ["object m_result { a?: any }"])
        check(schema: #"{"minLength": 1}"#, "any")
        check(schema: #"{"required": ["a"]}"#, "any")
    }

    @Test func arraysAndTuples() {
        check(schema: #"{"type": "array"}"#, "[any]")
        check(schema: #"{"type": "array", "items": true}"#, "[any]")
        check(schema: #"{"type": "array", "items": {"type": "array", "items": {}}}"#, "[[any]]")
        check(
            schema: #"{"type": "array", "items": [{"type": "string"}, {"type": "integer"}]}"#,
            "(string, integer)")
        check(
            schema: #"{"items": [{"type": "string"}], "additionalItems": {"type": "null"}}"#,
            "(string, null...)")
        check(schema: #"{"items": [{"type": "string"}], "additionalItems": false}"#, "(string)")
        check(
            schema: #"{"prefixItems": [{"type": "string"}], "items": {"type": "number"}}"#,
            "(string, number...)")
        check(schema: #"{"prefixItems": [{"type": "string"}], "items": false}"#, "(string)")
    }

    @Test func mapsAreObjectsWithoutKnownMembers() {
        check(schema: #"{"type": "object"}"#, "{any}")
        check(schema: #"{"type": "object", "properties": {}}"#, "{any}")
        check(schema: #"{"type": "object", "additionalProperties": true}"#, "{any}")
        check(schema: #"{"type": "object", "additionalProperties": false}"#, "{any}")
        check(schema: #"{"patternProperties": {"^a": {"type": "string"}}}"#, "{string}")
        check(
            schema: """
                {"patternProperties": {"^a": {"type": "string"}, "^b": {"type": "integer"}},
                 "additionalProperties": {"type": "boolean"}}
                """, "{(string | integer | boolean)}")
    }

    @Test func objectsSayWhatElseTheyMayHold() {
        check(
            schema: #"{"properties": {"a": {}}, "additionalProperties": false}"#, "m_result",
            ["object m_result { a?: any, closed }"])
        check(
            schema: #"{"properties": {"a": {}}, "additionalProperties": true}"#, "m_result",
            ["object m_result { a?: any, *: any }"])
        check(
            schema: """
                {"properties": {"a": {}}, "patternProperties": {"^x-": {"type": "string"}},
                 "additionalProperties": false}
                """, "m_result", ["object m_result { a?: any, *: string }"])
    }

    @Test func requiredNamesWithoutASchemaAreMembersAllTheSame() {
        check(
            schema: #"{"type": "object", "required": ["b", "a"], "properties": {"a": {}}}"#,
            "m_result", ["object m_result { a: any, b: any }"])
        check(
            schema: """
                {"type": "object", "required": ["b"], "additionalProperties": {"type": "null"}}
                """, "m_result", ["object m_result { b: null, *: null }"])
    }

    @Test func membersKeepTheirDefaultsAndWarnings() {
        check(
            schema: """
                {"properties": {"a": {"type": "integer", "default": 1.0},
                                "b": {"deprecated": true}}, "deprecated": true}
                """, "m_result",
            ["object m_result { a?: integer = 1.0, b?: any deprecated } deprecated"])
    }

    @Test func brokenSchemasAreReadAsFarAsTheyMakeSense() {
        check(schema: "null", "any", warnings: ["schema-form"])
        check(schema: #""string""#, "any", warnings: ["schema-form"])
        check(schema: #"{"type": "file"}"#, "any", warnings: ["schema-form"])
        check(schema: #"{"type": ["string", 7]}"#, "string", warnings: ["schema-form"])
        check(schema: #"{"type": {"type": "string"}}"#, "any", warnings: ["schema-form"])
        check(schema: #"{"properties": []}"#, "any", warnings: ["schema-form"])
        check(
            schema: #"{"type": "string", "required": true}"#, "string", warnings: ["schema-form"])
        check(schema: #"{"enum": "a"}"#, "any", warnings: ["schema-form"])
        check(schema: #"{"oneOf": {}}"#, "any", warnings: ["schema-form"])
        check(schema: #"{"allOf": [7]}"#, "any", warnings: ["schema-form"])
    }

    @Test func membersOfEqualLookingNamesStayApart() {
        check(
            schema: #"{"properties": {"\u00e9": {"type": "string"}, "e\u0301": {}}}"#, "m_result",
            ["object m_result { \u{E9}?: string, e\u{301}?: any }"])
    }
}

/// Constants and enumerations.
@Suite struct EnumerationTests {
    @Test func severalValuesAreANamedType() {
        check(
            schema: #"{"type": "string", "enum": ["b", "a", "b"]}"#, "m_result",
            [#"enum m_result { "b", "a" }"#])
        check(
            schema: #"{"enum": [1, "1", true]}"#, "m_result", [#"enum m_result { 1, "1", true }"#])
    }

    @Test func oneValueIsAConstant() {
        check(schema: #"{"const": "a"}"#, #""a""#)
        check(schema: #"{"const": null}"#, "null")
        check(schema: #"{"enum": ["a"]}"#, #""a""#)
        check(schema: #"{"const": {"a": [1]}}"#, #"{"a":[1]}"#)
    }

    @Test func nullAmongTheValuesIsLiftedOut() {
        check(
            schema: #"{"type": "string", "enum": ["a", null, "b"]}"#, "m_result?",
            [#"enum m_result { "a", "b" }"#])
        check(schema: #"{"enum": ["a", null]}"#, #""a"?"#)
        check(schema: #"{"enum": [null]}"#, "null")
    }

    @Test func someEnumerationsSayLess() {
        check(schema: #"{"enum": [true, false]}"#, "boolean")
        check(schema: #"{"enum": []}"#, "never")
        check(schema: #"{"type": "string", "enum": [1, "a"]}"#, #""a""#)
        check(schema: #"{"type": "integer", "enum": ["a"]}"#, #""a""#)
    }

    @Test func alternativesOfConstantsAreOneEnumeration() {
        check(
            schema: """
                {"oneOf": [{"const": "a"}, {"enum": ["b", "c"]}, {"const": "a", "title": "again"}]}
                """, "m_result", [#"enum m_result { "a", "b", "c" }"#])
        check(
            schema: #"{"anyOf": [{"const": "a"}, {"const": "b"}, {"type": "null"}]}"#, "m_result?",
            [#"enum m_result { "a", "b" }"#])
    }

    @Test func aComponentIsItsEnumeration() {
        check(
            schemas: #"{"Color": {"enum": ["r", "g"]}, "Maybe": {"enum": ["y", "n", null]}}"#,
            [
                #"enum Color { "r", "g" }"#, "type Maybe = Maybe_value?",
                #"enum Maybe_value { "y", "n" }"#,
            ])
    }
}
