/// The lines of a Python text, each with whether its ends lie inside a string: white space there is
/// part of a value.
struct PythonLines {
    struct Line {
        /// Without the end of the line.
        var text: ArraySlice<UInt8>
        var beginsInString: Bool
        var endsInString: Bool

        var isBlank: Bool { text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0C } }
    }

    private(set) var lines: [Line] = []

    init(_ bytes: [UInt8]) {
        var quote: [UInt8]?
        for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let begins = quote != nil
            quote = Self.scan(text, from: quote)
            lines.append(Line(text: text, beginsInString: begins, endsInString: quote != nil))
        }
    }

    /// The quotes of the string that is open at the end of a line; nil when none is.
    private static func scan(_ line: ArraySlice<UInt8>, from quote: [UInt8]?) -> [UInt8]? {
        var quote = quote
        var rest = line
        var isEscaped = false
        while let byte = rest.first {
            if let open = quote {
                if byte == 0x5C {
                    isEscaped = rest.count == 1
                    rest = rest.dropFirst(2)
                } else if rest.starts(with: open) {
                    rest = rest.dropFirst(open.count)
                    quote = nil
                } else {
                    rest = rest.dropFirst()
                }
            } else if byte == 0x23 {
                return nil
            } else if byte == 0x22 || byte == 0x27 {
                let triple = [byte, byte, byte]
                quote = rest.starts(with: triple) ? triple : [byte]
                rest = rest.dropFirst(quote?.count ?? 1)
            } else {
                rest = rest.dropFirst()
            }
        }
        // A short string goes on only behind a backslash.
        return quote?.count == 3 || isEscaped ? quote : nil
    }
}
