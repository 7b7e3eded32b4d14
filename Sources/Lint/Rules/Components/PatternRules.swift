import Diagnostics
import WireJSON

extension Rule {
    static let invalidPattern = Rule(
        "openrpc.invalid-pattern", .prose, .should, decides: ["O74"],
        Explanation(
            clause: """
                JSON Schema draft-07 Validation §6.3.3 and §6.5.5: 'pattern' and the names in \
                'patternProperties' should be regular expressions of ECMA-262. One passes here \
                when an engine takes it with the flag 'u', or without it by Annex B.
                """,
            why: """
                Validators in JavaScript refuse the whole schema, and others guess what was meant.
                """,
            example: #"{ "schema": { "type": "string", "pattern": "^(?P<id>[0-9]+$" } }"#,
            remedy: "Write it in the syntax of ECMA-262.")
    ) { reading in
        reading.patterns.compactMap { pattern in
            guard let fault = ECMASyntax(pattern.text).fault else { return nil }
            return Remark(
                "a pattern is a regular expression of ECMA-262, in '\(pattern.text)' "
                    + "\(fault.message)",
                at: pattern.span(ofScalar: fault.offset), of: pattern.schema)
        }
    }

    static let foreignPattern = Rule(
        "openrpc.foreign-pattern", .prose, .derived, decides: ["O74"],
        Explanation(
            clause: """
                JSON Schema draft-07 Validation §6.3.3: regular expressions are those of ECMA-262, \
                which has no '\\A', '\\Z' and '[:alpha:]'. Without the flag 'u' its Annex B takes \
                such an escape for the letter alone, and with it refuses the pattern.
                """,
            why: """
                The pattern is read without complaint and matches something else than in the \
                dialect that it was written for.
                """,
            example: #"{ "schema": { "type": "string", "pattern": "\\A[[:alpha:]]+\\Z" } }"#,
            remedy: "Write it in the syntax of ECMA-262: '^', '$', '[A-Za-z]'.")
    ) { reading in
        reading.patterns.flatMap { pattern in
            ECMASyntax(pattern.text).foreign.map { oddity in
                Remark(
                    "a pattern is a regular expression of ECMA-262, where \(oddity.message)",
                    at: pattern.span(ofScalar: oddity.offset), of: pattern.schema)
            }
        }
    }
}

/// A regular expression of a schema.
private struct SchemaPattern {
    let text: String
    let schema: Site
    /// The string in the text of the document, with its quotes.
    let quoted: JSONValue.Span

    /// Where one of its scalars stands; the whole string when the two cannot be matched up.
    func span(ofScalar offset: Int) -> SourceSpan {
        let file = schema.place.text.file
        let whole = schema.span(quoted)
        let scalars = Array(text.unicodeScalars)
        var at = quoted.range.lowerBound + 1
        let end = quoted.range.upperBound - 1
        guard offset < scalars.count, end <= file.bytes.count else { return whole }
        for (index, scalar) in scalars.enumerated() {
            guard at < end else { return whole }
            let size = Self.size(of: scalar, at: at, in: file.bytes)
            if index == offset { return SourceSpan(file: file, bytes: at..<min(at + size, end)) }
            at += size
        }
        return whole
    }

    /// How many bytes of a JSON string spell a scalar.
    private static func size(of scalar: Unicode.Scalar, at: Int, in bytes: [UInt8]) -> Int {
        guard bytes[at] == UInt8(ascii: "\\") else { return UTF8.width(scalar) }
        guard bytes[at + 1] == UInt8(ascii: "u") else { return 2 }
        return scalar.value > 0xFFFF ? 12 : 6
    }
}

extension Reading {
    /// Each `pattern` and each name in `patternProperties`, in the order of the schemas.
    fileprivate var patterns: [SchemaPattern] {
        reach.schemas(of: document).flatMap { schema -> [SchemaPattern] in
            if schema.isReference { return [] }
            var found: [SchemaPattern] = []
            if let pattern = schema.value["pattern"], let text = pattern.string {
                found.append(SchemaPattern(text: text, schema: schema, quoted: pattern.span))
            }
            for member in schema.value["patternProperties"]?.object?.members ?? [] {
                found.append(
                    SchemaPattern(text: member.name, schema: schema, quoted: member.nameSpan))
            }
            return found
        }
    }
}
