/// Texts that are lawful and inconvenient.
enum SampleText {
    /// Plain, quoted, escaped, non-ASCII and astral texts, each with a number of its own.
    static func flavored(_ random: inout SplitMix64) -> String {
        let number = random.below(90_000) + 10_000
        switch random.below(10) {
        case 0: return "naïve café \(number)"
        case 1: return "\"quoted\" \(number)"
        case 2: return "back\\slash \\n \(number)"
        case 3: return "日本語 \(number)"
        case 4: return "emoji 😀 \(number)"
        case 5: return "two\nlines\t\(number)"
        case 6: return "</script>'{}%s \(number)"
        default: return "text \(number)"
        }
    }

    /// The text cut or filled to a length in scalars.
    static func fitted(
        _ text: String, _ length: ClosedRange<Int>, _ random: inout SplitMix64
    ) -> String {
        var scalars = Array(text.unicodeScalars)
        // The number at the end keeps texts apart, so the front is what goes.
        if scalars.count > length.upperBound { scalars = Array(scalars.suffix(length.upperBound)) }
        while scalars.count < min(length.lowerBound, 1_000_000) {
            scalars.append(Unicode.Scalar(UInt8(0x61 + random.below(26))))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// A text of a format that draft-07 or OpenAPI names; nil for one that says nothing about text.
    static func formatted(_ format: String, _ random: inout SplitMix64) -> String? {
        let number = random.below(9_000) + 1_000
        switch format {
        case "date-time": return "\(date(&random))T\(time(&random))Z"
        case "date": return date(&random)
        case "time": return "\(time(&random))Z"
        case "duration": return "P\(number % 300 + 1)DT\(number % 23 + 1)H"
        case "uri", "iri", "url": return "https://example.com/path/\(number)?q=a%20b"
        case "uri-reference", "iri-reference": return "/path/\(number)#part"
        case "uri-template": return "https://example.com/{id}/\(number)"
        case "uuid": return uuid(&random)
        case "email", "idn-email": return "user\(number)@example.com"
        case "hostname", "idn-hostname": return "host\(number).example.com"
        case "ipv4": return "192.0.2.\(number % 250 + 1)"
        case "ipv6": return "2001:db8::\(number)"
        case "json-pointer": return "/items/\(number)"
        case "relative-json-pointer": return "1/items/\(number)"
        case "regex": return "^[a-z]{\(number % 9 + 1)}$"
        case "byte", "base64": return base64(&random)
        default: return nil
        }
    }

    private static func date(_ random: inout SplitMix64) -> String {
        "20\(two(random.below(30) + 10))-\(two(random.below(12) + 1))-\(two(random.below(28) + 1))"
    }

    private static func time(_ random: inout SplitMix64) -> String {
        "\(two(random.below(24))):\(two(random.below(60))):\(two(random.below(60)))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func uuid(_ random: inout SplitMix64) -> String {
        let groups = [8, 4, 4, 4, 12].enumerated().map { index, count in
            let digits = (0..<count).map { _ in String(random.below(16), radix: 16) }.joined()
            // Version 4 and its variant, which strict readers look at.
            return index == 2
                ? "4" + digits.dropFirst() : index == 3 ? "a" + digits.dropFirst() : digits
        }
        return groups.joined(separator: "-")
    }

    private static func base64(_ random: inout SplitMix64) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return String((0..<16).map { _ in random.pick(letters) })
    }
}
