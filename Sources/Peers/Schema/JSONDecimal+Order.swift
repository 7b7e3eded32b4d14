import WireJSON

extension JSONDecimal {
    /// Whether it has no fraction.
    var isWhole: Bool {
        if digits.isEmpty { return true }
        return Int(exponent).map { $0 >= digits.count } ?? !exponent.hasPrefix("-")
    }

    /// The value where it is whole and fits.
    var int: Int? { isWhole ? Int(text) : nil }

    /// Whether it is less than another, exactly.
    func precedes(_ other: JSONDecimal) -> Bool {
        if digits.isEmpty { return !other.digits.isEmpty && !other.isNegative }
        if other.digits.isEmpty || isNegative != other.isNegative { return isNegative }
        return isNegative ? other.isSmaller(than: self) : isSmaller(than: other)
    }

    /// By magnitude; neither is zero.
    private func isSmaller(than other: JSONDecimal) -> Bool {
        if exponent == other.exponent { return digits.lexicographicallyPrecedes(other.digits) }
        if let left = Int(exponent), let right = Int(other.exponent) { return left < right }
        let (left, right) = (exponent.hasPrefix("-"), other.exponent.hasPrefix("-"))
        if left != right { return left }
        let lengths = (exponent.utf8.count, other.exponent.utf8.count)
        let isLess = lengths.0 == lengths.1 ? exponent < other.exponent : lengths.0 < lengths.1
        return isLess != left
    }

    /// Whether it is a whole multiple of a step above zero; nil where the step has too many digits
    /// to say.
    func isMultiple(of step: JSONDecimal) -> Bool? {
        if digits.isEmpty { return true }
        guard let high = Int(exponent), let low = Int(step.exponent), step.digits.count <= 18 else {
            return nil
        }
        // As integers: mine × 10^shift, against the step's.
        let shift = (high - digits.count) - (low - step.digits.count)
        // My last digit is not zero: what lacks a factor of ten is no multiple of it.
        guard shift >= 0 else { return false }
        let modulus = step.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        var rest: UInt64 = 0
        for digit in digits { rest = Self.product(rest, 10, modulus, plus: UInt64(digit)) }
        return Self.product(rest, Self.power(10, shift, modulus), modulus, plus: 0) == 0
    }

    private static func product(
        _ left: UInt64, _ right: UInt64, _ modulus: UInt64, plus: UInt64
    ) -> UInt64 {
        let wide = left.multipliedFullWidth(by: right)
        let rest = modulus.dividingFullWidth((wide.high % modulus, wide.low)).remainder
        return (rest + plus % modulus) % modulus
    }

    private static func power(_ base: UInt64, _ exponent: Int, _ modulus: UInt64) -> UInt64 {
        var (result, square, rest) = (1 % modulus, base % modulus, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, square, modulus, plus: 0) }
            square = product(square, square, modulus, plus: 0)
            rest >>= 1
        }
        return result
    }
}
