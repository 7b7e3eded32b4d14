// Strings and numbers: one look at each byte, eight at a time where nothing happens, and one string
// made at the end.

extension JSONReader {
    /// Reads the string whose opening quote is under the cursor.
    mutating func readString() throws(JSONFault) -> String {
        at += 1
        let start = at
        try skipPlainText()
        guard bytes[at] != UInt8(ascii: "\"") else {
            defer { at += 1 }
            return text(start..<at)
        }
        return try readEscapedString(from: start)
    }

    /// Reads on at the first escape of a string that began at `start`.
    private mutating func readEscapedString(from start: Int) throws(JSONFault) -> String {
        unescaped.removeAll(keepingCapacity: true)
        var start = start
        while true {
            unescaped.append(contentsOf: bytes[start..<at])
            if bytes[at] == UInt8(ascii: "\"") { break }
            try readEscape()
            start = at
            try skipPlainText()
        }
        at += 1
        return String(decoding: unescaped, as: UTF8.self)
    }

    /// Moves to the next quote or backslash, and refuses what a string must not hold.
    @inline(__always)
    private mutating func skipPlainText() throws(JSONFault) {
        while true {
            skipPlainWords()
            guard at < bytes.count else { throw unfinishedString() }
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 { throw controlCharacter() }
            if byte < 0x80 {
                at += 1
            } else {
                guard let length = utf8Length() else { throw brokenUTF8() }
                at += length
            }
        }
    }

    /// Moves on by whole words of eight bytes, then to the first byte of a word that is a quote, a
    /// backslash, a control character or no ASCII.
    @inline(__always)
    private mutating func skipPlainWords() {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
        while at + 8 <= bytes.count {
            let raw = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let word = UInt64(littleEndian: raw)
            let quote = word ^ 0x2222_2222_2222_2222
            let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let hits =
                (quote &- 0x0101_0101_0101_0101) & ~quote
                | (slash &- 0x0101_0101_0101_0101) & ~slash
                | (word &- 0x2020_2020_2020_2020) & ~word
                | word
            let mask = hits & 0x8080_8080_8080_8080
            if mask != 0 {
                at += mask.trailingZeroBitCount / 8
                return
            }
            at += 8
        }
    }

    /// The length of the well-formed UTF-8 sequence under the cursor (RFC 3629 §4), nil when it is
    /// cut, overlong, a surrogate or beyond U+10FFFF.
    private func utf8Length() -> Int? {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            at + offset < bytes.count && range.contains(bytes[at + offset])
        }
        switch bytes[at] {
        case 0xC2...0xDF: return follows(1) ? 2 : nil
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : nil
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : nil
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : nil
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : nil
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : nil
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : nil
        default: return nil
        }
    }

    @inline(__always)
    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}

// Escapes.
extension JSONReader {
    /// Undoes the escape whose backslash is under the cursor.
    private mutating func readEscape() throws(JSONFault) {
        let start = at
        at += 1
        guard let letter = next else { throw unfinishedString() }
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(letter)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            at += 1
            let scalar = try readUnicodeEscape(from: start)
            unescaped.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            return
        default: throw unknownEscape()
        }
        at += 1
    }

    /// Reads the digits of `\u`, and the second half of a surrogate pair.
    private mutating func readUnicodeEscape(from start: Int) throws(JSONFault) -> Unicode.Scalar {
        let first = try readHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, next == UInt8(ascii: "\\"), at + 1 < bytes.count,
            bytes[at + 1] == UInt8(ascii: "u")
        else { throw loneSurrogate(at: start) }
        at += 2
        let second = try readHexDigits()
        guard (0xDC00...0xDFFF).contains(second) else { throw loneSurrogate(at: start) }
        let value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
        guard let scalar = Unicode.Scalar(value) else { throw loneSurrogate(at: start) }
        return scalar
    }

    private mutating func readHexDigits() throws(JSONFault) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw unfinishedString() }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(byte - 0x37)
            default: throw brokenHexDigits()
            }
            at += 1
        }
        return value
    }
}
