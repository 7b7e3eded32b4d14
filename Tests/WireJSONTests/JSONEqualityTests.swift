import Testing
import WireJSON

@Suite struct JSONEqualityTests {
    /// Compares both ways, and the canonical texts as well: they are one when the values are.
    private func check(_ left: String, _ right: String, text: Bool, value: Bool) throws {
        let (left, right) = (try JSONValue.read(left), try JSONValue.read(right))
        #expect((left == right) == text)
        #expect((right == left) == text)
        #expect(left.equals(right, numbers: .value) == value)
        #expect(right.equals(left, numbers: .value) == value)
        #expect((left.bytes(.canonical) == right.bytes(.canonical)) == value)
    }

    @Test(arguments: ["1", "1.0", "1e0", "10e-1", "0.1E+1", "1.000"])
    func oneNumberHasManyTexts(_ text: String) throws {
        try check("1", text, text: text == "1", value: true)
        try check("[{\"a\":-1}]", "[{\"a\":-\(text)}]", text: text == "1", value: true)
    }

    @Test(arguments: [
        ("1", "true"), ("0", "false"), ("0", "null"), ("1", "\"1\""), ("[]", "{}"), ("1", "-1"),
        ("\"a\"", "\"b\""), ("[1]", "[1,1]"), ("[1,2]", "[2,1]"), ("{}", "{\"a\":null}"),
        ("{\"a\":1}", "{\"b\":1}"), ("\"\u{E9}\"", "\"e\u{301}\""),
        ("{\"\u{E9}\":1}", "{\"e\u{301}\":1}"),
        // Beyond what a double can tell apart.
        ("9007199254740993", "9007199254740992"), ("0.1", "0.10000000000000000001"),
        ("1e400", "1e401"), ("1e-400", "0"), ("1e99999999999999999999", "1e99999999999999999998"),
    ])
    func otherValuesDiffer(_ left: String, _ right: String) throws {
        try check(left, right, text: false, value: false)
    }

    @Test(arguments: [
        ("0", "-0.00e9"), ("1e400", "10e399"), ("1e999999999", "0.1e1000000000"),
        ("1e99999999999999999999", "1000e99999999999999999996"),
        ("1e-99999999999999999999", "0.001e-99999999999999999996"),
        ("1e100000000000000000", "0.1e100000000000000001"), ("1e0000000000000000000001", "10"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
    ])
    func oneValueHasManyTexts(_ left: String, _ right: String) throws {
        try check(left, right, text: false, value: true)
    }

    @Test(arguments: [
        (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, true),
        (#"{"a":{"x":[1],"y":2}}"#, #"{"a":{"y":2,"x":[1]}}"#, true),
        // Members of one name count, in their order.
        (#"{"a":1,"a":2,"b":0}"#, #"{"b":0,"a":1,"a":2}"#, true),
        (#"{"a":1,"a":2}"#, #"{"a":2,"a":1}"#, false), (#"{"a":1,"a":1}"#, #"{"a":1}"#, false),
        (#"{"a":1,"a":1,"b":1}"#, #"{"a":1,"b":1,"b":1}"#, false),
        ("\"\\u00e9\"", "\"\u{E9}\"", true),
    ])
    func membersHaveNoOrder(_ left: String, _ right: String, _ same: Bool) throws {
        try check(left, right, text: same, value: same)
    }

    @Test func spansDoNotMatter() throws {
        let value: JSONValue = ["a": [1, true, "x"]]
        #expect(try value == JSONValue.read(#" {"a" : [1, true, "x"]} "#))
    }

    @Test func largeExponentsCostNothing() throws {
        let long = String(repeating: "9", count: 100_000)
        try check("1e\(long)", "10e\(long)", text: false, value: false)
        try check("0.1e1\(long)", "1e1\(long.dropLast())8", text: false, value: true)
    }
}
