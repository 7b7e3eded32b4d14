import Testing

/// oneOf, anyOf, several types, null.
@Suite struct UnionTests {
    private static let pets = """
        {"Cat": {"properties": {"claws": {"type": "integer"}}},
         "Dog": {"properties": {"bark": {"type": "string"}}},
         "Name": {"type": "string"}}
        """
    private static let petLines = [
        "object Cat { claws?: integer }", "object Dog { bark?: string }", "type Name = string",
    ]

    @Test func alternativesAreFlattenedWithoutRepeats() {
        check(
            schema: """
                {"oneOf": [{"type": "string"}, {"anyOf": [{"type": "integer"}, {"type": "string"}]},
                           {"type": "null"}, false]}
                """, "(string | integer)?")
        check(schema: #"{"oneOf": [{"type": "string"}, {"type": "string"}]}"#, "string")
        check(schema: #"{"oneOf": [{"type": "integer"}, {"type": "number"}]}"#, "number")
        check(schema: #"{"anyOf": [{"type": "string"}, {}]}"#, "any")
        check(schema: #"{"anyOf": []}"#, "any")
        check(schema: #"{"anyOf": [{"type": "null"}]}"#, "null")
    }

    @Test func referencesStayNamed() {
        check(
            schema: """
                {"oneOf": [{"$ref": "#/components/schemas/Cat"},
                           {"$ref": "#/components/schemas/Dog"}]}
                """, "(Cat | Dog)", Self.petLines, schemas: Self.pets)
    }

    @Test func severalTypesAreAUnionOrNullable() {
        check(schema: #"{"type": ["string", "null"]}"#, "string?")
        check(schema: #"{"type": ["null"]}"#, "null")
        check(schema: #"{"type": ["string"]}"#, "string")
        check(schema: #"{"type": ["string", "integer", "null"]}"#, "(string | integer)?")
        check(schema: #"{"type": ["array", "null"], "items": {"type": "string"}}"#, "[string]?")
        check(
            schema: #"{"type": ["object", "null"], "properties": {"a": {}}}"#, "m_result?",
            ["object m_result { a?: any }"])
    }

    @Test func nullableOfOpenAPI() {
        check(schema: #"{"type": "string", "nullable": true}"#, "string?")
        check(schema: #"{"nullable": true}"#, "any")
        check(
            schema: ##"{"nullable": true, "allOf": [{"$ref": "#/components/schemas/Name"}]}"##,
            "Name?", Self.petLines, schemas: Self.pets)
    }

    @Test func nothingBesideSomethingIsNull() {
        check(
            schema: ##"{"anyOf": [{"not": {}}, {"$ref": "#/components/schemas/Cat"}]}"##, "Cat?",
            Self.petLines, schemas: Self.pets)
    }

    @Test func aNameForNullIsNull() {
        check(
            schema: """
                {"oneOf": [{"$ref": "#/components/schemas/Gone"}, {"type": "string"}]}
                """, "string?", ["type None = null", "type Gone = null"],
            schemas: ##"{"None": {"type": "null"}, "Gone": {"$ref": "#/components/schemas/None"}}"##
        )
    }

    @Test func inlineAlternativesAreNamedByWhatTellsThemApart() {
        check(
            schema: """
                {"oneOf": [{"properties": {"Vector": {}}},
                           {"properties": {"kind": {"const": "cat"}, "x": {}}},
                           {"properties": {"a": {}, "b": {}}},
                           {"title": "Fish", "properties": {"c": {}, "d": {}}}]}
                """, "(m_result_Vector | m_result_cat | m_result_option3 | Fish)",
            [
                "object m_result_Vector { Vector?: any }",
                #"object m_result_cat { kind?: "cat", x?: any }"#,
                "object m_result_option3 { a?: any, b?: any }",
                "object Fish { c?: any, d?: any }",
            ])
    }

    @Test func theOnlyAlternativeIsTheTypeItself() {
        check(
            schemas: """
                {"A": {"oneOf": [{"properties": {"a": {}}}]},
                 "B": {"oneOf": [{"type": "null"}, {"properties": {"b": {}}}]}}
                """,
            [
                "object A { a?: any }", "type B = B_value?", "object B_value { b?: any }",
            ])
    }

    @Test func commonMembersGoIntoEveryAlternative() {
        check(
            schema: """
                {"properties": {"id": {"type": "integer"}}, "required": ["id"],
                 "oneOf": [{"$ref": "#/components/schemas/Cat"},
                           {"title": "Fish", "properties": {"fins": {}}, "required": ["fins"]}]}
                """, "(m_result_Cat | Fish)",
            Self.petLines + [
                "object m_result_Cat { id: integer, claws?: integer }",
                "object Fish { id: integer, fins: any }",
            ], schemas: Self.pets)
    }

    @Test func alternativesThatOnlyRequireChooseNoType() {
        check(
            schema: """
                {"properties": {"a": {}, "b": {}}, "required": ["a"],
                 "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
                """, "m_result", ["object m_result { a: any, b?: any }"])
        check(
            schema: #"{"type": "string", "anyOf": [{"pattern": "a"}, {"pattern": "b"}]}"#, "string")
    }

    @Test func alternativesThatContradictTheRestAreLeftOut() {
        check(
            schema: """
                {"type": "object", "properties": {"a": {}},
                 "oneOf": [{"type": "string"}, {"properties": {"b": {}}}]}
                """, "m_result", ["object m_result { a?: any, b?: any }"])
    }

    @Test func everyCombinationOfTwoGroups() {
        check(
            schema: """
                {"oneOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}],
                 "anyOf": [{"properties": {"c": {}}}, {"properties": {"d": {}}}]}
                """, "(m_result_c#0 | m_result_d#1 | m_result_c#2 | m_result_d#3)",
            [
                "object m_result_c#0 { a?: any, c?: any }",
                "object m_result_d#1 { a?: any, d?: any }",
                "object m_result_c#2 { b?: any, c?: any }",
                "object m_result_d#3 { b?: any, d?: any }",
            ])
    }

    @Test func tooManyCombinationsKeepWhatIsCommon() {
        let group = (0..<9).map { #"{"properties": {"p\#($0)": {}}}"# }.joined(separator: ", ")
        check(
            schema: """
                {"properties": {"id": {}}, "oneOf": [\(group)], "anyOf": [\(group)]}
                """, "m_result", ["object m_result { id?: any }"],
            warnings: ["too-many-alternatives"])
    }
}
