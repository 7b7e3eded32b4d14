import WireJSON

extension SampleRun {
    // Strings.

    func string(_ facts: SchemaFacts, at path: String) -> JSONValue {
        var random = random(at: path)
        let least = facts.largest("minLength") ?? 0
        let most = max(least, facts.smallest("maxLength") ?? Int.max)
        let patterns = facts.values("pattern").compactMap(\.string)
        let format = facts.values("format").lazy.compactMap(\.string)
            .compactMap { SampleText.formatted($0, &random) }.first
        if let pattern = patterns.lazy.compactMap(ECMAPattern.init).first {
            return .string(pattern.sample(&random, length: least...most))
        }
        if let format { return .string(format) }
        if manner == .least, least == 0 { return "" }
        return .string(SampleText.fitted(SampleText.flavored(&random), least...most, &random))
    }

    // Numbers.

    func number(
        _ facts: SchemaFacts, isInteger: Bool, at path: String
    ) throws(RawFault) -> JSONValue {
        var random = random(at: path)
        var bounds = NumberBounds(facts)
        let multiples = facts.values("multipleOf").compactMap(\.number).filter { $0.double > 0 }
        if let step = multiples.first {
            return try multiple(of: step, isInteger: isInteger, bounds, &random)
        }
        if manner == .least, bounds.contains(0) { return 0 }
        guard isInteger || bounds.holdsInteger else {
            return .number(bounds.fraction(&random))
        }
        bounds.narrowToIntegers()
        guard let low = Int(exactly: bounds.low), bounds.low <= bounds.high else {
            throw RawFault("no number is at least \(bounds.low) and at most \(bounds.high)")
        }
        let isUnbounded = bounds.high >= 9.2e18 && bounds.low <= 1
        // Beyond 2^53 a reader that takes numbers for doubles loses digits.
        if isInteger, isUnbounded, random.below(6) == 0 {
            return .number((1 << 53) + 1 + 2 * random.below(1_000_000))
        }
        let room = bounds.high - bounds.low
        let value = low + random.below(room >= 9_999 ? 9_999 : max(1, Int(room) + 1))
        if isInteger || random.below(4) == 0 { return .number(value) }
        let fraction = Double(value) + Double(random.below(3) + 1) / 4
        return bounds.contains(fraction)
            ? .number(JSONNumber(text: "\(fraction)")) : .number(value)
    }

    private func multiple(
        of step: JSONNumber, isInteger: Bool, _ bounds: NumberBounds, _ random: inout SplitMix64
    ) throws(RawFault) -> JSONValue {
        let lowest = (bounds.low / step.double).rounded(.up)
        let highest = (bounds.high / step.double).rounded(.down)
        guard lowest <= highest, lowest.magnitude < 1e15 else {
            throw RawFault("no multiple of \(step.text) lies within the bounds")
        }
        if manner == .least, bounds.contains(0) { return 0 }
        for _ in 0..<32 {
            let room = min(highest - lowest, 999)
            let factor = Int(lowest) + random.below(Int(room) + 1)
            if let whole = step.int {
                let product = factor.multipliedReportingOverflow(by: whole)
                if !product.overflow { return .number(product.partialValue) }
                continue
            }
            let value = Double(factor) * step.double
            if isInteger, value != value.rounded() { continue }
            if bounds.contains(value) { return .number(JSONNumber(text: "\(value)")) }
        }
        throw RawFault("no multiple of \(step.text) was found within the bounds")
    }
}

extension JSONValue {
    fileprivate static func number(_ number: JSONNumber) -> JSONValue { JSONValue(.number(number)) }
}

/// The interval in which a number must lie, from the bounds of draft-04 and draft-06 and the
/// formats that name a machine type.
struct NumberBounds {
    /// Where samples begin; without a bound in the schema that is 1, by habit.
    var low = 1.0
    var high = 9.3e18
    private var isLowStated = false
    private var isLowOpen = false
    private var isHighOpen = false

    init(_ facts: SchemaFacts) {
        for part in facts.parts {
            for (bound, isOpen) in part.lowerBounds
            where !isLowStated || bound > low || (bound == low && isOpen) {
                (low, isLowOpen, isLowStated) = (bound, isOpen, true)
            }
            for (bound, isOpen) in part.upperBounds where bound < high || (bound == high && isOpen)
            {
                (high, isHighOpen) = (bound, isOpen)
            }
            if let limit = part.value["format"]?.string.flatMap(Self.limit), limit < high {
                (high, isHighOpen) = (limit, false)
            }
        }
        if !isLowStated, low >= high { low = high - 1_000 }
    }

    private static func limit(_ format: String) -> Double? {
        switch format {
        case "uint8": 255
        case "int8": 127
        case "uint16": 65_535
        case "int16": 32_767
        case "uint32": 4_294_967_295
        case "int32": 2_147_483_647
        default: nil
        }
    }

    func contains(_ value: Double) -> Bool {
        let isHighEnough = !isLowStated || (isLowOpen ? value > low : value >= low)
        return isHighEnough && (isHighOpen ? value < high : value <= high)
    }

    /// Whether some integer lies in the interval.
    var holdsInteger: Bool {
        var copy = self
        copy.narrowToIntegers()
        return copy.low <= copy.high
    }

    mutating func narrowToIntegers() {
        let lowest = low.rounded(.up)
        let highest = high.rounded(.down)
        low = isLowOpen && lowest == low ? lowest + 1 : lowest
        high = isHighOpen && highest == high ? highest - 1 : highest
        (isLowOpen, isHighOpen) = (false, false)
    }

    /// A number strictly inside the interval, or its only point.
    func fraction(_ random: inout SplitMix64) -> JSONNumber {
        let part = Double(random.below(6) + 1) / 8
        let value = low == high ? low : low + (high - low) * part
        return JSONNumber(text: "\(value)")
    }
}

extension RawNode {
    fileprivate var lowerBounds: [(Double, Bool)] { bounds("minimum", "exclusiveMinimum") }
    fileprivate var upperBounds: [(Double, Bool)] { bounds("maximum", "exclusiveMaximum") }

    /// Draft-04 has a boolean beside the bound, draft-06 a bound of its own.
    private func bounds(_ closed: String, _ open: String) -> [(Double, Bool)] {
        var bounds: [(Double, Bool)] = []
        if let bound = value[closed]?.number {
            bounds.append((bound.double, value[open]?.bool ?? false))
        }
        if let bound = value[open]?.number { bounds.append((bound.double, true)) }
        return bounds
    }
}
