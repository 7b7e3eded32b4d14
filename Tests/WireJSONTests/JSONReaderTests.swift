import Diagnostics
import Testing
import WireJSON

@Suite struct JSONReaderTests {
    @Test func keepsOrderNumbersDuplicatesAndSpans() throws {
        let text = #"{"b": 1.50, "a": [true, null, "\u00e9\uD83D\uDE00"], "b": 2}"#
        let value = try JSONValue.read(text)
        #expect(value.object?.names == ["b", "a", "b"])
        #expect(value.object?.members.first?.value.number?.text == "1.50")
        #expect(value["a"]?[2]?.string == "é😀")
        #expect(value.span.range == 0..<60)
        #expect(value["b"]?.span.range == 58..<59)
        #expect(value["a"]?.span.range == 17..<51)
        #expect(value.object?.members[1].nameSpan.range == 12..<15)
    }

    @Test(arguments: [
        (#""""#, ""), (#""a""#, "a"), (#""exactly 15 byte""#, "exactly 15 byte"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0000""#, "\0"),
        (#""é€😀 plain text after it""#, "é€😀 plain text after it"),
        (#""\uDBFF\uDFFF\uFFFF""#, "\u{10FFFF}\u{FFFF}"), ("\"\u{7F}\"", "\u{7F}"),
        (
            #""a long run of text, then \n and another long run""#,
            "a long run of text, then \n and another long run"
        ),
    ])
    func readsStrings(_ text: String, _ expected: String) throws {
        #expect(try JSONValue.read(text).string?.utf8.elementsEqual(expected.utf8) == true)
    }

    @Test(arguments: [
        "0", "-0", "10", "-1.0", "0.00e-00", "1E400", "1e+5", "123456789012345678901",
    ])
    func keepsNumbersAsText(_ text: String) throws {
        #expect(try JSONValue.read(" \(text)\n").number?.text == text)
        #expect(try JSONValue.read("[\(text)]")[0]?.number?.text == text)
    }

    /// Each refusal as a user reads it.
    @Test(arguments: [
        ("", "1:1: error: a text must hold a value, found nothing [json.syntax]"),
        ("[1,]", "1:4: error: a comma must not stand before ']'; remove it [json.syntax]"),
        (#"{"a":1,}"#, "1:8: error: a comma must not stand before '}'; remove it [json.syntax]"),
        ("[,1]", "1:2: error: a value must stand here, found ',' [json.syntax]"),
        ("-01", "1:3: error: a number must not have leading zeros; remove them [json.syntax]"),
        ("1.", "1:3: error: the text ends inside a number [json.syntax]"),
        ("1.e1", "1:3: error: a digit must stand here, found 'e' [json.syntax]"),
        ("+1", "1:1: error: a value must stand here, found '+' [json.syntax]"),
        ("\n[", "2:2: error: the text ends inside an array; close it with ']' [json.syntax]"),
        (#"{"a""#, "1:5: error: the text ends inside an object; close it with '}' [json.syntax]"),
        ("[1}", "1:3: error: ',' or ']' must follow a value in an array, found '}' [json.syntax]"),
        (
            #"{"a":1]"#,
            "1:7: error: ',' or '}' must follow a value in an object, found ']' [json.syntax]"
        ),
        (
            "{a:1}",
            "1:2: error: a member's name must be a string in double quotes, found 'a' [json.syntax]"
        ),
        (#"{"a" 1}"#, "1:6: error: ':' must follow a member's name, found '1' [json.syntax]"),
        (
            "[1] x",
            "1:5: error: nothing may follow the value but white space, found 'x' [json.syntax]"
        ),
        ("nul", "1:4: error: the text ends inside 'null' [json.syntax]"),
        (
            "trUe",
            "1:3: error: 'true' is the only word that begins so, found 'U' in it [json.syntax]"
        ),
        (
            "\"a\nb\"",
            "1:3: error: a string must not hold a control character; write it as an escape"
                + " [json.syntax]"
        ),
        (
            #""\x""#,
            #"1:3: error: an escape must be one of \" \\ \/ \b \f \n \r \t \u, found 'x'"#
                + " [json.syntax]"
        ),
        (
            #""\u12G4""#,
            #"1:6: error: four hexadecimal digits must follow '\u', found 'G' [json.syntax]"#
        ),
        (
            #""é\ud800""#,
            "1:3: error: a surrogate escape must be half of a pair; write the character itself"
                + " [json.surrogate]"
        ),
        ("\"abc", "1:5: error: the text ends inside a string; close it with '\"' [json.syntax]"),
        (
            "\u{FEFF}1",
            "1:1: error: a text must not begin with a byte order mark; remove its first three bytes"
                + " [json.byte-order-mark]"
        ),
    ])
    func refuses(_ text: String, saying expected: String) {
        let fault = #expect(throws: JSONFault.self) { try JSONValue.read(text) }
        let file = SourceFile(name: "a.json", bytes: Array(text.utf8))
        #expect(fault?.diagnostic(in: file).description == "a.json:" + expected)
    }

    /// Table 3-7 of the Unicode Standard, and what it leaves out.
    @Test func refusesWhatIsNotUTF8() {
        var compared = 0
        for first in UInt8(0x80)...0xFF {
            for second in [0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0] as [UInt8] {
                for tail in [[], [0x80], [0x80, 0xBF], [0x80, 0x80, 0x80]] as [[UInt8]] {
                    let text = [first, second] + tail
                    let expected = String(validating: text, as: UTF8.self)
                    let read = try? JSONValue.read([0x22] + text + [0x22])
                    #expect(read?.string == (text.contains(0x22) ? nil : expected))
                    compared += 1
                }
            }
        }
        #expect(compared == 128 * 9 * 4)
    }

    @Test func refusesATextThatIsTooLong() {
        var limits = JSONLimits()
        limits.bytes = 4
        #expect((try? JSONValue.read("1234", limits: limits)) != nil)
        let fault = #expect(throws: JSONFault.self) { try JSONValue.read("12345", limits: limits) }
        #expect(fault?.rule == "json.size" && fault?.offset == 4)
    }
}
