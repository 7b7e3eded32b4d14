import JSONRPC
import Peers
import Testing
import WireJSON

/// The mock without a transport: text in, text out.
@Suite struct MockServiceTests {
    private static let document: JSONValue = [
        "openrpc": "1.3.2", "info": ["title": "t", "version": "1"],
        "methods": [
            [
                "name": "subtract",
                "params": [
                    ["name": "minuend", "required": true, "schema": ["type": "integer"]],
                    ["$ref": "#/components/contentDescriptors/b~1c"],
                    ["name": "note", "schema": ["type": "string"]],
                ],
                "result": ["name": "r", "schema": ["const": "sampled"]],
                "examples": [
                    [
                        "name": "titles as names",
                        "params": [
                            ["name": "the first", "value": 42], ["name": "x", "value": 23],
                        ],
                        "result": ["name": "r", "value": 19],
                    ],
                    [
                        "name": "own names",
                        "params": [
                            ["name": "subtrahend", "value": 1], ["name": "minuend", "value": 2],
                        ],
                        "result": ["$ref": "#/components/examples/one"],
                    ],
                    [
                        "name": "an error",
                        "params": [["value": 0], ["value": 0]],
                        "error": ["code": 7, "message": "nothing", "data": ["why": "zeros"]],
                    ],
                ],
            ],
            [
                "name": "named", "paramStructure": "by-name",
                "params": [["name": "a", "schema": true]], "result": ["name": "r", "schema": true],
            ],
            [
                "name": "placed", "paramStructure": "by-position",
                "params": [
                    ["name": "a", "schema": true], ["name": "b", "required": true, "schema": true],
                ],
                "result": ["name": "r", "schema": ["type": "boolean"]],
            ],
            ["name": "told", "params": []],
            ["name": "é", "params": [], "result": ["name": "r", "schema": ["const": 1]]],
            ["$ref": "#/components/x-methods/0"],
            ["name": "open", "result": ["name": "r", "schema": ["const": 3]]],
            [
                "name": "deep",
                "params": [
                    [
                        "name": "d",
                        "schema": [
                            "properties": [
                                "list": [
                                    "items": [
                                        "properties": ["n": ["$ref": "#/components/schemas/N"]]
                                    ]
                                ]
                            ]
                        ],
                    ]
                ],
            ],
        ],
        "components": [
            "schemas": ["N": ["type": "integer", "minimum": 1]],
            "contentDescriptors": [
                "b/c": ["name": "subtrahend", "required": true, "schema": ["type": "integer"]]
            ],
            "examples": ["one": ["name": "one", "value": ["exactly": 1]]],
            "x-methods": [
                [
                    "name": "referred", "params": [],
                    "result": ["name": "r", "schema": ["const": 2]],
                ]
            ],
        ],
    ]

    private let service = MockService(document: MockDocument(document, seed: 7))

    private func check(
        _ method: String, _ params: String?, _ outcome: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let params = params.map { #""params":\#($0),"# } ?? ""
        let call = #"{"jsonrpc":"2.0","method":"\#(method)",\#(params)"id":"i"}"#
        let answer = service.answer(Array(call.utf8))
        let expected = #"{"jsonrpc":"2.0",\#(outcome),"id":"i"}"#
        #expect(
            answer == Array(expected.utf8), "\(String(decoding: answer ?? [], as: UTF8.self))",
            sourceLocation: location)
        // Whatever the call comes to, a notification of it comes to nothing (J21).
        let notification = #"{"jsonrpc":"2.0",\#(params)"method":"\#(method)"}"#
        #expect(service.answer(Array(notification.utf8)) == nil, sourceLocation: location)
    }

    private func invalid(
        _ problem: String, _ schema: String, at place: String = "", keyword: String = "required"
    ) -> String {
        let data = """
            {"problem":"\(problem)","at":"\(place)","keyword":"\(keyword)","schema":"\(schema)"}
            """
        return #""error":{"code":-32602,"message":"Invalid params","data":\#(data)}"#
    }

    @Test("O61: the example pairing with exactly these parameters answers")
    func pairings() {
        check("subtract", "[42,23]", #""result":19"#)
        check("subtract", "[42.0,2.3e1]", #""result":19"#)
        check("subtract", #"{"subtrahend":23,"minuend":42}"#, #""result":19"#)
        check("subtract", #"{"minuend":2,"subtrahend":1}"#, #""result":{"exactly":1}"#)
        check("subtract", "[1,2]", #""result":{"exactly":1}"#)
        check(
            "subtract", "[0,0]",
            #""error":{"code":7,"message":"nothing","data":{"why":"zeros"}}"#)
        check("subtract", "[23,42]", #""result":"sampled""#)
        check("subtract", #"[42,23,"n"]"#, #""result":"sampled""#)
    }

    @Test("J12 J45 O31 O32: parameters have the structure that the document asks for")
    func structures() {
        let first = "#/methods/0/params/0"
        let second = "#/components/contentDescriptors/b~1c"
        check("subtract", nil, invalid("parameter 'minuend' is missing", first))
        check("subtract", "[]", invalid("parameter 'minuend' is missing", first))
        check("subtract", "[1]", invalid("parameter 'subtrahend' is missing", second))
        check(
            "subtract", "[1,2,3,4]",
            invalid(
                "4 parameters, but at most 3 are known", "#/methods/0/params", at: "/3",
                keyword: "params"))
        check("subtract", #"{"minuend":1}"#, invalid("parameter 'subtrahend' is missing", second))
        check(
            "subtract", #"{"minuend":1,"Subtrahend":2}"#,
            invalid(
                "parameter 'Subtrahend' is unknown", "#/methods/0/params", at: "/Subtrahend",
                keyword: "params"))
        let byName = { (count: Int) in
            invalid(
                "parameters go by name, not \(count) by position", "#/methods/1",
                keyword: "paramStructure")
        }
        check("named", "[1]", byName(1))
        check("named", "[]", byName(0))
        check("named", "{}", #""result":null"#)
        check("named", nil, #""result":null"#)
        check(
            "placed", #"{"b":1}"#,
            invalid(
                "parameters go by position, not by name", "#/methods/2", keyword: "paramStructure"))
        check("placed", "[1]", invalid("parameter 'b' is missing", "#/methods/2/params/1"))
        check("told", "{}", #""result":null"#)
        check("told", "[]", #""result":null"#)
        check(
            "told", "[1]",
            invalid(
                "1 parameters, but at most 0 are known", "#/methods/3/params", at: "/0",
                keyword: "params"))
        // What the document leaves open is accepted.
        check("open", "[1,2]", #""result":3"#)
        check("open", #"{"x":1}"#, #""result":3"#)
    }

    @Test("J45: values are what the schemas of the parameters let through")
    func values() {
        let integer = "is a string, not an integer"
        check(
            "subtract", #"["1",2]"#,
            invalid(integer, "#/methods/0/params/0/schema", at: "/0", keyword: "type"))
        check(
            "subtract", #"{"subtrahend":"2","minuend":1}"#,
            invalid(
                integer, "#/components/contentDescriptors/b~1c/schema", at: "/subtrahend",
                keyword: "type"))
        check(
            "deep", #"[{"list":[{"n":1},{"n":0}]}]"#,
            invalid(
                "is less than 1", "#/components/schemas/N", at: "/0/list/1/n", keyword: "minimum"))
        check("deep", #"[{"list":[{"n":1},{"n":1}]}]"#, #""result":null"#)
        check(
            "subtract", "[1,2,null]",
            invalid(
                "is null, not a string", "#/methods/0/params/2/schema", at: "/2", keyword: "type"))
    }

    @Test("J05 J44: methods are known by their exact names")
    func methods() {
        let unknown = #""error":{"code":-32601,"message":"Method not found"}"#
        for name in ["", "Subtract", "subtract ", "rpc.subtract", "rpc.foo", "e\u{301}"] {
            check(name, nil, unknown)
        }
        check("é", nil, #""result":1"#)
        check("referred", nil, #""result":2"#)
    }

    @Test("O38: rpc.discover returns the document")
    func discovery() {
        check("rpc.discover", nil, #""result":\#(Self.document.text())"#)
        check("rpc.discover", "[]", #""result":\#(Self.document.text())"#)
        check(
            "rpc.discover", "[1]",
            invalid("takes no parameters", "#/methods", at: "/0", keyword: "params"))
        let empty = MockService(document: MockDocument(nil, seed: 0))
        let call = Array(#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#.utf8)
        #expect(
            empty.answer(call).map { String(decoding: $0, as: UTF8.self) }
                == #"{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":1}"#
        )
    }

    @Test("J49: of two faults the earlier stage answers")
    func precedence() throws {
        func code(_ text: String) throws -> Int? {
            let answer = try #require(service.answer(Array(text.utf8)))
            return try JSONValue.read(answer)["error"]?["code"]?.int
        }
        #expect(try code(#"{"jsonrpc":1,"method":"no""#) == -32700)
        #expect(try code(#"{"jsonrpc":1,"method":"no","id":1}"#) == -32600)
        #expect(try code(#"{"jsonrpc":"2.0","method":"no","params":1,"id":1}"#) == -32600)
        #expect(try code(#"{"jsonrpc":"2.0","method":"no","params":[1,2,3,4],"id":1}"#) == -32601)
        #expect(try code(#"{"jsonrpc":"2.0","method":"subtract","params":[0],"id":1}"#) == -32602)
        #expect(try code(#"{"jsonrpc":"2.0","method":"subtract","params":[0,0],"id":1}"#) == 7)
    }

    @Test func scriptedMessagesTakeTheIds() throws {
        func answer(_ text: String, _ template: JSONValue) -> String? {
            service.answer(Array(text.utf8), with: template)
                .map { String(decoding: $0, as: UTF8.self) }
        }
        let template: JSONValue = [
            "id": ["$use": "id"], "result": [["$use": "id"], ["$use": "x"]],
        ]
        let call = #"{"jsonrpc":"2.0","method":"unknown","id":1.50}"#
        #expect(answer(call, template) == #"{"id":1.50,"result":[1.50,{"$use":"x"}]}"#)
        // What may not be answered, or is no request, is not for the script.
        #expect(answer(#"{"jsonrpc":"2.0","method":"unknown"}"#, template) == nil)
        #expect(answer("{", template)?.contains("-32700") == true)
        #expect(answer("[]", template)?.contains("-32600") == true)
        let batch = #"[\#(call),{"jsonrpc":"2.0","method":"m","id":"b"},1]"#
        let id: JSONValue = ["$use": "id"]
        #expect(answer(batch, [id, id, id, id]) == #"[1.50,"b",null,null]"#)
        #expect(answer(batch, [id]) == "[1.50]")
        #expect(answer(batch, ["id": id]) == #"{"id":null}"#)
        #expect(answer(#"[{"jsonrpc":"2.0","method":"m"}]"#, [id]) == nil)
    }
}
