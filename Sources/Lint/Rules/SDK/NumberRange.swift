import WireJSON

extension Rule {
    static let numberRange = Rule(
        "sdk.number-range", .sdk, .derived, decides: ["J63"],
        Explanation(
            clause: """
                RFC 8259 §6: numbers beyond the range and precision of IEEE 754 doubles, and \
                integers beyond 2^53, are not read alike by all programs.
                """,
            why: """
                JavaScript and every reader that uses doubles see another number than the document \
                has, so a bound, a default or an example differs from SDK to SDK.
                """,
            example: #"{ "type": "integer", "maximum": 18446744073709551615 }"#,
            remedy: "Pick a number that a double holds, or give the value as a string.")
    ) { reading in
        guard reading.document.root.hasLostNumber else { return [] }
        var found = Gatherings<JSONNumber>()
        var rest = [Site(value: reading.document.root, place: reading.root.place, kind: .data)]
        while let site = rest.popLast() {
            switch site.value.kind {
            case .number(let number) where !number.isKeptByDoubles:
                found.add(number, site.span, site)
            case .array(let elements):
                rest += elements.indices.reversed().map {
                    Site(value: elements[$0], place: site.place.step(String($0)), kind: .data)
                }
            case .object(let object):
                rest += object.members.reversed().map {
                    Site(value: $0.value, place: site.place.step($0.name), kind: .data)
                }
            default: continue
            }
        }
        return found.remarks { number, times in
            "a number should be one that a double holds, found \(number.short)\(times), which "
                + "becomes \(number.asDouble); pick another or give it as a string"
        }
    }
}

extension JSONValue {
    /// Whether a double loses some number in it; most documents have none, and need no places.
    fileprivate var hasLostNumber: Bool {
        switch kind {
        case .number(let number): !number.isKeptByDoubles
        case .array(let elements): elements.contains(where: \.hasLostNumber)
        case .object(let object): object.members.contains(where: \.value.hasLostNumber)
        default: false
        }
    }
}

extension JSONNumber {
    /// Whether a reader that makes a double of it still knows which number it was: an integer must
    /// be one exactly, a fraction must be the shortest text of its double.
    fileprivate var isKeptByDoubles: Bool {
        // Up to 15 digits and a moderate exponent every decimal survives.
        if text.utf8.count <= 15, isInteger { return true }
        let double = double
        guard double.isFinite else { return false }
        let decimal = JSONDecimal(self)
        if decimal == JSONDecimal(JSONNumber(text: "\(double)")) { return true }
        guard let exact = Int128(exactly: double) else { return false }
        return decimal == JSONDecimal(JSONNumber(text: String(exact)))
    }

    /// What becomes of it, without a fraction of nothing.
    fileprivate var asDouble: String {
        guard double.isFinite else { return "infinity" }
        let text = "\(double)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// The text, shortened in the middle of a very long one.
    fileprivate var short: String {
        text.utf8.count <= 40 ? text : "\(text.prefix(20))…\(text.suffix(10))"
    }
}
