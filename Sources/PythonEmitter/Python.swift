// PythonEmitter: a service in, the files of a Python package out. It knows no document format and
// refuses nothing: whatever the service's names and texts are, the output is valid Python.

package import CodeText
package import WireJSON

/// The language of the fragments below.
package enum Python {}

/// A name that is an identifier in Python 3.9 and later, made by `PythonNames` alone.
package struct PythonName: Sendable, Hashable {
    package let text: String

    init(valid text: String) { self.text = text }
}

extension Source where Language == Python {
    /// A name as it stands.
    package static func name(_ name: PythonName) -> Source { Source(escaped: name.text) }

    /// A string literal in ASCII, whatever the text holds.
    package static func literal(_ text: String) -> Source {
        if isPlainASCII(text) { return Source(escaped: "\"\(text)\"") }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case " "..."~": out.unicodeScalars.append(scalar)
            default: out += escape(scalar)
            }
        }
        return Source(escaped: out + "\"")
    }

    /// An integer literal.
    static func number(_ value: Int) -> Source { Source(escaped: String(value)) }

    /// A JSON value as an expression; nil when Python's reader refuses a number that long.
    package static func value(_ value: JSONValue) -> Source? {
        switch value.kind {
        case .null: return "None"
        case .bool(let value): return value ? "True" : "False"
        case .string(let text): return literal(text)
        case .number(let number):
            // Python bounds the digits of an integer literal.
            return number.text.utf8.count > 4000 ? nil : Source(escaped: number.text)
        case .array(let items):
            let items = items.map { self.value($0) }
            return items.contains(nil)
                ? nil : "[\(items.compactMap(\.self).joined(separator: ", "))]"
        case .object(let object):
            let members = object.members.map { member in
                self.value(member.value).map { "\(literal(member.name)): \($0)" as Source }
            }
            return members.contains(nil)
                ? nil : "{\(members.compactMap(\.self).joined(separator: ", "))}"
        }
    }

    /// The lines of a text as they may stand between the quotes of a docstring: nothing in it ends
    /// the docstring, starts an escape or hides what follows.
    package static func documentation(_ text: String) -> [Source] {
        let joined = text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n") : text
        let lines = joined.unicodeScalars.split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r"
        }
        return lines.map { line in
            var line = line
            while line.last.map({ $0 == " " || $0 == "\t" }) ?? false { line.removeLast() }
            return documentationLine(line)
        }
    }

    private static func documentationLine(_ scalars: Substring.UnicodeScalarView) -> Source {
        let text = String(scalars)
        if isPlainASCII(text) { return Source(escaped: text) }
        var out = ""
        for index in scalars.indices {
            let scalar = scalars[index]
            switch scalar {
            case "\t": out += "    "
            case "\\": out += "\\\\"
            case "\"":
                // One quote is harmless unless another follows, or the closing ones.
                let next = scalars.index(after: index)
                let isAlone = next < scalars.endIndex && scalars[next] != "\""
                out += isAlone ? "\"" : "\\\""
            case _ where isPlain(scalar): out.unicodeScalars.append(scalar)
            default: out += escape(scalar)
            }
        }
        return Source(escaped: out)
    }

    /// The text of a docstring's first line that has any.
    package static func summary(_ text: String) -> Source? {
        documentation(text).first { !$0.isEmpty }
    }

    /// Whether a text holds nothing that any kind of string needs to escape.
    private static func isPlainASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        func padded(_ width: Int) -> String {
            String(repeating: "0", count: width - hex.count) + hex
        }
        return switch hex.count {
        case ...2: "\\x" + padded(2)
        case ...4: "\\u" + padded(4)
        default: "\\U" + padded(8)
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
}
