// RustEmitter: a service in, the files of a Rust crate that dispatches its calls out. It knows no
// document format and refuses nothing: whatever the service's names and texts are, the output is
// valid Rust.

package import CodeText

/// The language of the fragments below.
package enum Rust {}

/// A name that is an identifier in Rust 2021, raw where it has to be; made by `RustNames` alone.
package struct RustName: Sendable, Hashable {
    /// The name as it stands in source text, with `r#` where it needs one.
    package let text: String

    init(valid text: String) { self.text = text }

    /// The name without `r#`, as serde sees it.
    var bare: String { text.hasPrefix("r#") ? String(text.dropFirst(2)) : text }
}

extension Source where Language == Rust {
    /// A name as it stands.
    package static func name(_ name: RustName) -> Source { Source(escaped: name.text) }

    /// A string literal in ASCII, whatever the text holds.
    package static func literal(_ text: String) -> Source {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case " "..."~": out.unicodeScalars.append(scalar)
            default: out += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return Source(escaped: out + "\"")
    }

    /// The lines of a text as they may stand behind `///` or `//!`: nothing in it ends the comment,
    /// opens another or hides what follows.
    package static func documentation(_ text: String) -> [Source] {
        let joined = text.replacing("\r\n", with: "\n")
        let lines = joined.unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
            ["\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
        }
        return lines.map { line in
            var out = ""
            for scalar in line {
                switch scalar {
                case "\t": out += "    "
                case _ where isPlain(scalar): out.unicodeScalars.append(scalar)
                default: out += "\\u{\(String(scalar.value, radix: 16))}"
                }
            }
            while out.hasSuffix(" ") { out.removeLast() }
            return Source(escaped: out)
        }
    }

    /// Whether a scalar shows as itself: no control, no format character, no odd space.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            false
        default: true
        }
    }

    /// The columns it takes.
    var width: Int { text.unicodeScalars.count }
}
