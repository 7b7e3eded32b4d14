import Testing
import WireJSON

@Suite struct JSONReaderTests {
    @Test func keepsOrderNumbersAndDuplicates() throws {
        let value = try JSONValue.read(
            #"{"b": 1.50, "a": [true, null, "\u00e9\uD83D\uDE00"], "b": 2}"#)
        #expect(value.object?.names == ["b", "a", "b"])
        #expect(value.object?.members.first?.value.number?.text == "1.50")
        #expect(value["a"]?[2]?.string == "é😀")
        #expect(value["b"]?.span.range == 58..<59)
        #expect(value.object?.members[1].nameSpan.range == 12..<15)
    }

    @Test(arguments: [
        ("", 0), ("[1,]", 3), ("{\"a\":1,}", 7), ("01", 1), ("[", 1), ("[1] x", 4), ("nul", 3),
        ("\"a\nb\"", 2), ("1.", 2), ("\u{FEFF}1", 0), ("[1}", 2), ("\"\\ud800\"", 1),
    ])
    func refuses(_ text: String, at offset: Int) {
        let fault = #expect(throws: JSONFault.self) { try JSONValue.read(text) }
        #expect(fault?.offset == offset)
    }
}
