import Testing
import WireJSON

/// Texts made to exhaust a reader.
@Suite struct JSONDepthTests {
    private func nested(_ levels: Int) -> [UInt8] {
        Array(repeating: UInt8(ascii: "["), count: levels)
            + Array(repeating: UInt8(ascii: "]"), count: levels)
    }

    private func fault(of bytes: [UInt8], _ limits: JSONLimits = JSONLimits()) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONValue.read(bytes, limits: limits)
            return nil
        } catch { return error }
    }

    @Test func readsToTheBoundAndNoFurther() {
        #expect(fault(of: nested(512)) == nil)
        #expect(fault(of: nested(513))?.offset == 512)
        #expect(fault(of: nested(513))?.rule == "json.depth")
        var flat = JSONLimits()
        flat.depth = 0
        #expect(fault(of: Array("1".utf8), flat) == nil)
        #expect(fault(of: Array("[]".utf8), flat)?.rule == "json.depth")
    }

    @Test(arguments: ["[", #"{"a":"#, #"[{"":"#])
    func tenMegabytesOfOpeningsAreRefused(_ opening: String) {
        let count = 10_000_000 / opening.utf8.count
        let text = Array(String(repeating: opening, count: count).utf8)
        #expect(fault(of: text)?.rule == "json.depth")
        var deep = JSONLimits()
        deep.depth = .max
        #expect(fault(of: Array(text[..<600_000]), deep)?.rule == "json.syntax")
    }

    @Test func everyTruncationIsRefusedAtItsEnd() {
        let text = Array(#"{"a": [1.5e3, true, "\u00e9 \ud83d\ude00 é", {}], "b": null}"#.utf8)
        for length in text.indices {
            let fault = fault(of: Array(text[..<length]))
            #expect(fault != nil)
            // A cut in a character or between two surrogates is blamed on where that began.
            let start = fault.map { $0.rule == "json.syntax" ? length : length - 11 } ?? 0
            #expect((start...length).contains(fault?.offset ?? -1), "\(length)")
        }
        #expect(fault(of: text) == nil)
    }
}
