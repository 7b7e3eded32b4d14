import Peers
import Testing
import WireJSON

/// Every requirement of JSON-RPC that a mock owes, one test each: bytes in, bytes out.
@Suite struct MockRequirementTests {
    private static let service = MockService(
        document: MockDocument(
            [
                "methods": [
                    [
                        "name": "add",
                        "params": [
                            ["name": "a", "required": true, "schema": ["type": "integer"]],
                            ["name": "b", "schema": ["type": "integer"]],
                        ],
                        "result": ["name": "r", "schema": ["const": 3]],
                        "examples": [
                            [
                                "params": [["name": "a", "value": 0]],
                                "error": ["code": 7, "message": "zero"],
                            ]
                        ],
                    ],
                    [
                        "name": "nothing", "params": [],
                        "result": ["name": "r", "schema": ["type": "null"]],
                    ],
                    [
                        "name": "echo",
                        "result": ["name": "r", "schema": ["const": ["\u{2028}", ""]]],
                    ],
                ]
            ], seed: 1))

    private func ask(_ text: String) -> String? {
        Self.service.answer(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func check(
        _ text: String, _ reply: String?, _ location: SourceLocation = #_sourceLocation
    ) {
        let given = ask(text)
        #expect(given == reply, sourceLocation: location)
    }

    private func result(_ id: String, _ value: String = "3") -> String {
        #"{"jsonrpc":"2.0","result":\#(value),"id":\#(id)}"#
    }

    private func error(_ code: Int, _ message: String, _ id: String = "null") -> String {
        #"{"jsonrpc":"2.0","error":{"code":\#(code),"message":"\#(message)"},"id":\#(id)}"#
    }

    private var invalid: String { error(-32600, "Invalid Request") }
    private var parse: String { error(-32700, "Parse error") }
    private let call = #"{"jsonrpc":"2.0","method":"add","params":[1],"id":1}"#
    private let notification = #"{"jsonrpc":"2.0","method":"add","params":[1]}"#

    @Test("J01 J02: 'jsonrpc' is exactly the string 2.0") func version() {
        for version in ["2.0", #""2""#, #""2.00""#, "2", "null", #"["2.0"]"#, #""1.0""#] {
            check(#"{"jsonrpc":\#(version),"method":"add","params":[1],"id":1}"#, invalid)
        }
        check(#"{"method":"add","params":[1],"id":1}"#, invalid)
        check(call, result("1"))
    }

    @Test("J03: a method that is no string is no request") func method() {
        for method in ["1", "null", "[\"add\"]", "{}", "true"] {
            check(#"{"jsonrpc":"2.0","method":\#(method),"id":1}"#, invalid)
        }
    }

    @Test("J04: member names are case-sensitive") func names() {
        check(#"{"jsonrpc":"2.0","Method":"add","params":[1],"id":1}"#, invalid)
        check(#"{"JSONRPC":"2.0","method":"add","params":[1],"id":1}"#, invalid)
        check(#"{"jsonrpc":"2.0","method":"add","params":[1],"ID":1}"#, nil)
        check(#"{"jsonrpc":"2.0","method":"nothing","Params":[1],"id":1}"#, result("1", "null"))
    }

    @Test("J06: params are an array, an object or absent") func params() {
        for params in ["null", "1", "\"a\"", "true"] {
            check(#"{"jsonrpc":"2.0","method":"add","params":\#(params),"id":1}"#, invalid)
        }
        check(#"{"jsonrpc":"2.0","method":"add","params":{"a":1},"id":1}"#, result("1"))
        check(#"{"jsonrpc":"2.0","method":"nothing","id":1}"#, result("1", "null"))
    }

    @Test("J12 J45: params that are not the method's are -32602") func invalidParams() {
        for params in [#"{"b":1}"#, "[]", #"["1"]"#, "[1,2,3]", #"{"a":1,"A":1}"#, "[1.5]"] {
            let reply = ask(#"{"jsonrpc":"2.0","method":"add","params":\#(params),"id":"p"}"#) ?? ""
            #expect(
                reply.contains(#"{"code":-32602,"message":"Invalid params","data":{"#), "\(params)")
            #expect(reply.hasSuffix(#","id":"p"}"#))
        }
    }

    @Test("J13 J16: an id is a string, a number or null") func ids() {
        for id in ["true", "[1]", "{}"] {
            check(#"{"jsonrpc":"2.0","method":"add","params":[1],"id":\#(id)}"#, invalid)
        }
    }

    @Test("J17 J32: an id comes back as it was written")
    func echo() {
        for id in [
            "9007199254740993", "-1", "0", #""""#, #""é""#, #""😀""#, "1.0", "1e3",
            "1.50", #""1""#, "123456789012345678901234567890",
        ] {
            check(#"{"jsonrpc":"2.0","method":"add","params":[1],"id":\#(id)}"#, result(id))
        }
    }

    @Test("J18: unknown members mean nothing") func unknownMembers() {
        check(#"{"jsonrpc":"2.0","method":"add","params":[1],"id":1,"meta":{}}"#, result("1"))
    }

    @Test("J19 J21: nothing answers a notification, whatever is wrong with it")
    func notifications() {
        check(notification, nil)
        check(#"{"jsonrpc":"2.0","method":"no such"}"#, nil)
        check(#"{"jsonrpc":"2.0","method":"add","params":["x"]}"#, nil)
        check(#"{"jsonrpc":"2.0","method":"add","params":[0]}"#, nil)
    }

    @Test("J20: an id of null makes no notification") func nullId() {
        check(#"{"jsonrpc":"2.0","method":"add","params":[1],"id":null}"#, result("null"))
    }

    @Test("J22 J53: notifications leave no trace in a batch, and no batch of them alone")
    func notificationsInBatches() {
        check("[\(notification),\(call)]", "[\(result("1"))]")
        check("[\(notification),\(notification)]", nil)
    }

    @Test("J26 J27 J28 J30: one response, with the version and a result even when it is null")
    func results() {
        check(#"{"jsonrpc":"2.0","method":"nothing","id":1}"#, result("1", "null"))
    }

    @Test("J29 J38 J39: an error has a code and a message, and no result beside it")
    func errors() throws {
        let reply = try JSONValue.read(
            ask(#"{"jsonrpc":"2.0","method":"add","params":[0],"id":1}"#) ?? "")
        #expect(reply == ["jsonrpc": "2.0", "error": ["code": 7, "message": "zero"], "id": 1])
    }

    @Test("J34 J42 J56: what is not JSON is -32700 with id null, a batch too") func parseErrors() {
        for text in ["", " ", "{", "nul", "[1,]", "{\"a\":1,}", "\u{FEFF}{}", "[\(call),", "01"] {
            check(text, parse)
        }
        #expect(
            Self.service.answer([0x22, 0xFF, 0x22]).map { String(decoding: $0, as: UTF8.self) }
                == parse)
    }

    @Test("J43: JSON that is no request is -32600 with id null") func invalidRequests() {
        for text in ["1", "null", "\"a\"", "{}", #"{"id":5}"#, #"{"jsonrpc":"2.0","id":5}"#] {
            check(text, invalid)
        }
    }

    @Test("J44: an unknown method is -32601 with the request's id") func unknownMethods() {
        check(
            #"{"jsonrpc":"2.0","method":"sub","id":"x"}"#,
            error(-32601, "Method not found", #""x""#))
    }

    @Test("J49: the earlier fault answers") func precedence() {
        check(#"{"jsonrpc":1,"method":1"#, parse)
        check(#"{"jsonrpc":1,"method":"no","id":1}"#, invalid)
        check(
            #"{"jsonrpc":"2.0","method":"no","params":["x"],"id":1}"#,
            error(-32601, "Method not found", "1"))
        #expect(
            ask(#"{"jsonrpc":"2.0","method":"add","params":[0,"x"],"id":1}"#)?
                .contains("-32602") == true)
    }

    @Test("J51 J52 J57 J61: a batch is answered element by element") func batches() {
        let unknown = #"{"jsonrpc":"2.0","method":"no","id":1}"#
        check(
            "[\(call),1,\(unknown),\(notification),\(call)]",
            "[\(result("1")),\(invalid),\(error(-32601, "Method not found", "1")),\(result("1"))]")
    }

    @Test("J54: an empty batch is one invalid request") func emptyBatch() {
        check("[]", invalid)
        check(" [ ] ", invalid)
    }

    @Test("J55 J60: what is in a batch is judged there, arrays too") func badElements() {
        check("[1]", "[\(invalid)]")
        check("[1,2,3]", "[\(invalid),\(invalid),\(invalid)]")
        check("[[\(call)],[]]", "[\(invalid),\(invalid)]")
    }

    @Test("J62: text is UTF-8; lone surrogates are refused, all else comes through")
    func text() {
        check(#"{"jsonrpc":"2.0","method":"add","params":[1],"id":"\ud800"}"#, parse)
        check(
            #"{"jsonrpc":"2.0","method":"echo","id":"\u2028"}"#,
            result("\"\u{2028}\"", "[\"\u{2028}\",\"\"]"))
        check(#"{"jsonrpc":"2.0","method":"add","params":[1],"id":"\u0000"}"#, result(#""\u0000""#))
    }

    @Test("J63: numbers keep their digits") func numbers() {
        let big = #"{"jsonrpc":"2.0","method":"add","params":[90071992547409931],"id":1e400}"#
        check(big, result("1e400"))
    }

    @Test("J64: of two members with one name the last counts") func duplicates() {
        check(
            #"{"jsonrpc":1,"method":"no","jsonrpc":"2.0","method":"add","params":["x"],"#
                + #""params":[1],"id":0,"id":1}"#,
            result("1"))
        check(#"{"jsonrpc":"2.0","method":"add","params":{"a":"x","a":1},"id":1}"#, result("1"))
    }

    @Test("J65: depth and size are bounded, and the bound is an error") func bounds() {
        check(String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000), parse)
        let many = "[" + String(repeating: "1,", count: 100_000) + "1]"
        check(many, invalid)
    }

    @Test("J66: white space means nothing") func whiteSpace() {
        check(
            "\r\n\t { \"jsonrpc\" : \"2.0\" ,\n\"method\":\"add\",\"params\":[ 1 ],\"id\":1 } \n",
            result("1"))
    }
}
