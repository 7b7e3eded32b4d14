/// What a terminal makes of characters.
enum Terminal {
    /// The text with a visible character for each that would steer a terminal, end the line or turn
    /// its direction.
    static func visible(_ text: String, keepsTabs: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { steers($0, keepsTabs) }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard steers(scalar, keepsTabs) else {
                result.append(scalar)
                continue
            }
            // The pictures of U+2400 stand for the controls of ASCII, one column each.
            let picture: UInt32 =
                switch scalar.value {
                case ..<0x20: 0x2400 + scalar.value
                case 0x7F: 0x2421
                default: 0xFFFD
                }
            if let picture = Unicode.Scalar(picture) { result.append(picture) }
        }
        return String(result)
    }

    private static func steers(_ scalar: Unicode.Scalar, _ keepsTabs: Bool) -> Bool {
        if keepsTabs && scalar == "\t" { return false }
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
            return true
        default: return false
        }
    }

    /// Whether a scalar stands on or in the one before it.
    static func takesNoRoom(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }

    /// Whether a scalar takes two columns: the wide blocks of Unicode's annex 11, and emoji.
    static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x1100: false
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: scalar.properties.isEmojiPresentation
        }
    }
}
