/// Texts of other people's, as a terminal may show them.
enum VisibleText {
    /// The text with its control characters spelt out, but for the ends of lines.
    static func of(_ text: String) -> String {
        let isPlain = { (scalar: Unicode.Scalar) in
            scalar == "\n" || scalar.properties.generalCategory != .control
        }
        if text.unicodeScalars.allSatisfy(isPlain) { return text }
        return text.unicodeScalars.map { scalar in
            isPlain(scalar) ? String(scalar) : scalar.escaped(asASCII: true)
        }.joined()
    }

    /// The text with its further lines below the first one's start.
    static func indented(_ text: String, by width: Int = 16) -> String {
        // Not by characters: "\r\n" is one.
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }.joined(separator: "\n" + String(repeating: " ", count: width))
    }
}
