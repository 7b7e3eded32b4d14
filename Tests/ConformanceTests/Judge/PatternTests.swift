import Conformance
import Testing
import WireJSON

/// The vocabulary of cases, each word both ways; JSON text stands for patterns and values.
@Suite struct PatternTests {
    /// What is wrong with a value, nil when nothing is; an empty value is an absent one.
    private func check(
        _ pattern: String, _ value: String, _ expected: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var bindings = Bindings()
        let pattern = Pattern(try JSONValue.read(pattern))
        let mismatch = pattern.mismatch(
            value.isEmpty ? nil : try JSONValue.read(value), &bindings)
        #expect(mismatch?.text == expected, sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        ("1", "1"), ("1", "1.0"), ("1", "1e0"), (#""a""#, #""\u0061""#), ("null", "null"),
        ("true", "true"), ("[]", "[]"), ("{}", "{}"), ("[1,[2]]", "[1,[2]]"),
        (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#), ("12345678901234567890", "12345678901234567890"),
    ])
    func equalValuesMatch(_ pattern: String, _ value: String) throws {
        try check(pattern, value, nil)
    }

    @Test(arguments: [
        ("1", "2", "the value is 2, expected 1"),
        ("1", #""1""#, "the value is \"1\", expected 1"),
        ("1", "true", "the value is true, expected 1"),
        ("0", "false", "the value is false, expected 0"),
        ("null", "0", "the value is 0, expected null"),
        ("null", "", "the value is absent, expected null"),
        ("[]", "{}", "the value is {}, expected []"),
        ("{}", "[]", "the value is [], expected {}"),
        ("[1,2]", "[1]", "the value is [1], expected [1,2]"),
        ("[1,2]", "[1,3]", "'/1' is 3, expected 2"),
        (
            "12345678901234567890", "12345678901234567891",
            "the value is 12345678901234567891, expected 12345678901234567890"
        ),
        (#"{"a":{"b":[0,1]}}"#, #"{"a":{"b":[0,2]}}"#, "'/a/b/1' is 2, expected 1"),
        (#"{"a":1}"#, "{}", "'/a' is absent, expected 1"),
        (#"{"a":1}"#, #"{"a":1,"b":2}"#, "'/b' is 2, expected absent"),
        (#"{"a/b":{"~":1}}"#, #"{"a/b":{"~":2}}"#, "'/a~1b/~0' is 2, expected 1"),
        (#"{"\u00e9":1}"#, #"{"e\u0301":1}"#, "'/\u{E9}' is absent, expected 1"),
    ])
    func thePlaceOfAMismatchIsNamed(_ pattern: String, _ value: String, _ expected: String) throws {
        try check(pattern, value, expected)
    }

    @Test(
        arguments: [
            (#"{"$any":true}"#, "null", nil), (#"{"$any":true}"#, "[{}]", nil),
            (#"{"$any":true}"#, "", "the value is absent, expected any value"),
            (#"{"$absent":true}"#, "", nil),
            (#"{"$absent":true}"#, "null", "the value is null, expected absent"),
            (#"{"a":{"$absent":true}}"#, "{}", nil),
            (#"{"a":{"$absent":true}}"#, #"{"a":null}"#, "'/a' is null, expected absent"),
            (#"{"$either":[1,"a"]}"#, #""a""#, nil),
            (#"{"$either":[1,"a"]}"#, "2", "the value is 2, expected 1 or \"a\""),
            (#"{"a":{"$either":[{"$absent":true},[]]}}"#, "{}", nil),
            (#"{"a":{"$either":[{"$absent":true},[]]}}"#, #"{"a":[]}"#, nil),
            (
                #"{"a":{"$either":[{"$absent":true},[]]}}"#, #"{"a":null}"#,
                "'/a' is null, expected absent or []"
            ),
            (#"{"$containing":"no"}"#, #""nothing""#, nil),
            (
                #"{"$containing":"no"}"#, #""No""#,
                "the value is \"No\", expected a string with \"no\""
            ),
            (#"{"$containing":"1"}"#, "1", "the value is 1, expected a string with \"1\""),
            (#"{"$literal":{"$any":true}}"#, #"{"$any":true}"#, nil),
            (#"{"$literal":{"$any":true}}"#, "1", "the value is 1, expected {\"$any\":true}"),
            (#"{"$literal":[{"$bind":"x"}]}"#, #"[{"$bind":"x"}]"#, nil),
        ] as [(String, String, String?)])
    func wordsOfTheVocabulary(_ pattern: String, _ value: String, _ expected: String?) throws {
        try check(pattern, value, expected)
    }

    @Test(arguments: [
        ("null", "null"), ("boolean", "true"), ("number", "1.5"), ("number", "1"),
        ("integer", "1"), ("string", #""""#), ("array", "[]"), ("object", "{}"),
    ])
    func typesMatchTheirOwn(_ type: String, _ value: String) throws {
        try check("{\"$type\":\"\(type)\"}", value, nil)
        let others = ["null", "true", "1.5", #""""#, "[]", "{}"].filter {
            $0 != value && !(["number", "integer"].contains(type) && $0 == "1.5")
        }
        for other in others {
            try check(
                "{\"$type\":\"\(type)\"}", other, "the value is \(other), expected of type \(type)")
        }
        if type == "integer" {
            for other in ["1.5", "1.0", "1e3"] {
                try check(
                    #"{"$type":"integer"}"#, other,
                    "the value is \(other), expected of type integer")
            }
        }
    }

    @Test(
        arguments: [
            ("1", "1", nil), (#""1""#, #""1""#, nil), ("[1,2]", "[1,2]", nil),
            ("null", "null", nil),
            ("1", #""1""#, "'/1' is \"1\", expected the same 'id'"),
            (#""1""#, "1", "'/1' is 1, expected the same 'id'"),
            ("1", "true", "'/1' is true, expected the same 'id'"),
            ("1", "1.0", "'/1' is 1.0, expected the same 'id'"),
            (
                "9007199254740993", "9007199254740992",
                "'/1' is 9007199254740992, expected the same 'id'"
            ),
            ("null", "false", "'/1' is false, expected the same 'id'"),
        ] as [(String, String, String?)])
    func aUseIsTextForTextWhatWasBound(_ bound: String, _ used: String, _ expected: String?) throws
    {
        try check(#"[{"$bind":"id"},{"$use":"id"}]"#, "[\(bound),\(used)]", expected)
    }

    @Test func aUseWithoutABindingMatchesNothing() throws {
        try check(#"{"$use":"id"}"#, "1", "the value is 1, expected the same 'id'")
    }

    /// What a branch that failed has bound does not stay.
    @Test func aFailedBranchBindsNothing() throws {
        let pattern =
            #"[{"$either":[[{"$bind":"a"},1],[{"$any":true},{"$bind":"a"}]]},{"$use":"a"}]"#
        try check(pattern, "[[5,2],2]", nil)
        try check(pattern, "[[5,2],5]", "'/1' is 5, expected the same 'a'")
        try check(pattern, "[[5,1],5]", nil)
    }

    @Test func aWordBesideOthersIsAMember() throws {
        try check(#"{"$any":true,"a":1}"#, #"{"a":1,"$any":true}"#, nil)
        try check(#"{"$any":true,"a":1}"#, "1", "the value is 1, expected {\"$any\":true,\"a\":1}")
    }

    @Test func longEvidenceIsCutAndCounted() {
        #expect(excerpt("abc", limit: 3) == "abc")
        #expect(excerpt("abcd", limit: 3) == "abc… (4 bytes)")
        #expect(excerpt(String(repeating: "x", count: 5_000)).count < 2_100)
    }
}
