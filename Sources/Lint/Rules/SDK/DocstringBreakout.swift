import Diagnostics
import WireJSON

extension Rule {
    static let docstringBreakout = Rule(
        "sdk.docstring-breakout", .sdk, .derived, severity: .note, decides: ["O75"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4 let every description be any Markdown. What ends a docstring of \
                Python (Language Reference §2.4.1) or a comment of Rust or C is Markdown too.
                """,
            why: """
                A generator that pastes descriptions into its output writes code that does not \
                compile, or code that the description's author made up. A good one escapes them.
                """,
            example: #"{ "description": "matches **/*.rs, not \\users" }"#,
            remedy: """
                Say it otherwise where that costs nothing; otherwise make sure that your \
                generators escape it.
                """)
    ) { reading in
        var found = Gatherings<String>()
        for text in reading.prose {
            if let danger = danger(text.string) { found.add(danger, text.site.span, text.site) }
        }
        return found.remarks { danger, times in
            "a text for people should be safe to paste into code, this one \(danger)\(times); "
                + "say it otherwise or have generators escape it"
        }
    }

    /// What the first dangerous stretch of a text would do; one walk over its scalars.
    private static func danger(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        func next(_ index: Int) -> Unicode.Scalar? {
            index + 1 < scalars.count ? scalars[index + 1] : nil
        }
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "\"" where next(index) == "\"" && next(index + 1) == "\"":
                return #"ends a docstring with '"""'"#
            case "\"" where next(index) == nil: return "ends with a quote, as docstrings do"
            case "*" where next(index) == "/": return "ends a comment with '*/'"
            case "\\":
                if let danger = escape(scalars[(index + 1)...]) { return danger }
                // What is escaped escapes nothing and ends nothing.
                if next(index) == "\\" || next(index) == "\"" { index += 1 }
            case "\r" where next(index) != "\n": return "ends a line comment with a lone CR"
            case "\u{2028}", "\u{2029}":
                return "ends a line comment of JavaScript with a line separator"
            default: break
            }
            index += 1
        }
        return nil
    }

    /// What is wrong with an escape of Python (Language Reference §2.4.1.1) whose backslash stands
    /// before this.
    private static func escape(_ rest: ArraySlice<Unicode.Scalar>) -> String? {
        guard let letter = rest.first else { return "ends with a backslash" }
        let digits = rest.dropFirst().prefix(8).prefix { $0.properties.isASCIIHexDigit }
        let isBroken =
            switch letter {
            case "x": digits.count < 2
            case "u": digits.count < 4
            case "U":
                digits.count < 8
                    || UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0 > 0x10FFFF
            case "N": true
            default: false
            }
        if isBroken { return "has a backslash that no Python string may have" }
        return known.contains(letter) ? nil : "has a backslash that Python warns of"
    }

    private static let known = Set("\\\n\r'\"abfnrtvxuU01234567".unicodeScalars)
}
