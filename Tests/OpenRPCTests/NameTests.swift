import ServiceModel
import Testing

/// What types are called, and which of them are the same.
@Suite struct NameTests {
    @Test func inlineTypesAreNamedByTheWayToThem() {
        check(
            document(
                methods: """
                    [{"name": "pet.find", "params": [
                        {"name": "filter", "schema": {"properties": {
                          "tags": {"type": "array", "items": {"properties": {"t1": {}}}},
                          "byKey": {"additionalProperties": {"properties": {"t2": {}}}},
                          "byPattern": {"patternProperties": {"a": {"properties": {"t3": {}}}}},
                          "pair": {"items": [{"properties": {"t4": {}}}]}}}}],
                      "result": {"name": "found", "schema": {"properties": {"t5": {}}}}}]
                    """),
            [
                "method pet.find(filter?: pet.find_filter) -> pet.find_result",
                "object pet.find_filter { tags?: [pet.find_filter_tags_item],"
                    + " byKey?: {pet.find_filter_byKey_value},"
                    + " byPattern?: {pet.find_filter_byPattern_value},"
                    + " pair?: (pet.find_filter_pair_item1) }",
                "object pet.find_filter_tags_item { t1?: any }",
                "object pet.find_filter_byKey_value { t2?: any }",
                "object pet.find_filter_byPattern_value { t3?: any }",
                "object pet.find_filter_pair_item1 { t4?: any }",
                "object pet.find_result { t5?: any }",
            ])
    }

    @Test func propertiesMayBeCalledLikeKeywords() {
        check(
            schemas: """
                {"A": {"properties": {"definitions": {"properties": {"items": {"properties":
                         {"oneOf": {"properties": {"x": {}}}}}}}}}}
                """,
            [
                "object A { definitions?: A_definitions }",
                "object A_definitions { items?: A_definitions_items }",
                "object A_definitions_items { oneOf?: A_definitions_items_oneOf }",
                "object A_definitions_items_oneOf { x?: any }",
            ])
    }

    @Test func aTitleIsTheNameOfAnInlineTypeButNotOfAComponent() {
        check(
            schema: #"{"title": "Reply", "properties": {"a": {"title": " ", "enum": [1, 2]}}}"#,
            "Reply",
            [
                "object Pet { id?: any }", "object Reply { a?: m_result_a }",
                "enum m_result_a { 1, 2 }",
            ],
            schemas: #"{"Pet": {"title": "Animal", "properties": {"id": {}}}}"#)
    }

    @Test func sharedDescriptorsAreNamedAfterThemselves() {
        check(
            document(
                methods: ##"""
                    [{"name": "a", "params": [{"$ref": "#/components/contentDescriptors/Page"}]},
                     {"name": "b", "params": [{"$ref": "#/components/contentDescriptors/Page"}]}]
                    """##,
                components: """
                    "contentDescriptors": {"Page": {"name": "page", "schema": {"properties":
                      {"size": {}}}}}
                    """),
            [
                "method a(page?: Page) notifies", "method b(page?: Page) notifies",
                "object Page { size?: any }",
            ])
    }

    private func twice(_ first: String, _ second: String) -> String {
        document(
            methods: """
                [{"name": "a", "params": [], "result": {"name": "r", "schema": \(first)}},
                 {"name": "b", "params": [{"name": "p", "schema": {"properties": {"deep":
                    {"type": "array", "items": \(second)}}}}]}]
                """)
    }

    @Test func equalTypesOfOneTitleAreOne() {
        let schema = #"{"title": "T", "properties": {"x": {"type": "string"}}}"#
        check(
            twice(schema, schema),
            [
                "method a() -> T", "method b(p?: b_p) notifies", "object T { x?: string }",
                "object b_p { deep?: [T] }",
            ])
    }

    @Test func equalTypesWithoutTitleAreOneCalledByTheShortestWay() {
        let schema = #"{"properties": {"x": {"type": "string"}}}"#
        check(
            twice(schema, schema),
            [
                "method a() -> a_result", "method b(p?: b_p) notifies",
                "object a_result { x?: string }", "object b_p { deep?: [a_result] }",
            ])
    }

    @Test func differentTypesOfOneTitleAreTwo() {
        check(
            twice(
                #"{"title": "T", "properties": {"x": {"type": "string"}}}"#,
                #"{"title": "T", "properties": {"x": {"type": "integer"}}}"#),
            [
                "method a() -> T#0", "method b(p?: b_p) notifies", "object T#0 { x?: string }",
                "object b_p { deep?: [T#2] }", "object T#2 { x?: integer }",
            ])
    }

    @Test func equalTypesOfTwoTitlesAreTwo() {
        check(
            twice(
                #"{"title": "T", "properties": {"x": {"type": "string"}}}"#,
                #"{"title": "U", "properties": {"x": {"type": "string"}}}"#),
            [
                "method a() -> T", "method b(p?: b_p) notifies", "object T { x?: string }",
                "object b_p { deep?: [U] }", "object U { x?: string }",
            ])
    }

    @Test func equalRecursiveTypesAreOne() {
        let schema = """
            {"$ref": "#/definitions/N", "definitions": {"N": {"properties":
               {"next": {"$ref": "#/definitions/N"}}}}}
            """
        check(
            twice(schema, schema),
            [
                "method a() -> N", "method b(p?: b_p) notifies", "object N { next?: N }",
                "object b_p { deep?: [N] }",
            ], warnings: ["reference-scope", "reference-scope"])
    }

    @Test func typesThatDifferOnlyDeepDownAreTwo() {
        func schema(_ leaf: String) -> String {
            """
            {"title": "T", "properties": {"u": {"title": "U", "properties":
               {"v": {"title": "V", "properties": {"w": {"type": "\(leaf)"}}}}}}}
            """
        }
        let (service, _) = lower(
            Array(twice(schema("string"), schema("integer")).utf8), file: "input.json")
        #expect(service?.types.count == 7)
    }

    @Test func componentsStayApart() {
        check(
            schemas: #"{"A": {"properties": {"x": {}}}, "B": {"properties": {"x": {}}}}"#,
            ["object A { x?: any }", "object B { x?: any }"])
    }
}
