import CodeText
import PythonEmitter
import Testing
import WireJSON

@Suite struct PythonSourceTests {
    @Test(arguments: [
        ("plain", #""plain""#), (#"a"b\c"#, #""a\"b\\c""#), ("a\nb\r\tc", #""a\nb\r\tc""#),
        ("\u{0}\u{7F}", #""\x00\x7f""#), ("é\u{2028}", #""\xe9\u2028""#), ("😀", #""\U0001f600""#),
    ])
    func literalsAreASCII(_ text: String, _ literal: String) {
        #expect(Source<Python>.literal(text).text == literal)
    }

    @Test(arguments: [
        ("plain", ["plain"]), (#"say "hi" now"#, [#"say "hi" now"#]), (#"""#, [#"\""#]),
        ("\"\"\"", [#"\"\"\""#]), ("ends in \" ", ["ends in \\\""]), (#"back\"#, [#"back\\"#]),
        ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]), ("a\tb \n", ["a    b", ""]),
        ("a\u{0}b\u{202E}c\u{2028}d\u{FEFF}", [#"a\x00b\u202ec\u2028d\ufeff"#]),
        ("größe 名前 😀", ["größe 名前 😀"]),
    ])
    func docstringsCannotBeLeft(_ text: String, _ lines: [String]) {
        #expect(Source<Python>.documentation(text).map(\.text) == lines)
    }

    @Test func valuesAreExpressions() {
        let value: JSONValue = ["a": [1, true, false, "x"], "b": .null]
        #expect(Source<Python>.value(value)?.text == #"{"a": [1, True, False, "x"], "b": None}"#)
        let digits = String(repeating: "9", count: 5000)
        #expect(Source<Python>.value(JSONValue(.number(JSONNumber(text: digits)))) == nil)
    }
}
