import JSONRPC
import Testing
import WireJSON

/// What is answered to each text by a service that gives every lawful request the result 1.
@Suite struct IncomingTests {
    private func check(
        _ text: String, _ expected: String?, _ location: SourceLocation = #_sourceLocation
    ) {
        let answer = Incoming.read(Array(text.utf8)).answered { _ in .result(1) }
        // By bytes: Swift takes different scalars of one character for the same text.
        #expect(
            answer?.bytes() == expected.map { Array($0.utf8) }, "\(answer?.text() ?? "nothing")",
            sourceLocation: location)
    }

    private static func invalid(_ code: Int, _ message: String) -> String {
        #"{"jsonrpc":"2.0","error":{"code":\#(code),"message":"\#(message)"},"id":null}"#
    }
    private static let parseError = invalid(-32700, "Parse error")
    private static let invalidRequest = invalid(-32600, "Invalid Request")

    @Test(
        "J17 J32: an id comes back as it was written",
        arguments: [
            "0", "-1", "9007199254740993", "123456789012345678901234567890", "1.0", "1.5", "1e2",
            "1E400", "-0", #""""#, #""1""#, #""é""#, "\"e\u{301}\"",
            #""\u0000""#, #""😀""#, "null",
        ])
    func idsAreEchoed(id: String) {
        check(
            #"{"jsonrpc":"2.0","method":"m","id":\#(id)}"#,
            #"{"jsonrpc":"2.0","result":1,"id":\#(id)}"#)
    }

    @Test func escapedIdsComeBackWithTheSameValue() {
        check(
            #"{"jsonrpc":"2.0","method":"m","id":"\ud83d\ude00\u00e9\/"}"#,
            #"{"jsonrpc":"2.0","result":1,"id":"😀é/"}"#)
    }

    @Test(
        "J02 J03 J04 J06 J13 J16 J34 J43: what is no request",
        arguments: [
            ("1", "a request is an object, not number"),
            ("null", "a request is an object, not null"),
            (#""m""#, "a request is an object, not string"),
            ("true", "a request is an object, not boolean"),
            ("{}", #"'jsonrpc' is not the string "2.0""#),
            (#"{"method":"m","id":1}"#, #"'jsonrpc' is not the string "2.0""#),
            (#"{"jsonrpc":2.0,"method":"m","id":1}"#, #"'jsonrpc' is not the string "2.0""#),
            (#"{"jsonrpc":"2","method":"m","id":1}"#, #"'jsonrpc' is not the string "2.0""#),
            (#"{"jsonrpc":"1.0","method":"m","id":1}"#, #"'jsonrpc' is not the string "2.0""#),
            (#"{"JSONRPC":"2.0","method":"m","id":1}"#, #"'jsonrpc' is not the string "2.0""#),
            (#"{"jsonrpc":"2.0","id":1}"#, "'method' is not a string"),
            (#"{"jsonrpc":"2.0","Method":"m","id":1}"#, "'method' is not a string"),
            (#"{"jsonrpc":"2.0","method":1,"id":1}"#, "'method' is not a string"),
            (#"{"jsonrpc":"2.0","method":null,"id":1}"#, "'method' is not a string"),
            (
                #"{"jsonrpc":"2.0","method":"m","params":null,"id":1}"#,
                "'params' is neither an array nor an object"
            ),
            (
                #"{"jsonrpc":"2.0","method":"m","params":0}"#,
                "'params' is neither an array nor an object"
            ),
            (
                #"{"jsonrpc":"2.0","method":"m","params":"p","id":1}"#,
                "'params' is neither an array nor an object"
            ),
            (
                #"{"jsonrpc":"2.0","method":"m","id":true}"#,
                "'id' is neither a string, a number nor null"
            ),
            (
                #"{"jsonrpc":"2.0","method":"m","id":{}}"#,
                "'id' is neither a string, a number nor null"
            ),
            (
                #"{"jsonrpc":"2.0","method":"m","id":[]}"#,
                "'id' is neither a string, a number nor null"
            ),
        ])
    func invalidRequests(text: String, reason: String) throws {
        check(text, Self.invalidRequest)
        check("[\(text)]", "[\(Self.invalidRequest)]")
        guard case .refused(_, let seen) = Message.read(try JSONValue.read(text)) else {
            Issue.record("it was taken for a request")
            return
        }
        #expect(seen == reason)
    }

    @Test(
        "J42 J56: what is not JSON",
        arguments: [
            "", " ", "{", #"{"jsonrpc":"2.0","method":"foobar, "params":"bar","baz]"#,
            #"[{"jsonrpc":"2.0","method":"m","id":1},{"jsonrpc":"2.0","method"]"#,
            "{'a':1}", "[1,]", "{} {}", "\u{FEFF}{}", #"{"jsonrpc":"2.0","method":"\ud800"}"#,
            String(repeating: "[", count: 10_000),
        ])
    func notJSON(text: String) {
        check(text, Self.parseError)
    }

    @Test("J19 J20: only a request without 'id' is a notification")
    func notifications() {
        check(#"{"jsonrpc":"2.0","method":"m"}"#, nil)
        check(#"{"jsonrpc":"2.0","method":"m","ID":1}"#, nil)
        check(
            #"{"jsonrpc":"2.0","method":"m","id":null}"#, #"{"jsonrpc":"2.0","result":1,"id":null}"#
        )
    }

    @Test("J25: a notification reaches the handler all the same")
    func notificationsAreHandled() {
        var seen: [String] = []
        let text = #"[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","method":"b","id":1}]"#
        _ = Incoming.read(Array(text.utf8)).answered { request in
            seen.append(request.method)
            return .result(.null)
        }
        #expect(seen == ["a", "b"])
    }

    @Test("J22 J51 to J57 J60 J61: batches")
    func batches() {
        let call = #"{"jsonrpc":"2.0","method":"m","id":7}"#
        let answer = #"{"jsonrpc":"2.0","result":1,"id":7}"#
        let notification = #"{"jsonrpc":"2.0","method":"m"}"#
        check("[]", Self.invalidRequest)
        check("[1]", "[\(Self.invalidRequest)]")
        check("[1,2,3]", "[\(Self.invalidRequest),\(Self.invalidRequest),\(Self.invalidRequest)]")
        check("[\(notification),\(notification)]", nil)
        check("[\(call)]", "[\(answer)]")
        check("[\(call),\(call)]", "[\(answer),\(answer)]")
        check("[\(notification),\(call),{}]", "[\(answer),\(Self.invalidRequest)]")
        check("[[\(call)],[]]", "[\(Self.invalidRequest),\(Self.invalidRequest)]")
    }

    @Test("J18 J64: unknown members mean nothing, of two with one name the last counts")
    func members() {
        check(
            #"{"x":[],"jsonrpc":"1","jsonrpc":"2.0","method":"m","id":1,"id":2,"extra":null}"#,
            #"{"jsonrpc":"2.0","result":1,"id":2}"#)
    }

    @Test("J65: a batch has a bound")
    func largeBatches() {
        func batch(_ count: Int) -> [UInt8] {
            Array("[\(String(repeating: "1,", count: count - 1))1]".utf8)
        }
        let lawful = Incoming.read(batch(1_000)).answered { _ in .result(1) }
        #expect(lawful?.array?.count == 1_000)
        let surplus = Incoming.read(batch(Incoming.batchLimit + 1)).answered { _ in .result(1) }
        #expect(surplus?.text() == Self.invalidRequest)
    }

    @Test("J28 J29 J30 J41: result xor error, null and absent kept apart")
    func outcomes() {
        func text(_ outcome: Response.Outcome) -> String {
            Response(id: 1, outcome).value.text()
        }
        #expect(text(.result(.null)) == #"{"jsonrpc":"2.0","result":null,"id":1}"#)
        let error = ErrorObject(code: 404, message: "no pet")
        #expect(
            text(.error(error))
                == #"{"jsonrpc":"2.0","error":{"code":404,"message":"no pet"},"id":1}"#
        )
        #expect(
            text(.error(error.because(.null)))
                == #"{"jsonrpc":"2.0","error":{"code":404,"message":"no pet","data":null},"id":1}"#)
    }

    @Test func paramsKeepTheirShapeAndOrder() throws {
        let named = try JSONValue.read(
            #"{"jsonrpc":"2.0","method":"m","params":{"b":1,"a":1.0}}"#)
        guard case .request(let request) = Message.read(named),
            case .named(let members) = request.params
        else {
            Issue.record("not read as a request by name")
            return
        }
        #expect(members.names == ["b", "a"])
        #expect(members["a"]?.number?.text == "1.0")
        #expect(request.isNotification)
    }
}
