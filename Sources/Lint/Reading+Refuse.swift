package import Diagnostics
package import WireJSON

extension Reading {
    /// What is said of a text that is not JSON.
    package static func refusal(of file: SourceFile, _ fault: JSONFault) -> Finding {
        var diagnostic = fault.diagnostic(in: file)
        if file.bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            diagnostic.rule = "json.empty"
            diagnostic.span = SourceSpan(file: file, bytes: 0..<0)
            diagnostic.message = "a document must be a JSON object; the file is empty"
        } else if looksLikeUTF16(file.bytes) {
            diagnostic.rule = "json.utf8"
            diagnostic.message =
                "a text must be UTF-8, and this looks like UTF-16; save it as UTF-8"
        } else if looksLikeYAML(file.bytes) {
            diagnostic.rule = "json.not-json"
            diagnostic.message =
                "a document must be JSON, and this looks like YAML; convert it to JSON"
        }
        return Finding(diagnostic)
            ?? Finding(rule: .syntax, diagnostic: diagnostic, pointer: JSONPointer())
    }

    /// Whether a text begins with a byte order mark of UTF-16, or with a character of ASCII in it.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        return [[0xFE, 0xFF], [0xFF, 0xFE]].contains(Array(bytes[..<2]))
            || (bytes[0] == 0) != (bytes[1] == 0)
    }

    /// Whether the first line that says anything is a YAML marker, a list item or `key:`.
    private static func looksLikeYAML(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.prefix(1 << 12).split { $0 == 0x0A || $0 == 0x0D }
        let bare = lines.lazy.map { $0.drop { $0 == 0x20 } }
        guard let line = bare.first(where: { !$0.isEmpty && $0.first != UInt8(ascii: "#") }) else {
            return false
        }
        if ["---", "%YAML", "- "].contains(where: { line.starts(with: $0.utf8) }) { return true }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let first = line.first,
            (0x61...0x7A).contains(first | 0x20) || first == UInt8(ascii: "_")
        else { return false }
        let rest = line[(colon + 1)...]
        return rest.isEmpty || rest.first == 0x20
    }
}
