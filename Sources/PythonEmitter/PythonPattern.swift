import CodeText

/// Regular expressions of documents (ECMA-262) as Python spells them.
enum PythonPattern {
    /// An expression that finds what any of several finds; nil where there is none, or where one of
    /// them cannot be told in Python, so that every name will do.
    static func source(anyOf patterns: [String]) -> Source<Python>? {
        let translated = patterns.compactMap(translated)
        guard !patterns.isEmpty, translated.count == patterns.count else { return nil }
        let joined =
            translated.count == 1
            ? translated[0] : translated.map { "(?:\($0))" }.joined(separator: "|")
        return .literal(joined)
    }

    /// The same expression for Python's `re` with `ASCII`: there `$` also finds the place before a
    /// last line break, and brackets in a set are reserved.
    private static func translated(_ pattern: String) -> String? {
        var out = ""
        var isInSet = false
        var rest = Substring(pattern)
        while let character = rest.unicodeScalars.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.unicodeScalars.popFirst() else { return nil }
                // Properties, control letters and named groups have no counterpart.
                if "pPckuU".unicodeScalars.contains(next), !isPlainEscape(next, rest) {
                    return nil
                }
                out += "\\" + String(next)
            case "[" where isInSet: out += "\\["
            case "[":
                isInSet = true
                out += "["
            case "]":
                isInSet = false
                out += "]"
            case "&", "|", "~":
                out += (isInSet ? "\\" : "") + String(character)
            case "$" where !isInSet: out += "\\Z"
            case "(" where !isInSet && rest.hasPrefix("?<"):
                guard rest.hasPrefix("?<=") || rest.hasPrefix("?<!") else { return nil }
                out += "("
            default: out.unicodeScalars.append(character)
            }
        }
        return isInSet ? nil : out
    }

    /// `\u` with four digits is the same in both.
    private static func isPlainEscape(_ letter: Unicode.Scalar, _ rest: Substring) -> Bool {
        let digits = rest.prefix(4)
        return letter == "u" && digits.count == 4 && digits.allSatisfy(\.isHexDigit)
    }
}
