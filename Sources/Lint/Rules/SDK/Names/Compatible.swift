extension String {
    /// The text by which Python compares identifiers (NFKC, PEP 3131), as far as letters and
    /// digits go that stand for those of ASCII: full-width, mathematical, Roman, raised, joined.
    /// Canonical equivalence is left to `==`.
    var compatible: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        var text = ""
        for scalar in unicodeScalars { text += scalar.compatible }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var compatible: String {
        if let found = Self.joined[value] { return found }
        switch value {
        case 0xFF01...0xFF5E: return Self.ascii(0x21 + value - 0xFF01)
        case 0x1D400...0x1D6A3: return Self.letter(value - 0x1D400)
        case 0x1D7CE...0x1D7FF: return Self.ascii(0x30 + (value - 0x1D7CE) % 10)
        case 0x2080...0x2089: return Self.ascii(0x30 + value - 0x2080)
        case 0x2074...0x2079: return Self.ascii(0x30 + value - 0x2070)
        default: return String(self)
        }
    }

    /// The mathematical alphabets follow each other, 26 capitals and 26 small letters each.
    private static func letter(_ index: UInt32) -> String {
        let place = index % 52
        return ascii(place < 26 ? 0x41 + place : 0x61 + place - 26)
    }

    private static func ascii(_ value: UInt32) -> String {
        Unicode.Scalar(value).map { String($0) } ?? ""
    }

    private static let joined: [UInt32: String] = [
        0xAA: "a", 0xBA: "o", 0xB2: "2", 0xB3: "3", 0xB9: "1", 0x2070: "0", 0x17F: "s",
        0x132: "IJ", 0x133: "ij", 0x1C7: "LJ", 0x1C8: "Lj", 0x1C9: "lj", 0x1CA: "NJ",
        0x1CB: "Nj", 0x1CC: "nj", 0x1F1: "DZ", 0x1F2: "Dz", 0x1F3: "dz", 0xFB00: "ff",
        0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
        0x2071: "i", 0x207F: "n", 0x2102: "C", 0x210A: "g", 0x210B: "H", 0x210C: "H",
        0x210D: "H", 0x210E: "h", 0x2110: "I", 0x2111: "I", 0x2112: "L", 0x2113: "l",
        0x2115: "N", 0x2119: "P", 0x211A: "Q", 0x211B: "R", 0x211C: "R", 0x211D: "R",
        0x2124: "Z", 0x2128: "Z", 0x212A: "K", 0x212C: "B", 0x212D: "C", 0x212F: "e",
        0x2130: "E", 0x2131: "F", 0x2133: "M", 0x2134: "o", 0x2139: "i", 0x2160: "I",
        0x2161: "II", 0x2162: "III", 0x2163: "IV", 0x2164: "V", 0x2165: "VI", 0x2166: "VII",
        0x2167: "VIII", 0x2168: "IX", 0x2169: "X", 0x2170: "i", 0x2171: "ii", 0x2172: "iii",
        0x2173: "iv", 0x2174: "v", 0x2175: "vi", 0x2176: "vii", 0x2177: "viii", 0x2178: "ix",
        0x2179: "x",
    ]
}
