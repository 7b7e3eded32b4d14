import Conformance
import Testing
import WireJSON

@Suite struct TypingTests {
    private static let schemas: JSONValue = [
        "Pet": [
            "type": "object", "required": ["name"],
            "properties": [
                "name": ["type": "string"], "age": ["type": "integer"],
                "tags": ["type": "array", "items": ["type": "string"]],
                "friend": ["$ref": "#/components/schemas/Pet"],
            ],
        ],
        "Base": ["properties": ["sid": ["type": "string"]]],
        "Book": [
            "allOf": [
                ["$ref": "#/components/schemas/Base"],
                ["properties": ["pages": ["type": "integer"]]],
            ]
        ],
        "Labels": ["type": "object", "additionalProperties": ["type": "integer"]],
        "Open": [
            "type": "object", "properties": ["a": ["type": "string"]],
            "additionalProperties": ["type": "boolean"],
        ],
        "Pair": ["type": "array", "items": [["type": "string"], ["type": "integer"]]],
        "Either": [
            "oneOf": [["$ref": "#/components/schemas/Pet"], ["type": "integer"], ["type": "null"]]
        ],
        "OneOfTwo": [
            "type": "object", "properties": ["a": ["type": "string"], "b": ["type": "string"]],
            "oneOf": [["required": ["a"]], ["type": "object", "required": ["b"]]],
        ],
    ]

    private static func check(_ schema: JSONValue, _ shape: JSONValue) throws -> String? {
        let root: JSONValue = [
            "openrpc": "1.3.2", "components": ["schemas": schemas],
            "methods": [["name": "m", "params": [], "result": ["name": "r", "schema": schema]]],
        ]
        let document = RawDocument(root)
        guard case .result(let node) = document.methods.first?.outcome else { return "no result" }
        return Typing(document, node).mismatch(shape)
    }

    private static func reference(_ name: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/\(name)")]
    }

    private static let none: JSONValue = ["py": "None"]
    private static let int: JSONValue = ["py": "int", "text": "7"]
    private static let float: JSONValue = ["py": "float", "text": "1.5"]
    private static let bool: JSONValue = ["py": "bool", "value": true]
    private static let str: JSONValue = ["py": "str", "value": "x"]

    private static func list(_ items: [JSONValue], _ name: String = "list") -> JSONValue {
        ["py": .string(name), "items": .array(items)]
    }

    private static func dict(_ members: JSONValue) -> JSONValue {
        ["py": "dict", "members": members]
    }

    private static func object(_ name: String, _ members: JSONValue) -> JSONValue {
        ["py": .string(name), "dataclass": true, "members": members]
    }

    private static func pet(_ members: JSONValue = [:]) -> JSONValue {
        var all = JSONObject([
            .init("name", str), .init("age", none), .init("tags", list([])), .init("friend", none),
        ])
        for member in members.object?.members ?? [] { all[member.name] = member.value }
        return object("Pet", JSONValue(.object(all)))
    }

    @Test(arguments: [
        Row(["type": "integer"], int),
        Row(["type": "number"], int),
        Row(["type": "number"], float),
        Row(["type": "string"], str),
        Row(["type": "boolean"], bool),
        Row(["type": "null"], none),
        Row(["type": ["string", "null"]], none),
        Row(["type": "string", "nullable": true], none),
        Row(["enum": ["x", "y"]], str),
        Row(["const": 7], int),
        Row(["enum": ["x", .null]], none),
        Row(true, pet()),
        Row([:], list([bool], "tuple")),
        Row(["type": "object"], dict(["a": bool])),
        Row(reference("Pet"), pet()),
        Row(reference("Pet"), pet(["age": int, "friend": pet()])),
        Row(["type": "array", "items": reference("Pet")], list([pet(), pet()])),
        Row(reference("Book"), object("Book", ["sid": str, "pages": none])),
        Row(reference("Labels"), dict(["a": int])),
        Row(reference("Labels"), dict([:])),
        Row(reference("Open"), object("Open", ["a": str, "more": bool])),
        Row(reference("Pair"), list([str, int], "tuple")),
        Row(reference("Pair"), list([str, int])),
        Row(reference("Either"), int),
        Row(reference("Either"), none),
        Row(reference("Either"), pet()),
        Row(reference("OneOfTwo"), object("O", ["a": str, "b": none])),
        Row(["type": "object", "properties": [:]], dict([:])),
        Row(["type": "object", "properties": [:]], object("Empty", [:])),
    ])
    func whatTheSchemaSaysIsTaken(_ row: Row) throws {
        #expect(try Self.check(row.schema, row.shape) == nil)
    }

    @Test(arguments: [
        Row(["type": "integer"], bool, "the value is a bool, expected integer"),
        Row(["type": "integer"], float, "the value is a float, expected integer"),
        Row(["type": "number"], bool, "the value is a bool, expected number"),
        Row(["type": "number"], str, "the value is a str, expected number"),
        Row(["type": "boolean"], int, "the value is a int, expected boolean"),
        Row(["type": "string"], none, "the value is None, expected string"),
        Row(["type": "null"], dict([:]), "the value is a dict, expected null"),
        Row(["type": ["string", "null"]], int, "the value is a int, expected string or null"),
        Row(["enum": ["x", "y"]], int, "the value is a int, no constant of the schema"),
        Row(
            ["type": "string"], ["py": "bytes", "other": "b''"],
            "the value is a bytes, expected string"),
        Row(reference("Pet"), dict(["name": str]), "the value is a dict, expected a dataclass"),
        Row(reference("Pet"), str, "the value is a str, expected object"),
        Row(reference("Pet"), pet(["age": str]), "/age is a str, expected integer"),
        Row(reference("Pet"), pet(["name": none]), "/name is None, expected string"),
        Row(
            reference("Pet"), pet(["friend": dict(["name": str])]),
            "/friend is a dict, expected a dataclass"),
        Row(reference("Pet"), object("Pet", ["name": str]), "the value has no field for 'age'"),
        Row(
            ["type": "array", "items": reference("Pet")], list([pet(), dict(["name": str])]),
            "/1 is a dict, expected a dataclass"),
        Row(reference("Book"), dict(["sid": str]), "the value is a dict, expected a dataclass"),
        Row(reference("Book"), object("Base", ["sid": str]), "the value has no field for 'pages'"),
        Row(reference("Labels"), dict(["a": str]), "/a is a str, expected integer"),
        Row(
            reference("Labels"), object("Labels", [:]),
            "the value is a Labels dataclass, expected a dict"),
        Row(
            reference("Open"), object("Open", ["a": str, "more": int]),
            "/more is a int, expected boolean"),
        Row(["type": "array"], list([], "tuple"), "the value is a tuple, expected list"),
        Row(reference("Pair"), list([str, str]), "/1 is a str, expected integer"),
        Row(reference("Either"), str, "the value is a str, which fits no branch of the union"),
        Row(
            reference("Either"), pet(["age": bool]),
            "the value is a Pet dataclass, which fits no branch of the union "
                + "('/age' is a bool, expected integer)"),
        Row(reference("OneOfTwo"), dict(["a": str]), "the value is a dict, expected a dataclass"),
    ])
    func whatTheSchemaDoesNotSayIsRefused(_ row: Row) throws {
        #expect(try Self.check(row.schema, row.shape) == row.problem)
    }

    struct Row: Sendable {
        var schema: JSONValue
        var shape: JSONValue
        var problem: String?

        init(_ schema: JSONValue, _ shape: JSONValue, _ problem: String? = nil) {
            self.schema = schema
            self.shape = shape
            self.problem = problem
        }
    }
}
