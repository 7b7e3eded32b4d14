/// An e-mail address: the `addr-spec` of RFC 5322 §3.4.1, with letters beyond ASCII (RFC 6532).
enum MailAddress {
    /// Whether a text is one address and nothing else, without a display name or `mailto:`.
    static func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        return isLocal(bytes[..<at]) && isDomain(bytes[(at + 1)...])
    }

    /// Words with single dots between them, each an atom or quoted.
    private static func isLocal(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        while true {
            let word =
                rest.first == UInt8(ascii: "\"") ? quoted(rest) : rest.prefix(while: isAtomic)
            guard let word, !word.isEmpty else { return false }
            rest = rest[word.endIndex...]
            if rest.isEmpty { return true }
            guard rest.removeFirst() == UInt8(ascii: ".") else { return false }
        }
    }

    /// The quoted string at the start of a text, nil when it does not end.
    private static func quoted(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var isEscaped = false
        for (index, byte) in zip(text.indices, text).dropFirst() {
            if byte < 0x20 || byte == 0x7F { return nil }
            if !isEscaped, byte == UInt8(ascii: "\"") { return text[...index] }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        }
        return nil
    }

    private static func isDomain(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == UInt8(ascii: "[") else { return isDotted(text) }
        let inner = text.dropFirst().dropLast()
        return text.last == UInt8(ascii: "]") && !inner.isEmpty
            && inner.allSatisfy { $0 > 0x20 && $0 != 0x7F && !#"[]\"#.utf8.contains($0) }
    }

    /// `dot-atom`: atoms with single dots between them.
    private static func isDotted(_ text: ArraySlice<UInt8>) -> Bool {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomic) }
    }

    private static func isAtomic(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte >= 0x80
            || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
