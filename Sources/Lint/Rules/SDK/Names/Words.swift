/// The words of a name, as the converters between naming conventions part them.
///
/// A word ends where no letter or digit follows, before a capital after a small letter, and before
/// the last capital of a run that goes on in small letters: `getHTTPBody-2` has four.
struct Words: Sendable {
    let list: [String]

    init(_ name: String) {
        var list: [String] = []
        var word = ""
        var previous: Case?
        let scalars = Array(name.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            guard scalar.isWord else {
                if !word.isEmpty { list.append(word) }
                (word, previous) = ("", nil)
                continue
            }
            let now = Case(scalar)
            let follows = index + 1 < scalars.count && Case(scalars[index + 1]) == .small
            let isEdge = now == .capital && (previous == .small || previous == .capital && follows)
            if isEdge, !word.isEmpty {
                list.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
            previous = now ?? previous
        }
        self.list = word.isEmpty ? list : list + [word]
    }

    private enum Case {
        case small, capital

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x61...0x7A: self = .small
            case 0x41...0x5A: self = .capital
            case 0..<0x80: return nil
            default: self.init(byProperties: scalar)
            }
        }

        private init?(byProperties scalar: Unicode.Scalar) {
            if scalar.properties.isLowercase {
                self = .small
            } else if scalar.properties.isUppercase {
                self = .capital
            } else {
                return nil
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether an identifier may have it, other than `_` and its likes.
    var isWord: Bool {
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0x80: false
        default: isWordByProperties
        }
    }

    private var isWordByProperties: Bool {
        properties.isXIDContinue && properties.generalCategory != .connectorPunctuation
    }
}
