extension JSONReader {
    /// Reads a number by RFC 8259 §6: `-`, digits without leading zeros, fraction, exponent.
    mutating func readNumber() throws(JSONFault) -> JSONNumber {
        let start = at
        if next == UInt8(ascii: "-") { at += 1 }
        if next == UInt8(ascii: "0") {
            at += 1
            if let byte = next, isDigit(byte) { throw leadingZero() }
        } else {
            try readDigits()
        }
        if next == UInt8(ascii: ".") {
            at += 1
            try readDigits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            at += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
            try readDigits()
        }
        return JSONNumber(text: text(start..<at))
    }

    /// Moves over digits, of which there must be one.
    @inline(__always)
    private mutating func readDigits() throws(JSONFault) {
        let start = at
        while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        guard at > start else { throw missingDigit() }
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
