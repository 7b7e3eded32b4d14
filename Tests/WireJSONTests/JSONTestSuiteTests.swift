import TestSupport
import Testing
import WireJSON

/// The 318 files of JSONTestSuite: `y_` must be read, `n_` refused, `i_` is for the reader to say.
@Suite(.needsCorpus) struct JSONTestSuiteTests {
    private static let folder = "vectors/json-parsing/test_parsing"

    /// What we do with each `i_` file: the rule that refuses it, nil when it is read. The reasons
    /// are those of the groups.
    private static let choices: [String: String?] = {
        var choices: [String: String?] = [:]
        // Numbers are kept as text: none is too large, too small or too long.
        for name in [
            "number_double_huge_neg_exp", "number_huge_exp", "number_neg_int_huge_exp",
            "number_pos_double_huge_exp", "number_real_neg_overflow", "number_real_pos_overflow",
            "number_real_underflow", "number_too_big_neg_int", "number_too_big_pos_int",
            "number_very_big_negative_int",
            // 500 levels are within the default depth of 512.
            "structure_500_nested_arrays",
        ] { choices[name] = .some(nil) }
        // A lone surrogate is no character: no UTF-8 could carry it on (RFC 8259 §8.2).
        for name in [
            "object_key_lone_2nd_surrogate", "string_1st_surrogate_but_2nd_missing",
            "string_1st_valid_surrogate_2nd_invalid",
            "string_incomplete_surrogate_and_escape_valid",
            "string_incomplete_surrogate_pair", "string_incomplete_surrogates_escape_valid",
            "string_invalid_lonely_surrogate", "string_invalid_surrogate",
            "string_inverted_surrogates_U+1D11E", "string_lone_second_surrogate",
        ] { choices[name] = "json.surrogate" }
        // Text is UTF-8 (§8.1), and what is not is never repaired.
        for name in [
            "string_UTF-8_invalid_sequence", "string_UTF8_surrogate_U+D800",
            "string_invalid_utf-8", "string_iso_latin_1", "string_lone_utf8_continuation_byte",
            "string_not_in_unicode_range", "string_overlong_sequence_2_bytes",
            "string_overlong_sequence_6_bytes", "string_overlong_sequence_6_bytes_null",
            "string_truncated-utf-8",
        ] { choices[name] = "json.utf8" }
        // UTF-16 begins with a byte that no value begins with.
        for name in [
            "string_UTF-16LE_with_BOM", "string_utf16BE_no_BOM", "string_utf16LE_no_BOM",
        ] { choices[name] = "json.syntax" }
        // A reader may ignore the mark or refuse it (§8.1); a writer must not send it.
        choices["structure_UTF-8_BOM_empty_object"] = "json.byte-order-mark"
        return choices
    }()

    /// Reads a file; nil stands for success.
    private func fault(of path: String) -> JSONFault? {
        let bytes = Corpus.bytes(path)
        do throws(JSONFault) {
            _ = try JSONValue.read(bytes)
            return nil
        } catch {
            #expect((0...bytes.count).contains(error.offset), "\(path)")
            #expect(!error.message.isEmpty)
            return error
        }
    }

    @Test func everyFileEndsAsItMust() {
        var compared = (accepted: 0, refused: 0, chosen: 0)
        for path in Corpus.files(under: Self.folder) {
            let name = path.dropFirst(Self.folder.count + 1).dropLast(".json".count)
            let fault = fault(of: path)
            switch name.prefix(2) {
            case "y_":
                #expect(fault == nil, "\(name)")
                compared.accepted += 1
            case "n_":
                #expect(fault != nil, "\(name)")
                compared.refused += 1
            default:
                let choice = Self.choices[String(name.dropFirst(2))]
                #expect(choice == .some(fault?.rule), "\(name)")
                compared.chosen += 1
            }
        }
        #expect(compared.accepted == 95)
        #expect(compared.refused == 188)
        #expect(compared.chosen == Self.choices.count)
        #expect(compared.accepted + compared.refused + compared.chosen == 318)
    }
}
