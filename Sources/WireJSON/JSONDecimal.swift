/// The mathematical value of a number: `0.d₁d₂…dₙ × 10^exponent`, exact, and as small as its text
/// however large the exponent. `1`, `1.0` and `1e0` are one value; `-0` is `0`.
package struct JSONDecimal: Hashable, Sendable {
    package let isNegative: Bool
    /// The digits 0–9 without zeros at either end; none for zero.
    package let digits: [UInt8]
    /// A decimal integer of any length without leading zeros; `0` for zero.
    package let exponent: String

    /// Takes a number's text apart.
    package init(_ number: JSONNumber) {
        var integer: [UInt8] = []
        var fraction: [UInt8] = []
        let text = number.text.utf8
        let mantissa = text.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        var pastPoint = false
        for byte in mantissa {
            switch byte {
            case UInt8(ascii: "."): pastPoint = true
            case UInt8(ascii: "-"): break
            default:
                if pastPoint { fraction.append(byte - 0x30) } else { integer.append(byte - 0x30) }
            }
        }
        let all = integer + fraction
        guard let first = all.firstIndex(where: { $0 != 0 }),
            let last = all.lastIndex(where: { $0 != 0 })
        else {
            (isNegative, digits, exponent) = (false, [], "0")
            return
        }
        isNegative = text.first == UInt8(ascii: "-")
        digits = Array(all[first...last])
        let written = text.dropFirst(mantissa.count + 1)
        exponent = Self.sum(Substring(written), integer.count - first)
    }

    /// The decimal integer `text` plus a small number.
    private static func sum(_ text: Substring, _ shift: Int) -> String {
        let isNegative = text.first == "-"
        let magnitude = text.drop { $0 == "-" || $0 == "+" }.drop { $0 == "0" }
        if magnitude.utf8.count <= 17 {
            let value = Int(magnitude) ?? 0
            return String((isNegative ? -value : value) + shift)
        }
        // The text outweighs the shift, which is less than the length of a text: the sign stays.
        var digits = magnitude.utf8.map { Int($0) - 0x30 }
        var carry = isNegative ? -shift : shift
        for index in digits.indices.reversed() where carry != 0 {
            let value = digits[index] + carry
            carry = value >= 0 ? value / 10 : (value - 9) / 10
            digits[index] = value - carry * 10
        }
        let sum = (carry == 0 ? digits : [carry] + digits).drop { $0 == 0 }
        return (isNegative ? "-" : "") + sum.map(String.init).joined()
    }

    /// The text ECMAScript gives such a number (RFC 8785 §3.2.2.3), with every digit kept where a
    /// double would round.
    package var text: String {
        if digits.isEmpty { return "0" }
        return (isNegative ? "-" : "") + (plainText ?? scientificText)
    }

    /// Without exponent, where ECMAScript does so: from 10⁻⁶ up to 10²¹.
    private var plainText: String? {
        guard let point = Int(exponent), (-5...21).contains(point) else { return nil }
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + spelled(digits[...]) }
        if point >= digits.count {
            return spelled(digits[...]) + String(repeating: "0", count: point - digits.count)
        }
        return spelled(digits[..<point]) + "." + spelled(digits[point...])
    }

    private var scientificText: String {
        let fraction = digits.count > 1 ? "." + spelled(digits[1...]) : ""
        let power = Self.sum(Substring(exponent), -1)
        return spelled(digits[..<1]) + fraction + "e" + (power.first == "-" ? "" : "+") + power
    }

    private func spelled(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    }
}
